package channel

import (
	"cmp"
	"go/token"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
)

// A Fact lists what a package and its imports put and take.
type Fact struct {
	Sources []FactSource
	Rets    []FactRet
	Sinks   []FactSink
	Asks    []FactAsk
	Typed   []FactTyped
	Places  []string // fields, parameters and results of the package that may hold a status
	Makers  []string // functions that return an error and never nil
}

// FactSink says that a package sends the status of a carrier without a
// challenge, and knows no 401 that it sends so.
type FactSink struct {
	Type  string
	Iface []string
	Path  domain.Path
	Name  string // the responder's function
}

// FactAsk says that a package sends the status that a function value or an
// interface's method returns, without a challenge.
type FactAsk struct {
	Sig    string // of the function
	Name   string // of the method, or ""
	Result int
}

// FactSource is an object that carries statuses out of a function.
type FactSource struct {
	Type    string
	Methods []string
	Path    domain.Path
	Status  int64
	Place   string
	Consts  []FactConst
	Name    string // of the variable that holds it
	Told    uint8  // whether the status is reported where it is chosen
	By      string // the methods that return it
}

// FactConst is a constant field of an object, or one that is nil or is not.
type FactConst struct {
	Path domain.Path
	Kind uint8
	Int  int64
	Str  string
}

// FactRet is a function value or method that returns a status.
type FactRet struct {
	Sig    string
	Name   string
	Result int
	Nils   string
	Status int64
	Place  string
}

// FactTyped says that a value of a type that is returned as an interface is
// answered with a status, without a challenge.
type FactTyped struct {
	Iface, Type string // without a star
	Status      int64
}

// atom is the constant; one that names an object only says that it is not nil.
func (k FactConst) atom() domain.Atom {
	a := domain.Atom{Kind: domain.AtomKind(k.Kind), Int: k.Int, Str: k.Str}
	if a.Kind == domain.AtomRef {
		a.Int = domain.KnownNonNil
	}
	return a
}

// factKey is what sources of imports are looked up by before all of them is
// compared.
type factKey struct {
	typ, place, name string
	path             domain.Path
	status           int64
}

// Import reads the fact of an import. What several of them tell is one: each tells
// what it imports itself too.
func (c *Channels) Import(f *Fact) {
	if c.known == nil {
		c.known, c.asks, c.rets = map[factKey][]*Source{}, map[FactAsk]bool{}, map[FactRet]bool{}
		c.Places, c.Makers = map[string]bool{}, map[string]bool{}
	}
	c.Typed = append(c.Typed, f.Typed...)
	for _, s := range f.Sources {
		c.importSource(s)
	}
	for _, s := range f.Sinks {
		if !slices.ContainsFunc(c.imports.sinks, func(t *Sink) bool { return compareSinks(s, t.FactSink) == 0 }) {
			c.imports.sinks = append(c.imports.sinks, &Sink{FactSink: s})
		}
	}
	for _, name := range f.Places {
		c.Places[name] = true
	}
	for _, name := range f.Makers {
		c.Makers[name] = true
	}
	for _, a := range f.Asks {
		if !c.asks[a] {
			c.asks[a] = true
			c.imports.asks = append(c.imports.asks, &Ask{FactAsk: a})
		}
	}
	for _, r := range f.Rets {
		if !c.rets[r] {
			c.rets[r] = true
			c.imports.returns = append(c.imports.returns, &Return{FactAsk: FactAsk{r.Sig, r.Name, r.Result}, Nils: r.Nils, Val: Carried{Status: r.Status, Ext: r.Place}})
		}
	}
}

// importSource notes a source, or more methods that return one.
func (c *Channels) importSource(f FactSource) {
	k := factKey{f.Type, f.Place, f.Name, f.Path, f.Status}
	for _, s := range c.known[k] {
		if slices.Equal(s.Methods, f.Methods) && slices.Equal(s.Consts, f.Consts) {
			s.Statuses[0].By = s.Statuses[0].By.And(Methods(f.By))
			return
		}
	}
	s := &Source{Type: f.Type, Methods: f.Methods, Consts: f.Consts, Name: f.Name, Told: domain.Told(f.Told),
		Statuses: []Carried{{Path: f.Path, Status: f.Status, Ext: f.Place, By: Methods(f.By)}}}
	c.known[k] = append(c.known[k], s)
	c.imports.sources = append(c.imports.sources, s)
}

