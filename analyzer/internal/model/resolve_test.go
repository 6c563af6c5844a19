//go:build integration

package model

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"
)

// TestResolve holds every line of every file against the real packages, as
// testdata/frameworks pins them: the symbol exists, as a call would name it,
// and its arguments, fields and results have types that fit. It needs that
// module's dependencies (go mod download there) and reads them all.
func TestResolve(t *testing.T) {
	dir, err := filepath.Abs("../../../testdata/frameworks")
	if err != nil {
		t.Fatal(err)
	}
	wanted := map[string]bool{"net/http": true, "io": true, "context": true}
	for _, f := range Builtin() {
		for _, path := range f.Imports {
			wanted[path] = true
		}
		for _, symbol := range symbols(f) {
			wanted[packageOf(f, symbol)] = true
		}
	}
	const mode = packages.LoadTypes | packages.NeedDeps | packages.NeedSyntax
	config := &packages.Config{Mode: mode, Dir: dir, ParseFile: parseFile, Env: append(os.Environ(), "CGO_ENABLED=0", "GOEXPERIMENT=jsonv2")} // encoding/json/v2, before Go 1.27
	loaded, err := packages.Load(config, slices.Sorted(maps.Keys(wanted))...)
	if err != nil {
		t.Fatal(err)
	}
	w := &world{pkgs: map[string]*types.Package{}, rows: map[string][]Row{}, codes: map[string]bool{}}
	for _, p := range loaded {
		for _, err := range p.Errors {
			if err.Kind != packages.TypeError { // without bodies, imports lie idle
				t.Fatalf("%s: %v", p.PkgPath, err)
			}
		}
		w.pkgs[p.PkgPath] = p.Types
	}
	for _, f := range Builtin() {
		for _, r := range f.Rows {
			w.rows[r.Symbol] = append(w.rows[r.Symbol], r)
		}
		for _, c := range f.Codes {
			w.codes[c.Type] = true
		}
	}
	for _, f := range Builtin() {
		w.f = f
		for _, r := range f.Rows {
			if err := w.row(r); err != nil {
				t.Errorf("%s, line %d: %s: %v", f.Name, r.Line, r, err)
			}
		}
		for _, c := range f.Codes {
			if err := w.code(c); err != nil {
				t.Errorf("%s: code %s %s: %v", f.Name, c.Type, c.Value, err)
			}
		}
		for _, i := range f.Idioms {
			if err := w.idiom(i); err != nil {
				t.Errorf("%s: idiom %s %s: %v", f.Name, i.Type, i.Code, err)
			}
		}
		for what, names := range f.Names {
			for _, name := range names {
				if err := w.name(what, name); err != nil {
					t.Errorf("%s: name %s %s: %v", f.Name, what, name, err)
				}
			}
		}
	}
}

// parseFile leaves the functions' bodies out, which nothing here looks at.
func parseFile(fset *token.FileSet, name string, src []byte) (*ast.File, error) {
	f, err := parser.ParseFile(fset, name, src, parser.SkipObjectResolution)
	if f == nil {
		return f, err
	}
	for _, d := range f.Decls {
		if d, ok := d.(*ast.FuncDecl); ok && d.Body != nil {
			d.Body.List = []ast.Stmt{&ast.ForStmt{For: d.Body.Lbrace, Body: &ast.BlockStmt{Lbrace: d.Body.Lbrace, Rbrace: d.Body.Rbrace}}}
		}
	}
	return f, err
}

// symbols lists what a file names.
func symbols(f *Framework) []string {
	var all []string
	for _, r := range f.Rows {
		all = append(all, r.Symbol)
	}
	for _, c := range f.Codes {
		all = append(all, c.Type)
	}
	for _, i := range f.Idioms {
		all = append(all, i.Type)
	}
	for _, names := range f.Names {
		all = append(all, names...)
	}
	return all
}

// packageOf is the package of a symbol: the one the file imports, or the
// shortest path, as few packages have a dot in their last element.
func packageOf(f *Framework, symbol string) string {
	paths := importPaths(symbol)
	for _, path := range paths {
		if slices.Contains(f.Imports, path) {
			return path
		}
	}
	return paths[len(paths)-1]
}

// world is what the checks know.
type world struct {
	f     *Framework
	pkgs  map[string]*types.Package
	rows  map[string][]Row
	codes map[string]bool
}

