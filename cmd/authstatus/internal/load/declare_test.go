package load

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/gcexportdata"
	"golang.org/x/tools/go/packages"
)

// modulesEnv names more modules to compare, as a list of directories.
const modulesEnv = "AUTHSTATUS_MODULES"

// TestDeclarations compares what the compiler says that packages export with
// what is read from their source here.
func TestDeclarations(t *testing.T) {
	dirs := append([]string{"../../../../testdata/choice"}, filepath.SplitList(os.Getenv(modulesEnv))...)
	for _, dir := range dirs {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			t.Chdir(dir)
			c := compareDeclarations(t)
			t.Logf("%d objects, %d differ, %d lack the types of C", c.objects, c.differ, c.ofC)
			if c.objects == 0 {
				t.Error("nothing was compared")
			}
		})
	}
}

type comparison struct{ objects, differ, ofC int }

func compareDeclarations(t *testing.T) (c comparison) {
	p, err := Load(Config{}, "./...")
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range p.source {
		p.prepare(pkg)
	}
	exports := map[string]string{}
	compiled, err := packages.Load(&packages.Config{Mode: packages.NeedName | packages.NeedExportFile | packages.NeedImports | packages.NeedDeps}, "./...")
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range packages.Postorder(compiled) {
		exports[pkg.PkgPath] = pkg.ExportFile
	}
	imported := map[string]*types.Package{}
	for _, pkg := range p.all {
		file := exports[pkg.PkgPath]
		if p.source[pkg] != 0 || pkg.PkgPath == "unsafe" || file == "" {
			continue
		}
		// All of them, though the program may need only a few.
		got, err := p.declared.typesOf(pkg)
		if err != nil {
			t.Fatal(err)
		}
		for _, err := range p.declared.pkgs[pkg].errs {
			t.Errorf("%s: %v", pkg.PkgPath, err)
		}
		want := readExports(t, imported, pkg.PkgPath, file)
		c.compare(t, got, want, importsC(t, pkg))
	}
	return c
}

func readExports(t *testing.T, imported map[string]*types.Package, path, file string) *types.Package {
	if pkg := imported[path]; pkg != nil && pkg.Complete() {
		return pkg
	}
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := gcexportdata.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	pkg, err := gcexportdata.Read(r, token.NewFileSet(), imported, path)
	if err != nil {
		t.Fatal(err)
	}
	return pkg
}

func importsC(t *testing.T, pkg *packages.Package) bool {
	for _, name := range pkg.GoFiles {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		if usesCgo([]*ast.File{f}) {
			return true
		}
	}
	return false
}

// compare compares the exported objects of two readings of a package, and the
// types that they need.
func (c *comparison) compare(t *testing.T, got, want *types.Package, cgo bool) {
	if got.Name() != want.Name() {
		t.Errorf("%s: name is %s, want %s", want.Path(), got.Name(), want.Name())
	}
	names := slices.DeleteFunc(append(want.Scope().Names(), got.Scope().Names()...), func(n string) bool { return !ast.IsExported(n) })
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		c.objects++
		g, w := describe(got.Scope().Lookup(name)), describe(want.Scope().Lookup(name))
		switch {
		case g == w:
		case cgo && strings.Contains(g, "invalid type"):
			c.ofC++
		default:
			c.differ++
			t.Errorf("%s.%s: from source\n%s\nfrom export data\n%s", want.Path(), name, g, w)
		}
	}
}

// The compiler names results that have no name, which no type depends on.
var (
	compilersName = regexp.MustCompile(`#\w+ `)
	loneResult    = regexp.MustCompile(`(?m) \(([^(), ]+)\)$`)
)

// describe writes all that importers can see of an object. Types of other
// names are written by name; each of them is described where it is declared.
func describe(obj types.Object) string {
	if obj == nil {
		return "nothing"
	}
	var b strings.Builder
	fmt.Fprintln(&b, types.ObjectString(obj, nil))
	switch obj := obj.(type) {
	case *types.Const:
		fmt.Fprintln(&b, obj.Val().ExactString())
	case *types.TypeName:
		describeType(&b, obj.Type(), map[types.Type]bool{})
	default:
		describeHidden(&b, obj.Type(), map[types.Type]bool{})
	}
	return loneResult.ReplaceAllString(compilersName.ReplaceAllString(b.String(), ""), " $1")
}

func describeType(b *strings.Builder, typ types.Type, seen map[types.Type]bool) {
	if seen[typ] {
		return
	}
	seen[typ] = true
	fmt.Fprintln(b, types.TypeString(typ, nil), "=", types.TypeString(typ.Underlying(), nil))
	if named, ok := typ.(*types.Named); ok {
		for i := range named.TypeParams().Len() {
			fmt.Fprintln(b, named.TypeParams().At(i), named.TypeParams().At(i).Constraint())
		}
		var methods []string
		for m := range named.Methods() {
			methods = append(methods, types.ObjectString(m, nil))
		}
		slices.Sort(methods)
		fmt.Fprintln(b, strings.Join(methods, "\n"))
	}
	set := types.NewMethodSet(types.NewPointer(typ))
	for m := range set.Methods() {
		fmt.Fprintln(b, m)
	}
	describeHidden(b, typ.Underlying(), seen)
}

// describeHidden describes the unexported types in a type, which nobody else
// does.
func describeHidden(b *strings.Builder, typ types.Type, seen map[types.Type]bool) {
	switch typ := types.Unalias(typ).(type) {
	case *types.Named:
		if !typ.Obj().Exported() && typ.Obj().Pkg() != nil {
			describeType(b, typ, seen)
		}
	case interface{ Elem() types.Type }: // pointers, slices, arrays, channels, maps
		describeHidden(b, typ.Elem(), seen)
	case *types.Struct:
		for f := range typ.Fields() {
			describeHidden(b, f.Type(), seen)
		}
	case *types.Signature:
		for v := range typ.Params().Variables() {
			describeHidden(b, v.Type(), seen)
		}
		for v := range typ.Results().Variables() {
			describeHidden(b, v.Type(), seen)
		}
	}
}