// maxFact bounds each list of the fact: beyond that a package is generated, or a
// library of errors whose importers use few.
const maxFact = 400

// Chosen says where statuses are chosen, for importers.
type Chosen interface {
	Text(pos token.Pos) string      // the place, as dir/file.go:line
	Told(pos token.Pos) domain.Told // whether the status is reported there
}

// Fact is what importers are told: all that is put here and in imports and has no
// challenge, and all that is taken and was not met.
func (c *Channels) Fact(at Chosen, typed []FactTyped, places, makers []string) *Fact {
	out := &Fact{Typed: typed[:min(len(typed), maxFact)], Places: places, Makers: makers}
	text := func(v Carried) string {
		if v.Ext != "" || !v.Pos.IsValid() {
			return v.Ext
		}
		return at.Text(v.Pos)
	}
	for s := range c.Sources() {
		for _, v := range s.Statuses {
			if !v.Covered() {
				out.Sources = append(out.Sources, FactSource{s.Type, s.Methods, v.Path, v.Status, text(v), s.Consts, s.Name, uint8(max(s.Told, at.Told(v.Pos))), string(v.By)})
			}
		}
	}
	for r := range c.Returns() {
		if !r.Val.Covered() {
			out.Rets = append(out.Rets, FactRet{r.Sig, r.Name, r.Result, r.Nils, r.Val.Status, text(r.Val)})
		}
	}
	for s := range c.Sinks() {
		if !s.Met {
			out.Sinks = append(out.Sinks, s.FactSink)
		}
	}
	for a := range both(c.own.asks, c.imports.asks) {
		if !a.Met {
			out.Asks = append(out.Asks, a.FactAsk)
		}
	}
	slices.SortFunc(out.Sources, compareSources)
	out.Sources = distinct(mergeSources(out.Sources), nil)
	out.Rets = distinct(out.Rets, compareRets)
	out.Sinks = distinct(out.Sinks, compareSinks)
	out.Asks = distinct(out.Asks, compareAsks)
	return out
}

// distinct sorts a list, unless it is, and bounds it, with one of each.
func distinct[T any](list []T, compare func(a, b T) int) []T {
	if compare != nil {
		slices.SortFunc(list, compare)
		list = slices.CompactFunc(list, func(a, b T) bool { return compare(a, b) == 0 })
	}
	return list[:min(len(list), maxFact)]
}

// mergeSources makes one of the same sources, which stand side by side: all that
// return it may.
func mergeSources(all []FactSource) []FactSource {
	out := all[:0]
	for _, s := range all {
		if n := len(out); n > 0 && compareSources(out[n-1], s) == 0 {
			out[n-1].By = string(Methods(out[n-1].By).And(Methods(s.By)))
			continue
		}
		out = append(out, s)
	}
	return out
}

// compareSources orders sources by what they are, whoever returns them.
func compareSources(a, b FactSource) int {
	if c := cmp.Or(strings.Compare(a.Type, b.Type), a.Path.Compare(b.Path), cmp.Compare(a.Status, b.Status), strings.Compare(a.Place, b.Place), strings.Compare(a.Name, b.Name)); c != 0 {
		return c
	}
	if c := slices.Compare(a.Methods, b.Methods); c != 0 {
		return c
	}
	return slices.CompareFunc(a.Consts, b.Consts, func(a, b FactConst) int {
		return cmp.Or(a.Path.Compare(b.Path), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Int, b.Int), strings.Compare(a.Str, b.Str))
	})
}

func compareRets(a, b FactRet) int {
	return cmp.Or(strings.Compare(a.Sig, b.Sig), strings.Compare(a.Name, b.Name), a.Result-b.Result, strings.Compare(a.Nils, b.Nils), cmp.Compare(a.Status, b.Status), strings.Compare(a.Place, b.Place))
}

func compareSinks(a, b FactSink) int {
	return cmp.Or(strings.Compare(a.Type, b.Type), a.Path.Compare(b.Path), strings.Compare(a.Name, b.Name), slices.Compare(a.Iface, b.Iface))
}

func compareAsks(a, b FactAsk) int {
	return cmp.Or(strings.Compare(a.Sig, b.Sig), strings.Compare(a.Name, b.Name), a.Result-b.Result)
}