// lookup finds the object of a symbol and, for a method or field, the type
// that stands in the symbol.
func (w *world) lookup(symbol string) (types.Object, types.Type, error) {
	path := packageOf(w.f, symbol)
	pkg := w.pkgs[path]
	if pkg == nil {
		return nil, nil, fmt.Errorf("no package %s", path)
	}
	receiver, method, isMethod := strings.Cut(symbol, ").")
	names := strings.Split(strings.TrimPrefix(strings.TrimLeft(receiver, "(*"), path+"."), ".")
	if isMethod {
		names = append(names, method)
	}
	obj := pkg.Scope().Lookup(names[0])
	if obj == nil {
		return nil, nil, fmt.Errorf("no %s in %s", names[0], path)
	}
	if len(names) == 1 {
		return obj, nil, nil
	}
	if tn, ok := obj.(*types.TypeName); !ok || tn.IsAlias() || len(names) > 2 {
		return nil, nil, fmt.Errorf("%s.%s is no defined type", path, names[0])
	}
	member, index, _ := types.LookupFieldOrMethod(obj.Type(), true, pkg, names[1])
	switch member := member.(type) {
	case *types.Func:
		if !isMethod {
			return nil, nil, fmt.Errorf("a method: write %s", withoutTypeParams(member.FullName()))
		}
		if len(index) == 1 && !types.IsInterface(obj.Type()) {
			if full := withoutTypeParams(member.FullName()); full != symbol {
				return nil, nil, fmt.Errorf("go/types names it %s", full)
			}
		} else if star := strings.HasPrefix(symbol, "(*"); star == types.IsInterface(obj.Type()) {
			return nil, nil, fmt.Errorf("the receiver of a promoted method has a star unless it is an interface")
		}
	case *types.Var:
		if isMethod {
			return nil, nil, fmt.Errorf("a field: write %s.%s.%s", path, names[0], names[1])
		}
	default:
		return nil, nil, fmt.Errorf("%s.%s has no %s", path, names[0], names[1])
	}
	return member, obj.Type(), nil
}

// withoutTypeParams drops the brackets of a name.
func withoutTypeParams(s string) string {
	i, j := strings.IndexByte(s, '['), strings.LastIndexByte(s, ']')
	if i < 0 {
		return s
	}
	return s[:i] + s[j+1:]
}

func isVar(o types.Object) bool { _, ok := o.(*types.Var); return ok }

