//go:build integration

package rule

import (
	"cmp"
	"go/types"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/authstatus/authstatus/analyzer/internal/know"
)

// TestMiddlewareSymbols holds every symbol of the table against the real
// packages, as testdata/frameworks pins them.
func TestMiddlewareSymbols(t *testing.T) {
	paths := map[string]bool{}
	var symbols []string
	for _, m := range know.Middlewares() {
		symbols = append(symbols, m.Symbols()...)
	}
	for _, kind := range []string{"field", "type", "method"} {
		for _, c := range know.Callbacks(kind) {
			symbols = append(symbols, cmp.Or(c.Param, c.Symbol))
		}
	}
	for _, s := range symbols {
		path, _ := splitSymbol(s)
		paths[path] = true
	}
	pkgs := map[string][]*types.Package{} // of each version
	for _, dir := range []string{"frameworks", "older"} {
		config := &packages.Config{
			Mode: packages.NeedName | packages.NeedTypes | packages.NeedImports | packages.NeedDeps,
			Dir:  filepath.Join(root, "testdata", dir),
			Env:  append(os.Environ(), "CGO_ENABLED=0"),
		}
		loaded, err := packages.Load(config, slices.Sorted(maps.Keys(paths))...)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range loaded {
			if p.Types != nil {
				pkgs[p.PkgPath] = append(pkgs[p.PkgPath], p.Types)
			}
		}
	}
	for _, s := range symbols {
		path, names := splitSymbol(s)
		var obj types.Object
		for _, pkg := range pkgs[path] {
			if obj != nil {
				break
			}
			if obj = pkg.Scope().Lookup(names[0]); obj != nil && len(names) > 1 {
				obj, _, _ = types.LookupFieldOrMethod(obj.Type(), true, pkg, names[1])
			}
		}
		switch obj := obj.(type) {
		case nil:
			t.Errorf("no %s", s)
		case *types.Func:
			if obj.FullName() != s {
				t.Errorf("go/types names %s %s", s, obj.FullName())
			}
		}
	}
}

// splitSymbol cuts a symbol into an import path and names.
func splitSymbol(s string) (path string, names []string) {
	s = strings.Replace(strings.TrimLeft(s, "(*"), ").", ".", 1)
	i := strings.LastIndexByte(s, '/') + 1
	// In host.tld/x the last element has no dot but those before names, unless
	// it is the whole path.
	j := strings.IndexByte(s[i:], '.')
	if i == 0 {
		j = strings.LastIndexByte(s, '.')
	}
	return s[:i+j], strings.Split(s[i+j+1:], ".")
}
