package rule

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/know"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// usesOf is what a package uses of the middlewares' packages.
type usesOf struct {
	funcs  map[string]bool // by full name
	fields map[string]bool // path.Type.Field
	own    map[string]bool // central handlers that are set to a function of this package
	same   map[string]bool // callbacks that are set to one which sends the status it is given
}

// usesOf collects the functions and fields that a package mentions.
func (p *Package) usesOf() usesOf {
	u := usesOf{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}}
	wanted := map[string]bool{}
	for _, m := range know.Middlewares() {
		for _, list := range [][]string{m.Fields, m.Options, m.Central} {
			for _, n := range list {
				wanted[n] = true
			}
		}
	}
	fieldName := map[*types.Var]string{}
	for n := range wanted {
		if v := p.fieldVar(n); v != nil {
			fieldName[v] = n
		}
	}
	for _, obj := range p.Pass.TypesInfo.Uses {
		switch obj := obj.(type) {
		case *types.Func:
			if n := obj.FullName(); wanted[n] {
				u.funcs[n] = true
			}
		case *types.Var:
			if n := fieldName[obj]; n != "" {
				u.fields[n] = true
			}
		}
	}
	// A central handler of this package, which mentions no challenge, is as
	// good as none.
	name := func(e ast.Expr) string {
		id := syntax.Ident(e)
		switch obj := p.Pass.TypesInfo.Uses[id].(type) {
		case *types.Func:
			return obj.FullName()
		case *types.Var:
			return fieldName[obj]
		}
		return ""
	}
	given := func(s string, e ast.Expr) {
		if same, seen := u.same[s]; same || !seen {
			u.same[s] = p.sendsGiven(e)
		}
	}
	for _, file := range p.Pass.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.KeyValueExpr:
				if s := name(n.Key); s != "" {
					given(s, n.Value)
				}
			case *ast.AssignStmt:
				for l, d := range syntax.Given(n) {
					if s := name(l); s != "" && d.Of == 1 {
						given(s, d.Expr)
						if p.ownFunc(d.Expr) {
							u.own[s] = true
						}
					}
				}
			case *ast.CallExpr:
				if s := name(n.Fun); s != "" && len(n.Args) > 0 && p.ownFunc(n.Args[len(n.Args)-1]) {
					u.own[s] = true
				}
			}
			return true
		})
	}
	return u
}

// sendsGiven tells whether an expression is a function of this package that
// answers with a status that it is given.
func (p *Package) sendsGiven(e ast.Expr) bool {
	info := p.Pass.TypesInfo
	var params *ast.FieldList
	var body *ast.BlockStmt
	switch e := ast.Unparen(e).(type) {
	case *ast.FuncLit:
		params, body = e.Type.Params, e.Body
	case *ast.Ident:
		if fd := p.decl(info.Uses[e]); fd != nil {
			params, body = fd.Type.Params, fd.Body
		}
	case *ast.SelectorExpr:
		if fd := p.decl(info.Uses[e.Sel]); fd != nil {
			params, body = fd.Type.Params, fd.Body
		}
	}
	if body == nil {
		return false
	}
	isParam := func(e ast.Expr) bool {
		id, ok := ast.Unparen(e).(*ast.Ident)
		if !ok {
			return false
		}
		v, ok := info.Uses[id].(*types.Var)
		return ok && params.Pos() <= v.Pos() && v.Pos() < params.End()
	}
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		c, ok := n.(*ast.CallExpr)
		if !ok || found {
			return !found
		}
		if e := p.fixes.StatusArg(c); e != nil {
			found = isParam(e)
			return true
		}
		_, st, ok := p.sends(c)
		found = ok && st.Path == "" && st.Idx >= 0 && st.Idx < len(c.Args) && isParam(c.Args[st.Idx])
		return true
	})
	return found
}

// mentions tells whether a file uses one of the functions or fields.
func (p *Package) mentions(file *ast.File, names []string) bool {
	found := false
	ast.Inspect(file, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && !found {
			switch obj := p.Pass.TypesInfo.Uses[id].(type) {
			case *types.Func:
				found = slices.Contains(names, obj.FullName())
			case *types.Var:
				found = obj.IsField() && slices.ContainsFunc(names, func(n string) bool { return p.fieldVar(n) == obj })
			}
		}
		return !found
	})
	return found
}

