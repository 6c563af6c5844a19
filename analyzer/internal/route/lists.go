package route

import (
	"fmt"
	"go/ast"
	"go/types"
	"path"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

func (f *frame) builtin(c *ast.CallExpr) values {
	name := ""
	if id, ok := ast.Unparen(c.Fun).(*ast.Ident); ok {
		name = id.Name
	}
	if len(c.Args) == 0 {
		return values{} // ill-typed, or one that tells nothing
	}
	switch name {
	case "panic":
		f.eval(c.Args[0])
		f.done = true
		return values{}
	case "len":
		v := f.eval(c.Args[0])
		if l, ok := one[*list](v); ok && !l.more {
			return just(number(len(l.elems)))
		}
		if v.isNil() {
			return just(number(0))
		}
		return unknown
	case "append":
		return f.appended(c)
	case "make", "new":
		t := f.typeOf(c)
		if t == nil {
			return unknown
		}
		if f.kind(syntax.Deref(t)) == routes {
			return just(f.makeRouter(c, nil))
		}
		switch syntax.Deref(t).Underlying().(type) {
		case *types.Map:
			return just(&list{keys: []values{}})
		case *types.Slice:
			return just(&list{})
		case *types.Struct:
			return just(&object{typ: syntax.Deref(t), fields: map[*types.Var]values{}})
		}
		return unknown
	}
	for _, a := range c.Args {
		f.eval(a)
	}
	return unknown
}

func (f *frame) appended(c *ast.CallExpr) values {
	out := &list{}
	add := func(v values) {
		if l, ok := one[*list](v); ok {
			out.elems, out.more = append(out.elems, l.elems...), out.more || l.more
			return
		}
		out.more = out.more || v.other
		if e := f.elements(v); !e.empty() {
			out.elems = append(out.elems, e)
			out.more = true
		}
	}
	add(f.eval(c.Args[0]))
	for i, a := range c.Args[1:] {
		v := f.eval(a)
		if c.Ellipsis.IsValid() && i == len(c.Args)-2 {
			add(v)
		} else {
			out.elems = append(out.elems, v)
		}
	}
	return just(out)
}

// std carries out what the standard library does to lists and texts.
func (f *frame) std(c *ast.CallExpr, fn *types.Func) (values, bool) {
	switch fn.FullName() {
	case "fmt.Sprintf":
		return f.sprintf(c), true
	case "path.Join":
		return f.joined(c), true
	case "sync.OnceFunc", "sync.OnceValue", "sync.OnceValues":
		return f.eval(c.Args[0]), true
	}
	if fn.Pkg() != nil && fn.Pkg().Path() == "strings" && len(c.Args) == 2 {
		return about(fn.Name(), f.eval(c.Args[0]), f.eval(c.Args[1])), true
	}
	if fn.Pkg() != nil && strings.HasPrefix(fn.Pkg().Path(), "sync") && fn.Signature().Recv() != nil {
		return f.box(c, fn)
	}
	if fn.Pkg() == nil || fn.Pkg().Path() != "slices" || len(c.Args) == 0 {
		return values{}, false
	}
	switch fn.Name() {
	case "Contains":
		if l, ok := one[*list](f.eval(c.Args[0])); ok && len(c.Args) == 2 && !l.more && l.keys == nil {
			return l.has(f.eval(c.Args[1]), l.elems), true
		}
		return unknown, true
	case "Values", "All", "Clone", "Clip", "Grow":
		return f.eval(c.Args[0]), true
	case "Concat":
		out := &list{}
		for _, a := range c.Args {
			v := f.eval(a)
			l, ok := one[*list](v)
			if !ok && v.isNil() {
				continue
			}
			if !ok {
				return unknown, true
			}
			out.elems, out.more = append(out.elems, l.elems...), out.more || l.more
		}
		return just(out), true
	case "Backward", "Reverse":
		v := f.eval(c.Args[0])
		l, ok := one[*list](v)
		if !ok && v.isNil() {
			return v, true
		}
		if !ok {
			return unknown, true
		}
		back := slices.Clone(l.elems)
		slices.Reverse(back)
		if fn.Name() == "Reverse" {
			l.elems = back
			return unknown, true
		}
		return just(&list{elems: back, more: l.more}), true
	}
	return values{}, false
}

// box carries out what an atomic value, or a map for several goroutines, is given or
// gives. One that was given several things may hold any of them.
func (f *frame) box(c *ast.CallExpr, fn *types.Func) (values, bool) {
	sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr)
	if !ok {
		return values{}, false
	}
	holds := f.eval(sel.X)
	switch fn.Name() {
	case "Store", "Swap", "CompareAndSwap", "LoadOrStore":
		if len(c.Args) == 0 {
			break // ill-typed
		}
		to := f.eval(c.Args[len(c.Args)-1])
		if to.empty() {
			break // a number, mostly
		}
		f.assign(sel.X, holds.join(to))
		return f.eval(sel.X), true
	case "Load", "LoadAndDelete":
		if !holds.empty() {
			return holds, true
		}
	}
	return values{}, false
}

// sprintf is a text with constants in it.
func (f *frame) sprintf(c *ast.CallExpr) values {
	with, ok := f.constants(c)
	format, isText := "", false
	if ok {
		format, isText = with[0].(string)
	}
	if !isText {
		return unknown
	}
	return just(text(fmt.Sprintf(format, with[1:]...)))
}

// joined is a path of constants.
func (f *frame) joined(c *ast.CallExpr) values {
	with, ok := f.constants(c)
	if !ok {
		return unknown
	}
	var parts []string
	for _, p := range with {
		s, ok := p.(string)
		if !ok {
			return unknown
		}
		parts = append(parts, s)
	}
	return just(text(path.Join(parts...)))
}

// constants are the arguments of a call, if each is one text or number.
func (f *frame) constants(c *ast.CallExpr) (out []any, ok bool) {
	for _, a := range c.Args {
		v := f.eval(a)
		if s, ok := one[text](v); ok {
			out = append(out, string(s))
		} else if n, ok := one[number](v); ok {
			out = append(out, int64(n))
		} else {
			return nil, false
		}
	}
	return out, len(out) > 0 && !c.Ellipsis.IsValid()
}
