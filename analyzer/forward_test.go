package analyzer_test

import (
	"fmt"
	"go/types"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/engine"
)

// forwardersDiffer are the facts that differ in another package, and why.
var forwardersDiffer = map[string]string{
	"challenge/carriers/rendered/problem ForwardWrapError *engine.SummaryFact": "objects that different exits make are told apart",
	"challenge/carriers/headermap/build ForwardLaterWith *engine.SummaryFact":  "that a field holds headers is known where they are copied",
	"challenge/carriers/headermap/build ForwardPairsWith *engine.SummaryFact":  "that a field holds headers is known where they are copied",
	"choice/grpcodes ForwardNotesGet *evidence.MeaningFact":                    "near, what the arguments are is asked",
	"choice/grpcodes ForwardCheckedNotesGet *evidence.MeaningFact":             "near, what the arguments are is asked",
	"choice/grpcodes ForwardCheckedNotesPut *evidence.MeaningFact":             "near, what the arguments are is asked",
	"choice/grpcodes ForwardNotesPut *evidence.MeaningFact":                    "near, what the arguments are is asked",
	"choice/kept ForwardHEdit *engine.SummaryFact":                             "near, what every call sends is not handed on",
	"choice/keptfar/steps ForwardBookSecond *route.PassFact":                   "far, a middleware that hands on to one is not read",
	"choice/lists ForwardCaller *evidence.MeaningFact":                         "far, it is proven as well",
	"choice/frameworks ForwardGinToken *rule.ReadsFact":                        "far, what is called is not read by its name",
	"choice/leftover ForwardSrvBearer *rule.ReadsFact":                         "far, what is called is not read by its name",
	"choice/kept ForwardHIn *route.PassFact":                                   "far, a middleware that hands on to one is not read",
}

// TestForwarders holds a law of summaries, apply ∘ encode = apply: a function that
// hands on to one of its package has the same facts as one that stands in another
// package and knows the first by its facts only.
func TestForwarders(t *testing.T) {
	functions := 0
	differ := map[string]bool{}
	for _, module := range []string{"challenge", "choice"} {
		dir := testdata(t, module)
		pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadTypes | packages.NeedModule, Dir: dir}, "./...")
		if err != nil {
			t.Fatal(err)
		}
		overlay := map[string][]byte{}
		for _, p := range pkgs {
			if near, far, n := forwarders(p); n > 0 {
				functions += n
				at := filepath.Dir(p.GoFiles[0])
				overlay[filepath.Join(at, "forwarders.go")] = near
				overlay[filepath.Join(at, "forwarders", "forwarders.go")] = far
			}
		}
		facts := map[string]map[string]string{}
		analyseOverlaid(t, dir, overlay, func(pkg, key string, f analysis.Fact) {
			if strings.HasPrefix(key, forwarder) {
				at := facts[pkg]
				if at == nil {
					at = map[string]string{}
					facts[pkg] = at
				}
				at[key] = fmt.Sprint(normal(reflect.ValueOf(asCallersReadIt(f))))
			}
		})
		for pkg, far := range facts {
			path, ok := strings.CutSuffix(pkg, "/forwarders")
			if !ok {
				continue
			}
			near := facts[path]
			keys := maps.Clone(near)
			maps.Copy(keys, far)
			for _, key := range slices.Sorted(maps.Keys(keys)) {
				if near[key] == far[key] {
					continue
				}
				what := strings.TrimPrefix(path, "authstatus.test/") + " " + key
				differ[what] = true
				if forwardersDiffer[what] == "" {
					t.Errorf("%s has another fact in another package\nnear %s\nfar  %s", what, near[key], far[key])
				}
			}
		}
	}
	for what := range forwardersDiffer {
		if !differ[what] {
			t.Errorf("%s is the same in another package now", what)
		}
	}
	if functions < 400 {
		t.Errorf("%d functions, want 400", functions)
	}
}