// wraps tells whether a function is a middleware itself: it is given a handler
// and returns one.
func wraps(sig *types.Signature) bool {
	return sig.Params().Len() == 1 && sig.Results().Len() == 1 && types.Identical(sig.Params().At(0).Type(), sig.Results().At(0).Type())
}

// fieldVar finds the field that path.Type.Field names.
func (p *Package) fieldVar(name string) *types.Var {
	for _, imp := range p.Pass.Pkg.Imports() {
		rest, ok := strings.CutPrefix(name, imp.Path()+".")
		if !ok {
			continue
		}
		typ, field, ok := strings.Cut(rest, ".")
		if !ok {
			continue
		}
		if tn, ok := imp.Scope().Lookup(typ).(*types.TypeName); ok {
			if st, ok := tn.Type().Underlying().(*types.Struct); ok {
				for i := range st.NumFields() {
					if st.Field(i).Name() == field {
						return st.Field(i)
					}
				}
			}
		}
	}
	return nil
}

// ownFunc tells whether an expression is a function of this package.
func (p *Package) ownFunc(e ast.Expr) bool {
	if _, ok := ast.Unparen(e).(*ast.FuncLit); ok {
		return true
	}
	f := syntax.Func(p.Pass.TypesInfo, e)
	return f != nil && f.Pkg() == p.Pass.Pkg
}

// inView tells whether what configures a call is in view: literals of the
// middleware's package, variables that hold one, or its options.
func (p *Package) inView(c *ast.CallExpr, f *types.Func) bool {
	args := c.Args
	if c.Ellipsis.IsValid() {
		last := len(args) - 1
		if !p.knownConfig(args[last], f.Pkg(), 0) {
			return false
		}
		args = args[:last]
	}
	for _, a := range args {
		t := p.Pass.TypesInfo.TypeOf(a)
		if t == nil {
			return false
		}
		if ptr, ok := t.(*types.Pointer); ok {
			t = ptr.Elem()
		}
		n, ok := types.Unalias(t).(*types.Named)
		if !ok || n.Obj().Pkg() != f.Pkg() {
			continue // a key or a validator
		}
		if sig, isFunc := n.Underlying().(*types.Signature); isFunc && (p.ownFunc(a) || !option(sig, f.Pkg())) {
			continue
		}
		if !p.knownConfig(a, f.Pkg(), 0) {
			return false
		}
	}
	return true
}

