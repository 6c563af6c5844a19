package route

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/model"
)

// A value is something that matters to a wiring: a *function, *router, *Route,
// *list, *object, *outside or *narrowing, a text, a number, a truth, or next.
type value any

// values are what an expression may be. With other it may be something that is
// not in view, too.
type values struct {
	set   []value
	other bool
}

// maxValues bounds the values of one expression; what goes beyond is other.
const maxValues = 24

var unknown = values{other: true}

func just(v value) values { return values{set: []value{v}} }

func (a values) join(b values) values {
	out := values{slices.Clip(a.set), a.other || b.other}
	for _, v := range b.set {
		if slices.Contains(out.set, v) {
			continue
		}
		if len(out.set) >= maxValues {
			out.other = true
			break
		}
		out.set = append(out.set, v)
	}
	return out
}

// isNil tells whether an expression is nothing that could do anything.
func (a values) isNil() bool { return len(a.set) == 0 && !a.other }

func (a values) empty() bool { return len(a.set) == 0 }

// one is the only thing that an expression can be.
func one[T any](a values) (T, bool) {
	var none T
	if len(a.set) != 1 || a.other {
		return none, false
	}
	v, ok := a.set[0].(T)
	return v, ok
}

// all lists the values of one kind.
func all[T any](a values) []T {
	var out []T
	for _, v := range a.set {
		if t, ok := v.(T); ok {
			out = append(out, t)
		}
	}
	return out
}

// A text is a constant string, begins what is known of one, a number a constant integer, and a truth what
// comparing numbers gives.
type (
	text   string
	begins string // a text that begins so
	number int64
	truth  bool
)

// next stands for what a middleware was given to run: each way has its own.
type next struct{}

// A function has its body in view. A literal keeps the variables around it.
type function struct {
	obj  *types.Func
	decl *ast.FuncDecl
	lit  *ast.FuncLit
	env  *env
	recv values
	args []values // bound already, where it is called with what it hands on

	checks bool // it is a middleware that goes on where it returns no error
	first  bool // it runs before a controller's method, which runs unless it has answered

	body *body // what it does as a handler, once that was asked
	made *made // what it returns as a middleware
}

// made is what a middleware returns around next.
type made struct {
	vals values
}

// node is the function in the syntax.
func (f *function) node() ast.Node {
	if f.lit != nil {
		return f.lit
	}
	return f.decl
}

func (f *function) block() *ast.BlockStmt {
	if f.lit != nil {
		return f.lit.Body
	}
	return f.decl.Body
}

// A list has known elements, and keys if it is a map.
type list struct {
	elems, keys []values
	more        bool       // there may be others
	typ         types.Type // where it answers by a method of its own, else nil
}

// An object is a struct that a literal in view made.
type object struct {
	sets   []ast.Node // what sets its fields, as far as they hold what answers errors
	typ    types.Type
	fields map[*types.Var]values
	wired  bool // a call registers what it holds
	loose  bool // what is not in view was given it, and may have set its fields
}

// A narrowing is an option that says where the routes which are given it are.
type narrowing struct{ method, prefix string }

// An outside is a handler or a middleware of another package, around what it was
// given.
type outside struct {
	at    ast.Expr
	by    types.Object // the function that made it, or what it is; nil where that is not known
	inner values
	skips []values // what lets pass whom a middleware is not to ask
	cuts  string   // what it cuts off the path
}

// An env holds the variables of a function that is carried out.
type env struct {
	up   *env
	vars map[*types.Var]values
}

func newEnv(up *env) *env { return &env{up, map[*types.Var]values{}} }

func (e *env) holder(v *types.Var) *env {
	for ; e != nil; e = e.up {
		if _, ok := e.vars[v]; ok {
			return e
		}
	}
	return nil
}

// A router serves routes, or is a group of them.
type router struct {
	site   ast.Node
	typ    types.Type // nil where it came from elsewhere
	up     *router    // of a group
	since  int        // how much had been wired when it was made
	inner  *router    // the group whose callback runs: what is registered is in there
	prefix string
	method string
	uses   []use
	routes []*Route
	open   bool // it came from elsewhere: others may register, and wrap
	held   bool // something in view stands around it
	maybe  int  // how many conditions stood around where it was made

	answers values // what answers errors in place of its framework
}

// A registration is an option that registers with the router which is given it.
type registration struct{ with func(*router) }

// A use is a middleware around what is registered after it.
type use struct {
	with  values
	seq   int
	maybe bool // under a condition
	row   model.Row
	under []string // only around patterns that begin so, if there are any
	inner bool     // around what a handler runs inside of it
}

// A Route is a handler with what stands around it where it is registered.
type Route struct {
	Method, Pattern string // "" and "…" where they are not constant
	At              *ast.CallExpr

	whole   bool // the pattern is one for the whole path
	in      *router
	with    []use
	handler values
	seq     int
}
