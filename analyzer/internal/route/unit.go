package route

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/engine"
	"github.com/authstatus/authstatus/analyzer/internal/model"
	"github.com/authstatus/authstatus/analyzer/internal/roles"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A Unit is what is known of one package: several are wired as one program.
type Unit struct {
	Info *types.Info
	Pkg  *types.Package
	View *engine.View
	// Importable is set where other modules can import the package.
	Importable bool
	// Responders are where statuses leave.
	Responders []*engine.Responder
	// Defs are what the variables of the package hold.
	Defs *syntax.Definitions
	// Known tells whether the caller is known at a place, given by the path
	// from its file.
	Known func(path []ast.Node) bool
	// Kept lists the keys under which something has been put into the context of
	// the request where control comes to a place, and CallerKept tells whether
	// the caller is known there, given what was put there before.
	Kept       func(path []ast.Node) []string
	CallerKept func(path []ast.Node, keys []string) bool
	// Facts imports a fact of another package's object, nil in a driver without.
	Facts func(types.Object, analysis.Fact) bool
}

// units finds the package of a node.
type units struct {
	all   []*Unit
	files []unitFile
	last  *unitFile
}

type unitFile struct {
	*Unit
	file *ast.File
}

func newUnits(all []*Unit) *units {
	us := &units{all: all}
	for _, u := range all {
		for _, f := range u.View.Files() {
			us.files = append(us.files, unitFile{u, f})
		}
	}
	slices.SortFunc(us.files, func(a, b unitFile) int { return cmp.Compare(a.file.FileStart, b.file.FileStart) })
	return us
}

// at is the file around a place, nil if it is none of theirs.
func (us *units) at(pos token.Pos) *unitFile {
	if l := us.last; l != nil && l.file.FileStart <= pos && pos < l.file.FileEnd {
		return l
	}
	i, found := slices.BinarySearchFunc(us.files, pos, func(f unitFile, pos token.Pos) int { return cmp.Compare(f.file.FileStart, pos) })
	if !found {
		i--
	}
	if i < 0 || pos >= us.files[i].file.FileEnd {
		return nil
	}
	us.last = &us.files[i]
	return us.last
}

// info is what the type checker found out about a node.
func (us *units) info(n ast.Node) *types.Info {
	if u := us.at(n.Pos()); u != nil {
		return u.Info
	}
	return us.all[0].Info
}

func (us *units) typeOf(e ast.Expr) types.Type        { return us.info(e).TypeOf(e) }
func (us *units) use(id *ast.Ident) types.Object      { return us.info(id).Uses[id] }
func (us *units) def(id *ast.Ident) types.Object      { return us.info(id).Defs[id] }
func (us *units) typed(e ast.Expr) types.TypeAndValue { return us.info(e).Types[e] }
func (us *units) selection(e *ast.SelectorExpr) *types.Selection {
	return us.info(e).Selections[e]
}

// ours tells whether a package is among them.
func (us *units) ours(p *types.Package) bool {
	return slices.ContainsFunc(us.all, func(u *Unit) bool { return u.Pkg == p })
}

// view is what the engine knows of the package of a node.
func (us *units) view(n ast.Node) *engine.View {
	if u := us.at(n.Pos()); u != nil {
		return u.View
	}
	return us.all[0].View
}

// setsWithin tells whether a challenge is set inside a node.
func (us *units) setsWithin(n ast.Node) bool { return us.view(n).Sets(n.Pos(), n.End()) }

func (us *units) roles() *roles.Roles                { return us.all[0].View.Roles() }
func (us *units) response(t types.Type) bool         { return us.roles().IsResponse(t) }
func (us *units) rowsOf(symbol string) []model.Row   { return us.all[0].View.Wiring(symbol) }
func (us *units) wiringOf(f *types.Func) []model.Row { return us.roles().Wiring(f) }