func (w *world) row(r Row) error {
	obj, recv, err := w.lookup(r.Symbol)
	if err != nil {
		return err
	}
	// self is the value that the row is about.
	self := recv
	var params, results *types.Tuple
	call, variadic := false, false
	switch obj := obj.(type) {
	case *types.TypeName:
		if obj.IsAlias() {
			return fmt.Errorf("an alias of %s", obj.Type())
		}
		self = obj.Type()
	case *types.Const:
		self = obj.Type()
	case *types.Var:
		self = obj.Type()
	}
	_, isType := obj.(*types.TypeName)
	if sig, ok := obj.Type().Underlying().(*types.Signature); ok && !isType {
		params, results = sig.Params(), sig.Results()
		call, variadic = true, sig.Variadic()
	}

	arg := func(a Arg) (types.Type, error) {
		var t types.Type
		switch a.Kind {
		case Index:
			if !call || a.N >= params.Len() {
				return nil, fmt.Errorf("no argument %s", a)
			}
			t = params.At(a.N).Type()
			if variadic && a.N == params.Len()-1 {
				t = t.(*types.Slice).Elem()
			}
		case Field:
			if t = self; t == nil {
				return nil, fmt.Errorf("a function has no %s", a)
			}
		}
		if a.Text == "" {
			return t, nil
		}
		if s, ok := t.(*types.Slice); ok && r.Verb.Wires() {
			t = s.Elem() // of the elements
		}
		return member(t, a.Text)
	}

	if r.Verb.Wires() {
		return w.wiring(r, self, results, isType, arg)
	}

	// The response.
	switch r.Verb {
	case Send, Record, Write, Set, Add, Delete, Same, Headers:
		t := recv
		if r.On.Kind != None {
			if t, err = arg(r.On); err != nil {
				return err
			}
		}
		if v, ok := obj.(*types.Var); ok && v.IsField() && recv != nil {
			if kind := w.literalOrResponse(recv); !kind {
				return fmt.Errorf("a field of %s, which is no response", recv)
			}
			break
		}
		switch v, ok := obj.(*types.Var); {
		case ok && !v.IsField() && r.Verb == Record: // the key of a context
		case t == nil && (r.Verb == Set || r.Verb == Add): // an option
		case t == nil:
			return fmt.Errorf("no response: on is missing")
		case !w.response(t):
			return fmt.Errorf("%s is no response", t)
		}
	}

	for _, a := range []struct {
		name string
		arg  Arg
		fits func(types.Type) bool
	}{
		{"a status", r.Status, w.status},
		{"a header's name", r.Key, text},
		{"headers", r.Header, w.headers},
	} {
		if a.arg.Kind != Index && a.arg.Kind != Field || r.Verb == Handler {
			continue // a handler's status is one of its results
		}
		if v, ok := obj.(*types.Var); ok && !v.IsField() && r.Verb == Record {
			continue // the status is what is kept under the key
		}
		t, err := arg(a.arg)
		if err != nil {
			return err
		}
		if _, list := t.Underlying().(*types.Slice); list && r.Verb == Literal && a.name == "headers" {
			continue // of which nothing is known but whether it is empty
		}
		if !a.fits(t) {
			return fmt.Errorf("%s of type %s is not %s", a.arg, t, a.name)
		}
	}
	if r.Value.Kind == Index || r.Value.Kind == Field {
		t, err := arg(r.Value)
		if err != nil {
			return err
		}
		_, makes := t.Underlying().(*types.Signature) // a function that makes the value
		if r.Verb == Send || r.Verb == Error {        // the text of an error
			if !text(t) && !isError(t) {
				return fmt.Errorf("%s is no text", t)
			}
		} else if r.Key.Kind != None && !text(t) && !makes || r.Key.Kind == None && !w.headers(t) && !w.response(t) {
			return fmt.Errorf("%s is no value of a header", t)
		}
	}
	switch r.Calls.Kind {
	case Text: // a variable of a package that holds a function
		v, _, err := w.lookup(r.Calls.Text)
		if err != nil {
			return err
		}
		if _, ok := v.Type().Underlying().(*types.Signature); !ok || !isVar(v) {
			return fmt.Errorf("%s is no variable that holds a function", r.Calls.Text)
		}
	case Index:
		t, err := arg(Arg{Kind: Index, N: r.Calls.N})
		if err != nil {
			return err
		}
		if o, _, _ := types.LookupFieldOrMethod(elem(t), true, nil, r.Calls.Text); o == nil {
			return fmt.Errorf("%s has no method %s", t, r.Calls.Text)
		}
	}

	// What the symbol is, or returns.
	switch r.Verb {
	case Response, Trailers:
		if !isType {
			return fmt.Errorf("no type")
		}
	case Literal:
		if _, ok := self.Underlying().(*types.Struct); !isType || !ok {
			return fmt.Errorf("no struct type")
		}
	case Send, Write, Set, Add, Delete, Exit:
		if !call {
			return fmt.Errorf("no function")
		}
	case Record:
		if !call && (r.Status != Arg{Kind: Field}) {
			return fmt.Errorf("a field records what is assigned to it: status=.")
		}
	}
	if r.Chain && (results.Len() == 0 || recv == nil || !w.response(results.At(0).Type())) {
		return fmt.Errorf("does not return its receiver")
	}
	if r.Verb != Headers && r.Verb != Same && r.Verb != Error {
		return nil
	}
	t := self
	if call {
		if results.Len() == 0 {
			return fmt.Errorf("returns nothing")
		}
		t = results.At(0).Type()
	} else if v, ok := obj.(*types.Var); ok {
		t = v.Type()
	}
	switch {
	case r.Verb == Headers && !w.headers(t):
		return fmt.Errorf("%s holds no headers", t)
	case r.Verb == Same && !w.response(t):
		return fmt.Errorf("%s is no response", t)
	case r.Verb == Error && (!w.carrier(t) && !answers(t) && !(call && r.Status.Kind == Index && isInt(t)) || isType && r.Status.Kind == Int && !isError(t)):
		return fmt.Errorf("%s is no error", t)
	}
	return nil
}

