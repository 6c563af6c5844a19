package channel_test

import (
	"fmt"
	"go/token"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/authstatus/authstatus/analyzer/internal/channel"
	"github.com/authstatus/authstatus/analyzer/internal/domain"
)

// here places statuses by their position, and reports those at even ones where
// they are chosen.
type here struct{}

func (here) Text(pos token.Pos) string { return fmt.Sprintf("p/a.go:%d", pos) }
func (here) Told(pos token.Pos) domain.Told {
	if pos > 0 && pos%2 == 0 {
		return domain.ToldError
	}
	return domain.Untold
}

func path(name string) domain.Path { return domain.Path{}.Then(domain.FieldStep(name)) }

// drawn is what a package puts and takes, by chance and with much that is the
// same.
func drawn(r *rand.Rand) (all []func(*channel.Channels)) {
	name := func(of string) string { return of + string(rune('A'+r.IntN(2))) }
	for range 1 + r.IntN(12) {
		typ, pos, by, challenged := name("T"), token.Pos(1+r.IntN(3)), channel.Methods(name("m")+"\n"), r.IntN(3) == 0
		sig, sink := name("func() "), channel.FactSink{Type: name("S"), Path: path(name("f")), Name: "deny"}
		switch r.IntN(4) {
		case 0:
			all = append(all, func(c *channel.Channels) { c.Take(sink) })
		case 1:
			all = append(all, func(c *channel.Channels) { c.TakeReturn(channel.FactAsk{Sig: sig}) })
		case 2:
			all = append(all, func(c *channel.Channels) {
				c.PutReturn(&channel.Return{FactAsk: channel.FactAsk{Sig: sig}, Nils: "?", Val: channel.Carried{Status: 401, Pos: pos, Challenged: challenged}})
			})
		default:
			all = append(all, func(c *channel.Channels) {
				c.Put(&channel.Source{Type: typ, Statuses: []channel.Carried{{Path: path("code"), Status: 401, Pos: pos, By: by, Challenged: challenged}}})
			})
		}
	}
	return all
}

func fact(puts []func(*channel.Channels)) *channel.Fact {
	c := &channel.Channels{}
	for _, put := range puts {
		put(c)
	}
	return c.Fact(here{}, nil, nil, nil)
}

// sets is a fact without what is text in the order of what was put.
func sets(f *channel.Fact) *channel.Fact {
	g := *f
	g.Sources = slices.Clone(f.Sources)
	for i := range g.Sources {
		g.Sources[i].By = ""
	}
	return &g
}

// TestFact holds the laws of the package's comment, of what is drawn by chance.
func TestFact(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 500 {
		puts := drawn(r)
		f := fact(puts)
		shuffled := slices.Clone(puts)
		r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if g := fact(shuffled); !reflect.DeepEqual(sets(f), sets(g)) {
			t.Fatalf("in another order:\n%+v\n%+v", f, g)
		}
		if g := fact(slices.Concat(puts, puts)); !reflect.DeepEqual(f, g) {
			t.Fatalf("put twice:\n%+v\n%+v", f, g)
		}
		// Putting more covers no status.
		more := fact(slices.Concat(puts, drawn(r)))
		for _, s := range sets(f).Sources {
			if !slices.ContainsFunc(sets(more).Sources, func(q channel.FactSource) bool { return reflect.DeepEqual(q, s) }) {
				t.Fatalf("%+v is gone from\n%+v", s, more)
			}
		}
		// Whoever imports it, through however many packages, tells the same.
		importer := &channel.Channels{}
		importer.Import(f)
		importer.Import(f)
		if g := importer.Fact(here{}, nil, nil, nil); !reflect.DeepEqual(f, g) {
			t.Fatalf("imported:\n%+v\n%+v", f, g)
		}
	}
}

// TestMeets holds that what a package met is not asked of its importers.
func TestMeets(t *testing.T) {
	var c channel.Channels
	c.Import(&channel.Fact{
		Sinks: []channel.FactSink{{Type: "E", Path: path("Code")}, {Type: "F", Path: path("Code")}}, Asks: []channel.FactAsk{{Sig: "func() int"}, {Sig: "func() int", Name: "Code"}},
		Places: []string{"p.E.Code"}, Makers: []string{"p.New"},
	})
	c.Wanted()[0].Met, c.WantedReturns()[1].Met = true, true
	f := c.Fact(here{}, nil, nil, nil)
	if len(f.Sinks) != 1 || f.Sinks[0].Type != "F" || len(f.Asks) != 1 || f.Asks[0].Name != "" {
		t.Errorf("importers are asked for %v and %v", f.Sinks, f.Asks)
	}
	if !c.Places["p.E.Code"] || !c.Makers["p.New"] || f.Places != nil || f.Makers != nil {
		t.Error("what an import tells by name is known here, and each package tells its own")
	}
}

// TestMatches asks which sources a sink reads.
func TestMatches(t *testing.T) {
	s := &channel.Source{Type: "p.E", Methods: []string{"Code() int", "Error() string"}, Consts: []channel.FactConst{{Path: path("kind"), Kind: uint8(domain.AtomInt), Int: 3}}}
	for _, tt := range []struct {
		typ   string
		iface []string
		want  bool
	}{
		{"p.E", nil, true}, {"p.F", nil, false}, {"error", []string{"Error() string"}, true}, {"p.I", []string{"Code() int", "Error() string"}, true},
		{"p.E", []string{"Status() int"}, false},
	} {
		if got := s.Matches(tt.typ, tt.iface); got != tt.want {
			t.Errorf("%s with %v: %t", tt.typ, tt.iface, got)
		}
	}
	is := func(n int64) domain.Pred { return domain.Pred{Op: domain.EqInt, Int: n} }
	if !s.Allows(path("kind"), is(3)) || s.Allows(path("kind"), is(4)) || !s.Allows(path("other"), is(4)) {
		t.Error("a constant rules out what contradicts it, and nothing else")
	}
}

// TestMethods holds that the text is bounded, and has each method once.
func TestMethods(t *testing.T) {
	m := channel.Methods("a() error\n").And("b() error\na() error\n")
	if m != "a() error\nb() error\n" || !m.Has("b() error") || m.Has("() error") || m.Has("") {
		t.Errorf("%q", m)
	}
	for i := range 1000 {
		m = m.And(channel.Methods(fmt.Sprintf("m%d() error\n", i)))
	}
	if len(m) > 2000 || !m.Has("a() error") {
		t.Errorf("%d bytes", len(m))
	}
}
