// Package roles tells which part types and functions have in answering a
// request: what is a response, a map of headers or a handler, which errors and
// codes carry a status, and which rows of the models speak of a call.
//
// It asks types and rows alone, never what a program does on a path. So an answer
// holds wherever in a package it is asked for, and is remembered.
//
//   - A type is a response if a row says so, or if it has the methods of
//     http.ResponseWriter.
//   - Of the rows about a method those of the type that is named decide, then
//     those of the types that promote it, outermost first, then those of the type
//     that declares it. Rows of http.ResponseWriter come last, for all that has
//     its methods: who wraps a writer forwards to it.
//   - A row about a type speaks of pointers to it too.
//   - What has no row has no effect, and no status.
package roles

import (
	"go/ast"
	"go/types"
	"sync"

	"github.com/authstatus/authstatus/analyzer/internal/model"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// Roles answers for one package. It serves one goroutine.
type Roles struct {
	table *model.Table
	pkg   *types.Package
	info  *types.Info
	names syntax.Names

	typeNames  map[*types.TypeName]string
	writers    map[types.Type]bool
	holders    map[types.Type]holding
	mentioned  map[string]bool // types of other packages, by name
	ifaces     func() []ifaceRow
	handlers   func() map[any]model.Row
	frameworks func() map[string]*model.Framework
}

// Of is about a package that was type-checked, tests and all.
func Of(pkg *types.Package, info *types.Info, files []*ast.File, table *model.Table) *Roles {
	r := &Roles{table: table, pkg: pkg, info: info, names: syntax.Names{}, typeNames: map[*types.TypeName]string{}, writers: map[types.Type]bool{}, holders: map[types.Type]holding{}, mentioned: map[string]bool{}}
	r.ifaces = sync.OnceValue(r.findIfaces)
	r.handlers = sync.OnceValue(func() map[any]model.Row { return r.findHandlers(files) })
	r.frameworks = sync.OnceValue(frameworks)
	return r
}

// IsResponse tells whether a value of a type is a response.
func (r *Roles) IsResponse(t types.Type) bool {
	return t != nil && (r.IsNamedResponse(t) || r.IsWriter(t))
}

// IsNamedResponse tells whether a type has a row of its own as a response.
func (r *Roles) IsNamedResponse(t types.Type) bool {
	_, ok := r.TypeRow(t, model.Response)
	return ok
}

// IsWriter tells whether a type has the methods of http.ResponseWriter.
func (r *Roles) IsWriter(t types.Type) bool {
	if t == nil {
		return false
	}
	b, ok := r.writers[t]
	if !ok {
		b = isWriter(t)
		r.writers[t] = b
	}
	return b
}

// isWriter looks for Header, Write and WriteHeader, with the signatures of
// http.ResponseWriter: other things have methods so named.
func isWriter(t types.Type) bool {
	if _, ok := t.(*types.Tuple); ok {
		return false
	}
	switch t.Underlying().(type) {
	case *types.Basic, *types.Signature, *types.Map, *types.Slice, *types.Chan, *types.Array, *types.Tuple:
		return false
	}
	find := func(name string) *types.Signature {
		obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
		if f, ok := obj.(*types.Func); ok {
			return f.Signature()
		}
		return nil
	}
	wh := find("WriteHeader")
	if wh == nil || wh.Params().Len() != 1 || wh.Results().Len() != 0 || !syntax.IsInt(wh.Params().At(0).Type()) {
		return false
	}
	h := find("Header")
	if h == nil || h.Params().Len() != 0 || h.Results().Len() != 1 || !IsHeader(h.Results().At(0).Type()) {
		return false
	}
	return find("Write") != nil
}

// holding is what is known of whether a type holds a response.
type holding uint8

const (
	holdsNone holding = iota + 1 // also while it is being found out: types are recursive
	holdsOne
)

// maxHolding bounds the structs within one another in which a response is looked
// for: requests' contexts are kept in the handler's own struct, or in one that it
// embeds.
const maxHolding = 2

// Holds tells whether a struct has a field that is a response.
func (r *Roles) Holds(t types.Type) bool { return r.holds(t, 0) }

func (r *Roles) holds(t types.Type, depth int) bool {
	if t == nil || depth > maxHolding {
		return false
	}
	if h := r.holders[t]; h != 0 {
		return h == holdsOne
	}
	r.holders[t] = holdsNone
	st, ok := syntax.Deref(t).Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for f := range st.Fields() {
		if r.IsResponse(f.Type()) || r.holds(f.Type(), depth+1) {
			r.holders[t] = holdsOne
			return true
		}
	}
	return false
}

// Takes tells whether a function is given a response, an object that holds one,
// or a map of headers.
func (r *Roles) Takes(sig *types.Signature) bool {
	if v := sig.Recv(); v != nil && (r.IsResponse(v.Type()) || r.Holds(v.Type())) {
		return true
	}
	return syntax.AnyOf(sig.Params(), func(t types.Type) bool { return r.IsResponse(t) || IsHeader(t) })
}

// Handles tells whether a function has the look of a handler: it is given a
// request or a response.
func (r *Roles) Handles(sig *types.Signature) bool {
	return syntax.AnyOf(sig.Params(), func(t types.Type) bool {
		n := syntax.NamedOf(t)
		return r.IsResponse(t) || n != nil && n.Obj().Name() == "Request"
	})
}

// Forwards tells whether a method is one of a writer's own: it passes on what
// others decide.
func (r *Roles) Forwards(f *types.Func) bool {
	v := f.Signature().Recv()
	if v == nil {
		return false
	}
	switch f.Name() {
	case "WriteHeader", "Write", "Header", "WriteString", "Flush", "ReadFrom":
		return r.IsWriter(v.Type())
	}
	return false
}

// Renders tells whether a method writes its receiver to a response: it gets the
// response, and at most what encodes the body. One that gets the request too is a
// handler.
func (r *Roles) Renders(sig *types.Signature) bool {
	n := sig.Params().Len()
	if n == 0 || n > 2 || !r.IsResponse(sig.Params().At(0).Type()) {
		return false
	}
	second := syntax.Param(sig, 1)
	return n == 1 || !IsRequest(second) && !r.IsResponse(second)
}

// IsRenderer tells whether a type is an interface of things that write themselves
// to a response.
func (r *Roles) IsRenderer(t types.Type) bool {
	it, ok := t.Underlying().(*types.Interface)
	if !ok {
		return false
	}
	for m := range it.Methods() {
		if r.Renders(m.Signature()) {
			return true
		}
	}
	return false
}

// IsMiddleware tells whether a function wraps a handler, or returns a function
// that does, or returns a handler of a framework whose context calls the next.
func (r *Roles) IsMiddleware(sig *types.Signature) bool { return r.isMiddleware(sig, 0) }

func (r *Roles) isMiddleware(sig *types.Signature, depth int) bool {
	takes := syntax.AnyOf(sig.Params(), r.isHandler)
	return syntax.AnyOf(sig.Results(), func(t types.Type) bool {
		f, ok := t.Underlying().(*types.Signature)
		return r.isHandler(t) && (takes || r.handlesContext(t)) || ok && depth < 2 && r.isMiddleware(f, depth+1)
	})
}

// isHandler tells whether a value of a type can be given a response to write.
func (r *Roles) isHandler(t types.Type) bool {
	if f, ok := t.Underlying().(*types.Signature); ok && syntax.AnyOf(f.Params(), r.IsResponse) {
		return true
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, r.pkg, "ServeHTTP")
	return obj != nil
}

// handlesContext tells whether a handler is given a framework's context, and not
// the writer of net/http.
func (r *Roles) handlesContext(t types.Type) bool {
	f, ok := t.Underlying().(*types.Signature)
	if !ok {
		return false
	}
	for v := range f.Params().Variables() {
		if r.IsResponse(v.Type()) && !r.IsWriter(v.Type()) {
			return true
		}
	}
	return false
}
