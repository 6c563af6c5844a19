// Package channel brings together what meets out of sight: an object that leaves
// its function with a status, and a responder that sends the status of such an
// object; a function value that returns a status, and a call of one. Where no call
// leads from the one to the other they meet by type or signature, in one package
// or in a package and what it imports.
//
// What brings a status is put, a [Source] or a [Return]; what sends one that it
// does not know takes it, a [Sink] or an [Ask]. Both are told to importers as a
// [Fact].
//
// Laws:
//
//   - Who puts in which order does not matter to the fact, but for the order of the
//     names in a text: it is sorted, and what is put twice stands in it once.
//   - A status that may leave with a challenge in one way and without one in
//     another leaves without: putting more never covers one.
//   - What a package takes and meets itself is not told to importers again; what it
//     puts always is, as each importer may have a sink of its own.
//   - What a bound cuts off is silent: nothing else of a package rests on it.
package channel

import (
	"go/ast"
	"go/token"
	"iter"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
)

// A Source is an object that carries statuses and leaves the function that made
// it: returned, stored, panicked or handed to something unknown.
type Source struct {
	Type     string   // without a star
	Methods  []string // with signatures
	Statuses []Carried
	Consts   []FactConst // its other constant fields: they rule paths out
	Name     string      // of the package-level variable that holds it, if one does
	Node     ast.Node    // what makes it, if that is in view
	Told     domain.Told // of another package, which reports its status where it is chosen
}

// Carried is a status that an object answers with on a path.
type Carried struct {
	Path   domain.Path
	Status int64
	Pos    token.Pos
	Ext    string // the place, in another package
	// Whether a challenge was set on the way, wherever it leaves its function.
	Challenged, ProxyChallenged bool
	By                          Methods // that return it
}

// Covered tells whether a challenge goes with the status wherever it leaves.
func (c Carried) Covered() bool {
	if c.Status == 407 {
		return c.ProxyChallenged
	}
	return c.Challenged
}

// weaken notes that the status leaves in another way too.
func (c *Carried) weaken(d Carried) {
	c.Challenged = c.Challenged && d.Challenged
	c.ProxyChallenged = c.ProxyChallenged && d.ProxyChallenged
}

// Methods are names of methods with signatures, each on a line of its own.
type Methods string

// maxMethods bounds the text: an error that everything returns says little.
const maxMethods = 2000

// Has tells whether a method is among them.
func (m Methods) Has(method string) bool {
	return method != "" && strings.Contains("\n"+string(m), "\n"+method+"\n")
}

// And adds others.
func (m Methods) And(more Methods) Methods {
	for line := range strings.Lines(string(more)) {
		if !m.Has(strings.TrimSuffix(line, "\n")) && len(m)+len(line) < maxMethods {
			m += Methods(line)
		}
	}
	return m
}

// A Return is a result of a function value or method that is a status.
type Return struct {
	FactAsk
	Nils   string // of each result: 0 nil, 1 not nil, ? unknown
	Val    Carried
	Node   ast.Node // the return statement, if that is in view
	Passed bool     // the function is handed on as a value, or is a method
}

// A Sink is a responder of a status that a carrier brings.
type Sink struct {
	FactSink
	Met bool // here
}

// An Ask is a responder of a status that a dynamic call returns.
type Ask struct {
	FactAsk
	Met bool // here
}

// Allows tells whether a condition on one of the object's fields can hold.
func (s *Source) Allows(path domain.Path, c domain.Pred) bool {
	for _, k := range s.Consts {
		if k.Path == path && c.Of(k.atom()) < 0 {
			return false
		}
	}
	return true
}

// Matches tells whether a source is what a sink reads: of its type, or of one that
// has the interface's methods.
func (s *Source) Matches(typ string, iface []string) bool {
	if len(iface) == 0 {
		return s.Type == typ
	}
	return !slices.ContainsFunc(iface, func(m string) bool { return !slices.Contains(s.Methods, m) })
}

