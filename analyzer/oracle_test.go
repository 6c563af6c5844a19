package analyzer_test

import (
	"flag"
	"fmt"
	"go/ast"
	"go/token"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/objectpath"
)

var oracle = flag.String("oracle", "", "where TestOracle writes all that the analyzer says")

// TestOracle writes down what the analyzer says of the testdata and of mutated
// code: findings, fixes, flows, and facts by meaning. A change that is to leave
// behaviour alone is one before and after which the two texts are equal. Without
// -oracle it only holds that the texts can be made.
func TestOracle(t *testing.T) {
	var out strings.Builder
	modules, programs := []string{"challenge", "choice", "fixes"}, *mutations
	if *oracle == "" {
		modules, programs = modules[1:2], 5
	}
	for _, module := range modules {
		for _, act := range actions(t, testdata(t, module), nil) {
			fmt.Fprintf(&out, "== %s\n", act.Package.PkgPath)
			for _, d := range act.Diagnostics {
				fmt.Fprintf(&out, "%s\n", finding(act, d))
			}
			say(&out, act.Package.Fset, "", reflect.ValueOf(act.Result))
			var facts []string
			for _, f := range act.AllObjectFacts() {
				if f.Object.Pkg() == act.Package.Types {
					op, _ := objectpath.For(f.Object)
					facts = append(facts, sayFact(act.Package.Fset, op, f.Fact))
				}
			}
			for _, f := range act.AllPackageFacts() {
				if f.Package == act.Package.Types {
					facts = append(facts, sayFact(act.Package.Fset, "package", f.Fact))
				}
			}
			slices.Sort(facts)
			out.WriteString(strings.Join(facts, ""))
		}
	}
	all, err := seeds()
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 1))
	for i := range programs {
		which, program := r.IntN(len(all)), make([]byte, 1+5*r.IntN(4))
		for i := range program {
			program[i] = byte(r.UintN(256))
		}
		if i < len(all) { // each as it is, without its imports' facts
			which, program = i, nil
		}
		sayMutated(t, &out, all, which, program)
	}
	text := out.String()
	if !strings.Contains(text, "Finding") || !strings.Contains(text, "Fact") {
		t.Error("nothing was found, or no facts written")
	}
	if *oracle != "" {
		if err := os.WriteFile(*oracle, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func sayMutated(t *testing.T, out *strings.Builder, all []seed, which int, program []byte) {
	t.Helper()
	s := all[which]
	u := parse(mutate(s, all, program))
	defer u.drop()
	if !checks(u, s.path) {
		return // the type checker itself panics
	}
	ds, err := u.analyze(fuzzed[len(program)&1])
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(out, "== mutated %s %x\n%s", s.path, program, show(u, ds))
	var facts []string
	for k, f := range u.facts { // what is declared twice has two of the same name
		facts = append(facts, sayFact(fset, k.of, f))
	}
	slices.Sort(facts)
	out.WriteString(strings.Join(facts, ""))
}

func sayFact(fset *token.FileSet, of any, f analysis.Fact) string {
	var out strings.Builder
	fmt.Fprintf(&out, "fact %v %T", of, f)
	say(&out, fset, "\t", reflect.ValueOf(f))
	out.WriteByte('\n')
	return out.String()
}

// say writes a value without its zero parts, with places instead of positions
// and of nodes.
func say(out *strings.Builder, fset *token.FileSet, indent string, v reflect.Value) {
	if v.CanInterface() {
		switch x := v.Interface().(type) {
		case token.Pos:
			fmt.Fprint(out, fset.PositionFor(x, false))
			return
		case fmt.Stringer: // what writes itself, as a location does
			if _, fact := x.(analysis.Fact); !fact {
				fmt.Fprintf(out, "%q", x)
				return
			}
		case ast.Node:
			if v.Kind() == reflect.Pointer && !v.IsNil() {
				fmt.Fprint(out, fset.PositionFor(x.Pos(), false))
			}
			return
		}
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			say(out, fset, indent, v.Elem())
		}
	case reflect.Struct:
		fmt.Fprintf(out, "%s{", v.Type().Name())
		for i := range v.NumField() {
			work := v.Type().Field(i).Name == "Steps" && v.Field(i).CanInt() // effort is no behaviour
			if v.Type().Field(i).IsExported() && !v.Field(i).IsZero() && !work {
				fmt.Fprintf(out, " %s:", v.Type().Field(i).Name)
				say(out, fset, indent+"\t", v.Field(i))
			}
		}
		out.WriteByte('}')
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			fmt.Fprintf(out, "\n%s", indent)
			say(out, fset, indent+"\t", v.Index(i))
		}
	case reflect.Map:
		for _, k := range slices.SortedFunc(slices.Values(v.MapKeys()), func(a, b reflect.Value) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) }) {
			fmt.Fprintf(out, "\n%s%v: ", indent, k)
			say(out, fset, indent+"\t", v.MapIndex(k))
		}
	default:
		fmt.Fprintf(out, "%#v", v)
	}
}