// option tells whether functions of a signature are options: they are given
// what they configure.
func option(sig *types.Signature, pkg *types.Package) bool {
	if sig.Params().Len() != 1 {
		return false
	}
	t := sig.Params().At(0).Type()
	if ptr, ok := t.(*types.Pointer); ok {
		t = ptr.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() == pkg
}

// usesIn is what one call is told by the literals and options that it is
// given. told is false where it is given something else too, of which only the
// whole package tells.
func (p *Package) usesIn(c *ast.CallExpr, m *know.Middleware, f *types.Func) (u usesOf, told bool) {
	u = usesOf{map[string]bool{}, map[string]bool{}, nil, map[string]bool{}}
	if c == nil || len(m.Fields)+len(m.Options) == 0 || c.Ellipsis.IsValid() {
		return u, c != nil && !c.Ellipsis.IsValid()
	}
	found := false
	for _, a := range c.Args {
		a = ast.Unparen(a)
		if ref, ok := a.(*ast.UnaryExpr); ok && ref.Op == token.AND {
			a = ast.Unparen(ref.X)
		}
		switch a := a.(type) {
		case *ast.CompositeLit:
			found = true
			for _, el := range a.Elts {
				kv, ok := el.(*ast.KeyValueExpr)
				if !ok {
					return u, false
				}
				id, ok := kv.Key.(*ast.Ident)
				v, isField := p.Pass.TypesInfo.Uses[id].(*types.Var)
				if !ok || !isField {
					continue
				}
				for _, n := range m.Fields {
					if p.fieldVar(n) == v {
						u.fields[n], u.same[n] = true, p.sendsGiven(kv.Value)
					}
				}
			}
		case *ast.CallExpr:
			fn := syntax.Callee(p.Pass.TypesInfo, a)
			if fn == nil || fn.Pkg() != f.Pkg() {
				if t := p.Pass.TypesInfo.TypeOf(a); t != nil && ofPackage(t, f.Pkg()) {
					return u, false
				}
				continue
			}
			found = found || slices.Contains(m.Options, fn.FullName()) || len(m.Options) > 0
			u.funcs[fn.FullName()] = true
		case *ast.Ident:
			if a.Name == "nil" {
				found = true
				continue
			}
			if t := p.Pass.TypesInfo.TypeOf(a); t != nil && ofPackage(t, f.Pkg()) {
				if n, ok := types.Unalias(t).(*types.Named); ok {
					if sig, isFunc := n.Underlying().(*types.Signature); isFunc && !option(sig, f.Pkg()) {
						continue // a validator
					}
				}
				return u, false
			}
		}
	}
	return u, found || f.Signature().Recv() == nil && len(m.Options) == 0
}

// ofPackage tells whether a type, or what it points to, is declared in a
// package.
func ofPackage(t types.Type, pkg *types.Package) bool {
	if ptr, ok := t.(*types.Pointer); ok {
		t = ptr.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() == pkg
}

// knownConfig tells whether an expression is a literal, a variable set to one, a
// function of this package that returns one, or something of the middleware's own
// package; of a list, whether all that is put into it is.
func (p *Package) knownConfig(e ast.Expr, pkg *types.Package, depth int) bool {
	info := p.Pass.TypesInfo
	switch e := ast.Unparen(e).(type) {
	case *ast.CompositeLit:
		if _, list := info.TypeOf(e).Underlying().(*types.Slice); list {
			return p.allKnown(e.Elts, pkg, depth)
		}
		return true
	case *ast.UnaryExpr:
		return e.Op == token.AND && p.knownConfig(e.X, pkg, depth)
	case *ast.CallExpr:
		if info.Types[e.Fun].IsBuiltin() {
			return p.listKnown(e, nil, pkg, depth)
		}
		id := calledIdent(e)
		return id != nil && info.Uses[id] != nil && (info.Uses[id].Pkg() == pkg || depth < 3 && p.returnsLiteral(info.Uses[id], pkg, depth+1))
	case *ast.SelectorExpr:
		if sel := info.Selections[e]; sel != nil {
			return sel.Kind() == types.FieldVal && depth < 3 && p.knownConfig(e.X, pkg, depth+1) && p.givenLiterals(sel.Obj(), pkg, depth+1)
		}
		return info.Uses[e.Sel] != nil && info.Uses[e.Sel].Pkg() == pkg
	case *ast.Ident:
		if e.Name == "nil" {
			return true
		}
		v, ok := info.Uses[e].(*types.Var)
		return ok && depth < 3 && p.setToLiteral(v, pkg, depth+1)
	}
	return false
}

func (p *Package) allKnown(es []ast.Expr, pkg *types.Package, depth int) bool {
	return !slices.ContainsFunc(es, func(e ast.Expr) bool { return !p.knownConfig(e, pkg, depth) })
}

// listKnown tells whether a call makes a list, or appends to one, for the variable
// v, and all that is put into it is known.
func (p *Package) listKnown(c *ast.CallExpr, v *types.Var, pkg *types.Package, depth int) bool {
	id, ok := ast.Unparen(c.Fun).(*ast.Ident)
	switch {
	case !ok:
		return false
	case id.Name == "make":
		return true
	case id.Name != "append":
		return false
	}
	args := c.Args
	if to, ok := ast.Unparen(args[0]).(*ast.Ident); ok && v != nil && p.Pass.TypesInfo.Uses[to] == v {
		args = args[1:] // what it holds was looked at where it was put in
	}
	return p.allKnown(args, pkg, depth)
}

// setToLiteral tells whether a variable of this package is only ever set to
// literals. One that somebody else may set, a parameter or a list whose address is
// taken, is not.
func (p *Package) setToLiteral(v *types.Var, pkg *types.Package, depth int) bool {
	found, all := false, true
	_, list := v.Type().Underlying().(*types.Slice)
	set := func(id *ast.Ident, rhs ast.Expr) {
		if info := p.Pass.TypesInfo; info.Defs[id] == v || info.Uses[id] == v {
			found = found || info.Defs[id] == v
			if c, ok := rhs.(*ast.CallExpr); ok && p.Pass.TypesInfo.Types[c.Fun].IsBuiltin() {
				all = all && p.listKnown(c, v, pkg, depth)
			} else {
				all = all && rhs != nil && p.knownConfig(rhs, pkg, depth)
			}
		}
	}
	for _, file := range p.Pass.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				for l, d := range syntax.Given(n) {
					if id, ok := l.(*ast.Ident); ok {
						set(id, d.Only())
					}
				}
			case *ast.ValueSpec:
				for l, d := range syntax.Given(n) {
					set(l.(*ast.Ident), d.Only())
				}
				if len(n.Values) == 0 && slices.ContainsFunc(n.Names, func(id *ast.Ident) bool { return p.Pass.TypesInfo.Defs[id] == v }) {
					found = true // a zero value
				}
			case *ast.UnaryExpr:
				id, ok := n.X.(*ast.Ident)
				all = all && !(list && n.Op == token.AND && ok && p.Pass.TypesInfo.Uses[id] == v)
			}
			return true
		})
	}
	return found && all
}

