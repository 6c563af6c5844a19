package metamorphic

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// Wrap makes literals of the functions and methods that are handed to calls.
var Wrap = &Transformation{Name: "function values into literals", apply: within(wrap)}

func wrap(m *Module, s *Sites) Variant {
	names := m.namer()
	return m.each(func(p *Package, f *File) (edits []edit) {
		for _, d := range f.AST.Decls {
			if !s.free(d) || f.directs(d) {
				continue
			}
			ast.Inspect(d, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				for _, x := range call.Args {
					fn := p.functionValue(x)
					if fn == nil {
						continue
					}
					before, after, ok := p.literalOf(x, names)
					if s.count(ok) {
						from, to := f.offset(x.Pos()), f.offset(x.End())
						edits = append(edits, replace(f, from, from, before), replace(f, to, to, after))
					}
				}
				return true
			})
		}
		return edits
	})
}

// functionValue is the function that an expression names, or the method of a
// variable, that it is a value of.
func (p *Package) functionValue(x ast.Expr) *types.Func {
	if !name(x) {
		return nil
	}
	id, _ := x.(*ast.Ident)
	if sel, ok := x.(*ast.SelectorExpr); ok {
		if s := p.TypesInfo.Selections[sel]; s != nil && s.Kind() != types.MethodVal {
			return nil
		}
		id = sel.Sel
	}
	if id == nil {
		return nil
	}
	fn, _ := p.TypesInfo.Uses[id].(*types.Func)
	return fn
}

// literalOf is what stands around a function's name to make a literal of it.
func (p *Package) literalOf(x ast.Expr, names *namer) (before, after string, ok bool) {
	sig, ok := p.TypesInfo.TypeOf(x).(*types.Signature)
	if !ok || sig.Variadic() || sig.TypeParams() != nil {
		return "", "", false
	}
	params, ok := p.typeTexts(x.Pos(), sig.Params())
	if !ok {
		return "", "", false
	}
	results, ok := p.typeTexts(x.Pos(), sig.Results())
	if !ok {
		return "", "", false
	}
	args := make([]string, len(params))
	for i := range params {
		args[i] = names.next("a")
		params[i] = args[i] + " " + params[i]
	}
	before = "func(" + strings.Join(params, ", ") + ") (" + strings.Join(results, ", ") + ") { "
	if len(results) > 0 {
		before += "return "
	}
	return before, "(" + strings.Join(args, ", ") + ") }", true
}

// typeTexts are the types of parameters or results, as they are written at a
// position.
func (p *Package) typeTexts(pos token.Pos, tuple *types.Tuple) (out []string, ok bool) {
	scope := p.Types.Scope().Innermost(pos)
	for v := range tuple.Variables() {
		text, ok := p.typeText(scope, pos, v.Type())
		if !ok {
			return nil, false
		}
		out = append(out, text)
	}
	return out, true
}