// wiring holds a row that says how handlers are wired against its symbol.
func (w *world) wiring(r Row, self types.Type, results *types.Tuple, isType bool, arg func(Arg) (types.Type, error)) error {
	for _, a := range []Arg{r.Method, r.Pattern} {
		if a.Kind != Index {
			continue
		}
		if t, err := arg(a); err != nil {
			return err
		} else if s, ok := t.Underlying().(*types.Slice); !text(t) && !(ok && text(s.Elem())) {
			return fmt.Errorf("%s of type %s is no text", a, t)
		}
	}
	for _, a := range []Arg{r.Handler, r.With, r.Runs} {
		if a.Kind == None {
			continue
		}
		t, err := arg(a)
		if err != nil {
			return err
		}
		if s, ok := t.Underlying().(*types.Slice); ok {
			t = s.Elem()
		}
		switch t.Underlying().(type) {
		case *types.Signature, *types.Interface, *types.Pointer, *types.Struct:
		default:
			return fmt.Errorf("%s of type %s is no function", a, t)
		}
	}
	switch r.Verb {
	case Passes:
		if !isType {
			return fmt.Errorf("no type")
		}
	case Router, Group:
		t := self
		if results != nil && results.Len() > 0 {
			t = results.At(0).Type()
		}
		if r.Runs.Kind == None && !w.has(t, Router) && !w.has(t, Option) {
			return fmt.Errorf("%s is no router", t)
		}
	case Wrap:
		if results == nil || results.Len() == 0 {
			return fmt.Errorf("returns nothing")
		}
	}
	return nil
}

// member is the type of a chain of fields and niladic methods.
func member(t types.Type, path string) (types.Type, error) {
	for name := range strings.SplitSeq(path, ".") {
		obj, _, _ := types.LookupFieldOrMethod(elem(t), true, nil, name)
		switch obj := obj.(type) {
		case *types.Var:
			t = obj.Type()
		case *types.Func:
			sig := obj.Signature()
			if sig.Params().Len() > 0 || sig.Results().Len() != 1 {
				return nil, fmt.Errorf("%s is no accessor", obj.FullName())
			}
			t = sig.Results().At(0).Type()
		default:
			if obj := inImplementation(t, name); obj != nil {
				t = obj.Type()
				continue
			}
			return nil, fmt.Errorf("%s has no %s", t, name)
		}
	}
	return t, nil
}

// inImplementation is the field of that name in a type of the same package that
// implements an interface, nil for none.
func inImplementation(t types.Type, name string) *types.Var {
	n, ok := t.(*types.Named)
	if !ok || !types.IsInterface(t) {
		return nil
	}
	for _, other := range n.Obj().Pkg().Scope().Names() {
		tn, ok := n.Obj().Pkg().Scope().Lookup(other).(*types.TypeName)
		if !ok || types.IsInterface(tn.Type()) || !types.Implements(types.NewPointer(tn.Type()), t.Underlying().(*types.Interface)) {
			continue
		}
		if obj, _, _ := types.LookupFieldOrMethod(tn.Type(), true, n.Obj().Pkg(), name); obj != nil {
			v, _ := obj.(*types.Var)
			return v
		}
	}
	return nil
}

// answers reports whether t is an interface of what writes itself to a response.
func answers(t types.Type) bool {
	it, ok := t.Underlying().(*types.Interface)
	for i := 0; ok && i < it.NumMethods(); i++ {
		if ps := it.Method(i).Signature().Params(); ps.Len() > 0 && nameOf(ps.At(0).Type()) == "net/http.ResponseWriter" {
			return true
		}
	}
	return false
}

// elem is what a pointer points to.
func elem(t types.Type) types.Type {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	return types.Unalias(t)
}

// nameOf is a defined type as the notation writes it.
func nameOf(t types.Type) string {
	n, ok := elem(t).(*types.Named)
	if !ok || n.Obj().Pkg() == nil {
		return ""
	}
	return n.Obj().Pkg().Path() + "." + n.Obj().Name()
}

func (w *world) has(t types.Type, verbs ...Verb) bool {
	return slices.ContainsFunc(w.rows[nameOf(t)], func(r Row) bool { return slices.Contains(verbs, r.Verb) })
}

// response reports whether a value of type t is a response or leads to one.
func (w *world) response(t types.Type) bool {
	switch nameOf(t) {
	case "io.Writer", "context.Context", "net/http.Request", "net/http/httptest.ResponseRecorder":
		return true
	}
	if n, ok := elem(t).(*types.Named); ok && n.TypeParams().Len() > 0 && w.headersMethod(n) {
		return true // connect.Response[T]
	}
	return w.has(t, Response, Error) || w.headers(t)
}

func (w *world) headersMethod(n *types.Named) bool {
	return len(w.rows["(*"+nameOf(n)+").Header"]) > 0
}

func (w *world) literalOrResponse(t types.Type) bool { return w.has(t, Response, Literal) }