// asCallersReadIt is a fact without what says the same to callers: which statuses
// a responder's own finding speaks of stands at the response, or at the status;
// what is unequal to one text may be equal to another.
func asCallersReadIt(f analysis.Fact) analysis.Fact {
	sum, ok := f.(*engine.SummaryFact)
	if !ok {
		return f
	}
	out := *sum
	plain := func(cs []domain.Pred) []domain.Pred {
		return slices.DeleteFunc(slices.Clone(cs), func(c domain.Pred) bool {
			return c.Op == domain.NeStr && slices.ContainsFunc(cs, func(d domain.Pred) bool { return d.Op == domain.EqStr && d.Loc == c.Loc })
		})
	}
	out.Exits = slices.Clone(sum.Exits)
	for i := range out.Exits {
		out.Exits[i].Conds = plain(out.Exits[i].Conds)
	}
	out.Events = slices.Clone(sum.Events)
	for i := range out.Events {
		e := &out.Events[i]
		e.Conds = plain(e.Conds)
		e.Status.Atoms = slices.Clone(e.Status.Atoms)
		for k := range e.Status.Atoms {
			e.Status.Atoms[k].Int |= e.Done
		}
		e.Done = 0
	}
	slices.SortFunc(out.Events, func(a, b engine.FactEvent) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
	return &out
}

// forwarder is how the names of what TestForwarders writes begin.
const forwarder = "Forward"

// forwarders writes, for each exported function of a package that another can
// call, one that hands on to it: in its package, and in another.
func forwarders(p *packages.Package) (near, far []byte, n int) {
	var here, there strings.Builder
	imports := map[string]string{}
	q := func(own bool) types.Qualifier {
		return func(o *types.Package) string {
			if o == p.Types && own {
				return ""
			}
			name := fmt.Sprintf("p%d", len(imports))
			if _, ok := imports[o.Path()]; !ok {
				imports[o.Path()] = name
			}
			return imports[o.Path()]
		}
	}
	scope := p.Types.Scope()
	add := func(f *types.Func, name string) {
		n++
		forward(&here, f, name, q(true), "")
		forward(&there, f, name, q(false), q(false)(p.Types)+".")
	}
	for _, name := range scope.Names() {
		switch o := scope.Lookup(name).(type) {
		case *types.Func:
			if o.Exported() && !hidden(o.Signature()) {
				add(o, name)
			}
		case *types.TypeName:
			t, ok := o.Type().(*types.Named)
			if !ok || o.IsAlias() || !o.Exported() || t.TypeParams().Len() > 0 {
				continue
			}
			for m := range t.Methods() {
				if m.Exported() && !hidden(m.Signature()) {
					add(m, name+m.Name())
				}
			}
		}
	}
	head := func(pkg string, body string, skip string) []byte {
		var b strings.Builder
		fmt.Fprintf(&b, "package %s\n", pkg)
		for _, path := range slices.Sorted(maps.Keys(imports)) {
			if path != skip && strings.Contains(body, imports[path]+".") {
				fmt.Fprintf(&b, "import %s %q\n", imports[path], path)
			}
		}
		return []byte(b.String() + body)
	}
	return head(p.Name, here.String(), p.PkgPath), head("forwarders", there.String(), ""), n
}

// forward writes a function that hands on to f, and, where that may fail, one
// that asks whether it did.
func forward(out *strings.Builder, f *types.Func, name string, q types.Qualifier, pkg string) {
	sig := f.Signature()
	var params, args, results, vars []string
	callee := pkg + f.Name()
	if r := sig.Recv(); r != nil {
		recv := named(r, "recv")
		params, callee = append(params, recv+" "+types.TypeString(r.Type(), q)), recv+"."+f.Name()
	}
	for i := range sig.Params().Len() {
		typ, arg := types.TypeString(sig.Params().At(i).Type(), q), named(sig.Params().At(i), fmt.Sprintf("a%d", i))
		pass := arg
		if sig.Variadic() && i == sig.Params().Len()-1 {
			typ, pass = "..."+strings.TrimPrefix(typ, "[]"), arg+"..."
		}
		params, args = append(params, arg+" "+typ), append(args, pass)
	}
	for v := range sig.Results().Variables() {
		results, vars = append(results, types.TypeString(v.Type(), q)), append(vars, fmt.Sprintf("r%d", len(vars)))
	}
	head := func(kind string) {
		fmt.Fprintf(out, "func %s%s%s(%s) (%s) {\n", forwarder, kind, name, strings.Join(params, ", "), strings.Join(results, ", "))
	}
	call := fmt.Sprintf("%s(%s)", callee, strings.Join(args, ", "))
	head("")
	if len(results) > 0 {
		call = "return " + call
	}
	fmt.Fprintf(out, "%s\n}\n", call)
	if n := len(results); n > 0 && results[n-1] == "error" {
		head("Checked")
		all := strings.Join(vars, ", ")
		fmt.Fprintf(out, "%s := %s\nif %s != nil {\nreturn %s\n}\nreturn %s\n}\n", all, strings.TrimPrefix(call, "return "), vars[n-1], all,
			strings.Join(append(slices.Clone(vars[:n-1]), "nil"), ", "))
	}
}

// named is the name of a parameter, by which it may be known.
func named(v *types.Var, other string) string {
	if v.Name() == "" || v.Name() == "_" {
		return other
	}
	return v.Name()
}

// hidden tells whether another package can't write a signature.
func hidden(sig *types.Signature) bool {
	if sig.TypeParams().Len() > 0 || sig.RecvTypeParams().Len() > 0 {
		return true
	}
	var private func(t types.Type) bool
	any := func(vars *types.Tuple) bool {
		for v := range vars.Variables() {
			if private(v.Type()) {
				return true
			}
		}
		return false
	}
	private = func(t types.Type) bool {
		switch t := types.Unalias(t).(type) {
		case *types.Named:
			o := t.Obj()
			if o.Pkg() != nil && (!o.Exported() || o.Parent() != o.Pkg().Scope()) {
				return true
			}
			for a := range t.TypeArgs().Types() {
				if private(a) {
					return true
				}
			}
		case *types.Map:
			return private(t.Key()) || private(t.Elem())
		case interface{ Elem() types.Type }: // a pointer, slice, array or channel
			return private(t.Elem())
		case *types.Signature:
			return any(t.Params()) || any(t.Results())
		case *types.Struct:
			return true // without a name: a field that is not exported is another's abroad
		case *types.Interface:
			return !t.Empty()
		}
		return false
	}
	return private(sig)
}