// givenLiterals tells whether a field, such as one that embeds a configuration,
// is only ever given literals, or nothing but what it promotes.
func (p *Package) givenLiterals(field types.Object, pkg *types.Package, depth int) bool {
	info, all := p.Pass.TypesInfo, true
	given := func(key, value ast.Expr) {
		id, _ := key.(*ast.Ident)
		if sel, ok := key.(*ast.SelectorExpr); ok {
			id = sel.Sel
		}
		if id != nil && info.Uses[id] == field {
			all = all && value != nil && p.knownConfig(value, pkg, depth)
		}
	}
	for _, file := range p.Pass.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.KeyValueExpr:
				given(n.Key, n.Value)
			case *ast.AssignStmt:
				for l, d := range syntax.Given(n) {
					given(l, d.Only())
				}
			case *ast.CompositeLit:
				if len(n.Elts) == 0 {
					break
				}
				if _, keyed := n.Elts[0].(*ast.KeyValueExpr); !keyed && hasField(info.TypeOf(n), field) {
					all = false // by its place
				}
			}
			return all
		})
	}
	return all
}

// hasField tells whether a type is a struct that declares a field.
func hasField(t types.Type, field types.Object) bool {
	if t == nil {
		return false
	}
	st, ok := t.Underlying().(*types.Struct)
	for i := 0; ok && i < st.NumFields(); i++ {
		if st.Field(i) == field {
			return true
		}
	}
	return false
}

// calledIdent is the name that a call calls.
func calledIdent(c *ast.CallExpr) *ast.Ident {
	switch f := ast.Unparen(c.Fun).(type) {
	case *ast.Ident:
		return f
	case *ast.SelectorExpr:
		return f.Sel
	case *ast.IndexExpr:
		return calledIdent(&ast.CallExpr{Fun: f.X})
	}
	return nil
}

// imported tells whether a package imports that of a symbol, or, of a method,
// one that may hand out its receiver.
func imported(pkg *types.Package, symbol string) bool {
	method := strings.HasPrefix(symbol, "(")
	symbol = strings.TrimLeft(symbol, "(*")
	for _, imp := range pkg.Imports() {
		if rest, ok := strings.CutPrefix(symbol, imp.Path()+"."); ok && !strings.Contains(rest, "/") {
			return true
		}
		if method && strings.HasPrefix(symbol, imp.Path()+"/") {
			return true
		}
	}
	return false
}