// headers reports whether a value of type t is a header map, or a type whose
// methods set headers.
func (w *world) headers(t types.Type) bool {
	if p, ok := types.Unalias(t).(*types.TypeParam); ok {
		t = p.Constraint() // maps.Copy
		return t != nil
	}
	if m, ok := elem(t).Underlying().(*types.Map); ok {
		return text(m.Key())
	}
	for symbol, rows := range w.rows {
		if strings.HasPrefix(strings.TrimPrefix(symbol[1:], "*"), nameOf(t)+").") && slices.ContainsFunc(rows, func(r Row) bool { return r.Verb == Set }) {
			return true
		}
	}
	return false
}

// text reports whether t is a string or its bytes.
func text(t types.Type) bool {
	if s, ok := t.Underlying().(*types.Slice); ok {
		b, ok := s.Elem().Underlying().(*types.Basic)
		return ok && b.Kind() == types.Byte
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// status reports whether a value of type t is a status or carries one.
func (w *world) status(t types.Type) bool {
	if b, ok := t.Underlying().(*types.Basic); ok && (b.Info()&types.IsInteger != 0 || b.Info()&types.IsString != 0) {
		return w.codes[nameOf(t)] || b.Info()&types.IsInteger != 0 || nameOf(t) == "" || w.carrier(t)
	}
	if i, ok := t.Underlying().(*types.Interface); ok && i.Empty() {
		return true // anything, so an error too
	}
	return w.carrier(t) || types.IsInterface(t) && w.f.Name == "unrolled/render"
}

// carrier reports whether t is an error, or a type that error rows describe.
func (w *world) carrier(t types.Type) bool {
	return isError(t) || w.has(t, Error) || w.codes[nameOf(t)]
}

// isInt tells whether a value of a type may be the status itself.
func isInt(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsInteger != 0
}

func isError(t types.Type) bool {
	iface := types.Universe.Lookup("error").Type().Underlying().(*types.Interface)
	return types.Implements(t, iface) || types.Implements(types.NewPointer(t), iface)
}

func (w *world) code(c Code) error {
	obj, _, err := w.lookup(c.Type)
	if err != nil {
		return err
	}
	for _, name := range obj.Pkg().Scope().Names() {
		k, ok := obj.Pkg().Scope().Lookup(name).(*types.Const)
		if !ok || !types.Identical(k.Type(), obj.Type()) {
			continue
		}
		if c.Value.Kind == Text && constant.StringVal(k.Val()) == c.Value.Text || k.Val().ExactString() == c.Value.String() {
			return nil
		}
	}
	return fmt.Errorf("no constant has this value")
}

func (w *world) name(what, symbol string) error {
	obj, _, err := w.lookup(symbol)
	if err != nil {
		return err
	}
	k, ok := obj.(*types.Const)
	if !ok {
		return fmt.Errorf("no constant")
	}
	for _, c := range w.f.Codes {
		if c.Type == nameOf(k.Type()) && strconv.Itoa(c.Status) == what {
			same := c.Value.Kind == Text && constant.StringVal(k.Val()) == c.Value.Text || k.Val().ExactString() == c.Value.String()
			if same {
				return nil
			}
		}
	}
	got := k.Val().ExactString()
	if k.Val().Kind() == constant.String {
		got = constant.StringVal(k.Val())
	}
	if got != what {
		return fmt.Errorf("it is %s", got)
	}
	return nil
}

// idiom type-checks the statement on a variable of the type.
func (w *world) idiom(i Idiom) error {
	obj, _, err := w.lookup(i.Type)
	if err != nil {
		return err
	}
	t := obj.Type()
	if n, ok := t.(*types.Named); ok && n.TypeParams().Len() > 0 {
		args := make([]types.Type, n.TypeParams().Len())
		for i := range args {
			args[i] = types.Universe.Lookup("any").Type()
		}
		if t, err = types.Instantiate(nil, n, args, false); err != nil {
			return err
		}
	}
	if !types.IsInterface(t) {
		t = types.NewPointer(t)
	}
	pkg := types.NewPackage("test", "test")
	pkg.Scope().Insert(types.NewVar(token.NoPos, pkg, "response", t))
	for _, name := range [...]string{"header", "value"} {
		pkg.Scope().Insert(types.NewVar(token.NoPos, pkg, name, types.Typ[types.String]))
	}
	_, err = types.Eval(token.NewFileSet(), pkg, token.NoPos, strings.ReplaceAll(i.Code, "$", ""))
	return err
}