// Channels are those of a package and what it imports. The zero value has none.
type Channels struct {
	own, imports carriers
	put          map[sourceKey]*Carried
	known        map[factKey][]*Source // what imports put
	asks         map[FactAsk]bool      // those that an import told already
	rets         map[FactRet]bool

	Typed          []FactTyped     // what imports answer by its type
	Places, Makers map[string]bool // of imports: places that may hold a status, and functions that return an error and never nil
}

// carriers are what is put and taken.
type carriers struct {
	sources []*Source
	returns []*Return
	sinks   []*Sink
	asks    []*Ask
}

// sourceKey is in what sources agree that are one, whatever made them.
type sourceKey struct {
	typ, name string
	path      domain.Path
	pos       token.Pos
	ext       string
}

// maxPut bounds what a package puts: generated code may do nothing else.
const maxPut = 4096

// Put puts an object, less the statuses that were put before.
func (c *Channels) Put(s *Source) {
	if c.put == nil {
		c.put = map[sourceKey]*Carried{}
	}
	all := s.Statuses
	s.Statuses = make([]Carried, 0, len(all)) // never moved: pointers lead into it
	for _, v := range all {
		k := sourceKey{s.Type, s.Name, v.Path, v.Pos, v.Ext}
		if seen := c.put[k]; seen != nil {
			seen.weaken(v)
			seen.By = seen.By.And(v.By)
			continue
		}
		s.Statuses = append(s.Statuses, v)
		c.put[k] = &s.Statuses[len(s.Statuses)-1]
	}
	if len(s.Statuses) > 0 && len(c.own.sources) < maxPut {
		c.own.sources = append(c.own.sources, s)
	}
}

// PutReturn puts a result.
func (c *Channels) PutReturn(r *Return) {
	for _, q := range c.own.returns {
		same := *r
		same.Val.Challenged, same.Val.ProxyChallenged = q.Val.Challenged, q.Val.ProxyChallenged
		if *q == same {
			q.Val.weaken(r.Val)
			return
		}
	}
	if len(c.own.returns) < maxPut {
		c.own.returns = append(c.own.returns, r)
	}
}

// Take notes a sink that met no source here, or none that is reported at the
// responder: an importer may have one.
func (c *Channels) Take(s FactSink) {
	if !slices.ContainsFunc(c.own.sinks, func(k *Sink) bool { return k.Type == s.Type && k.Path == s.Path }) {
		c.own.sinks = append(c.own.sinks, &Sink{FactSink: s})
	}
}

// TakeReturn notes a dynamic call whose status is sent: an importer may have what
// it calls.
func (c *Channels) TakeReturn(a FactAsk) {
	if !slices.ContainsFunc(c.own.asks, func(k *Ask) bool { return k.FactAsk == a }) {
		c.own.asks = append(c.own.asks, &Ask{FactAsk: a})
	}
}

// Own lists the sources of this package, in the order in which they were put.
func (c *Channels) Own() []*Source { return c.own.sources }

// OwnReturns lists its results.
func (c *Channels) OwnReturns() []*Return { return c.own.returns }

// Sources goes through the sources of this package, and then of imports.
func (c *Channels) Sources() iter.Seq[*Source] { return both(c.own.sources, c.imports.sources) }

// Returns goes through the results of this package, and then of imports.
func (c *Channels) Returns() iter.Seq[*Return] { return both(c.own.returns, c.imports.returns) }

// Sinks goes through the sinks of this package, and then of imports.
func (c *Channels) Sinks() iter.Seq[*Sink] { return both(c.own.sinks, c.imports.sinks) }

// Wanted lists the sinks of imports.
func (c *Channels) Wanted() []*Sink { return c.imports.sinks }

// WantedReturns lists their dynamic calls.
func (c *Channels) WantedReturns() []*Ask { return c.imports.asks }

func both[T any](a, b []T) iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, list := range [][]T{a, b} {
			for _, x := range list {
				if !yield(x) {
					return
				}
			}
		}
	}
}
