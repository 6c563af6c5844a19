//go:build influence

package analyzer

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"path/filepath"
	"reflect"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/boundary"
	"github.com/authstatus/authstatus/analyzer/internal/engine"
	"github.com/authstatus/authstatus/analyzer/internal/evidence"
	"github.com/authstatus/authstatus/analyzer/internal/route"
)

// An Influence collects which words and rows decide in a program. Its packages
// must be analysed one after the other.
type Influence struct {
	Choices  int // places that send 401 or 403
	Verdicts []Verdict
	Changes  []Change
	facts    map[evidence.Entry]map[*types.Package]objectFacts // where they are others
}

// A Verdict is what is said of a choice, and what it rests on.
type Verdict struct {
	Place   string
	Says    string // the class, with a question mark where it is not sure
	Reports string // the rule that reports it, likewise, or ""
	Rests   string // the row of a table, or the clause of a message
}

// A Change is another verdict for want of an entry.
type Change struct {
	evidence.Entry
	Place               string
	Says, Reports       string
	SaysElse, Otherwise string // without it
}

// objectFacts are what a package tells its importers, by object and type.
type objectFacts map[factOf]analysis.Fact

type factOf struct {
	obj types.Object
	typ reflect.Type
}

// Entries lists all words and rows.
func (*Influence) Entries() []evidence.Entry { return evidence.Entries() }

// Watch returns a configuration like cfg whose analyzer fills the collection.
func (in *Influence) Watch(cfg Config) Config {
	in.facts = map[evidence.Entry]map[*types.Package]objectFacts{}
	cfg.weighed = in.weighed
	return cfg
}

// weighed weighs the choices of a package again: once to see which entries have
// a say, and once without each of these, and without each that changed what an
// imported package tells.
func (in *Influence) weighed(pass *analysis.Pass, res *engine.Result, skip func(*ast.File) bool) {
	if res.View() == nil || !evidence.New(pass, res.Graph().Sites).Ours() {
		return
	}
	var base weighing
	had := evidence.Try(evidence.Entry{}, func() { base = in.weigh(evidence.Entry{}, pass, res, skip) })
	in.Choices += len(base.said)
	in.Verdicts = append(in.Verdicts, base.said...)
	for e := range in.facts {
		for _, imp := range pass.Pkg.Imports() {
			if in.facts[e][imp] != nil {
				had[e] = true
			}
		}
	}
	for e := range had {
		var now weighing
		evidence.Try(e, func() { now = in.weigh(e, pass, res, skip) })
		if !reflect.DeepEqual(now.facts, base.facts) || in.facts[e] != nil {
			if in.facts[e] == nil {
				in.facts[e] = map[*types.Package]objectFacts{}
			}
			in.facts[e][pass.Pkg] = now.facts
		}
		for i, v := range base.said {
			if w := now.said[i]; v.Says != w.Says {
				in.Changes = append(in.Changes, Change{e, v.Place, v.Says, v.Reports, w.Says, w.Reports})
			}
		}
	}
}

// A weighing is what one judge says of a package.
type weighing struct {
	said  []Verdict
	facts objectFacts
}

func (in *Influence) weigh(e evidence.Entry, pass *analysis.Pass, res *engine.Result, skip func(*ast.File) bool) weighing {
	out := weighing{facts: objectFacts{}}
	own := *pass
	own.ImportObjectFact = func(obj types.Object, fact analysis.Fact) bool {
		if fs := in.facts[e][obj.Pkg()]; fs != nil {
			f := fs[factOf{obj, reflect.TypeOf(fact)}]
			if f != nil {
				reflect.ValueOf(fact).Elem().Set(reflect.ValueOf(f).Elem())
			}
			return f != nil
		}
		return pass.ImportObjectFact(obj, fact)
	}
	own.ExportObjectFact = func(obj types.Object, fact analysis.Fact) {
		out.facts[factOf{obj, reflect.TypeOf(fact)}] = fact
	}
	judge := evidence.New(&own, res.Graph().Sites)
	judge.Exports()(boundary.Report(func(token.Pos, string) {}))
	ways := route.New(&route.Unit{Info: pass.TypesInfo, Pkg: pass.Pkg, View: res.View(), Defs: judge.Definitions(), Known: judge.CallerKnown})
	judge.Behind(ways.Known)
	judge.Follow(res)
	for _, c := range res.Choices {
		if len(c.Path) == 0 || skip(c.Path[0].(*ast.File)) {
			continue
		}
		v := judge.Weigh(c.Path, c.Status)
		at := pass.Fset.Position(c.Node.Pos())
		out.said = append(out.said, Verdict{
			Place:   fmt.Sprintf("%s/%s:%d", pass.Pkg.Path(), filepath.Base(at.Filename), at.Line),
			Says:    class(v),
			Reports: reports(c.Status, v),
			Rests:   rests(v),
		})
	}
	return out
}

// class names what a verdict means for the status.
func class(v evidence.Verdict) string {
	out := [...]string{"", "authentication", "authorization", "policy", "taken back"}[v.Class]
	switch {
	case v.Part != nil:
		return "in part"
	case out != "" && !v.High:
		return out + "?"
	case out == "" && v.Key != "":
		return "a check" // for mixed-status
	}
	return out
}

// reports is the rule that reports a verdict, with a question mark where it
// does at medium confidence only, or "".
func reports(status int64, v evidence.Verdict) string {
	out := ""
	switch {
	case status == 403 && v.Class == evidence.Authentication:
		out = "want-401"
	case status == 401 && v.Part != nil:
		return "want-403?"
	case status == 401 && v.Class != evidence.Silent && v.Class != evidence.Authentication:
		out = "want-403"
	}
	if out != "" && !v.High {
		out += "?"
	}
	return out
}

func rests(v evidence.Verdict) string {
	switch {
	case v.Class == evidence.Silent:
		return ""
	case v.Row != "":
		return v.Row
	}
	return v.What
}

// Occurring lists the words and phrases of the tables that a name or a text has.
func (*Influence) Occurring(text string) []evidence.Entry { return evidence.Occurring(text) }
