package engine

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/authstatus/authstatus/analyzer/internal/channel"
	"github.com/authstatus/authstatus/analyzer/internal/domain"
)

// fn is a function with a body in this package: a declaration or a literal.
type fn struct {
	obj   *types.Func // nil for a literal
	decl  *ast.FuncDecl
	lit   *ast.FuncLit
	outer *fn   // the function a literal stands in
	inner []*fn // the literals analysed in it
	sig   *types.Signature
	body  *ast.BlockStmt
	name  string

	sum        *summary
	running    bool // being analysed: a recursive call
	content    content
	group      *group // the functions that it calls in circles
	trivial    bool   // can't matter: not interpreted
	lazy       bool   // not interpreted until somebody asks
	dead       bool   // nobody calls it
	passed     bool   // handed on as a value
	shared     bool   // callers here and importers call it, and nothing else does
	constructs bool   // makes an error
	deferred   bool   // its callers are all in view and decide
	once       bool   // it is called in one place: a part of its caller
	forwards   bool   // a ResponseWriter's own WriteHeader, Write or Header, or a test helper
	vouched    bool   // //authstatus:challenges, or -challenger
	gaveUp     bool   // too large: nothing is known
	applied    bool   // a literal that was carried out where it is made

	bound  map[*types.Var]Atom // parameters whose value is known, of an instance
	lent   []*ast.FuncLit      // these
	nested int                 // in how many instances it lies

	hands  map[*ast.CallExpr]Headers // calls that are given a response
	passes map[ast.Node]Passing      // where it returns
}

// site is a call (or literal) through which a status leaves this package.
type site struct {
	node ast.Node // call, or the value that a framework sends
	fn   *fn
	name string // source text of what is called
	lazy bool   // the status is recorded only
}

// event is one way in which a status leaves, seen from the function fn.
type event struct {
	fn     *fn
	resp   Loc
	status Value
	ch     Challenge
	proxy  Challenge
	val    string
	setPos token.Pos
	site   *site
	via    ast.Node // the call in fn through which it leaves
	origin ast.Node // the call that was given the constant, maybe in a callee
	conds  []domain.Pred
	guards *Guard
	late   []token.Pos
	done   int64  // masks what the package that declares the responder reports there
	atExit bool   // recorded, and sent when the function returns
	others bool   // sends other statuses too
	common bool   // through a function that several call
	derefs uint64 // the parameters that are surely not nil there
	twins  []twin // which may be the response, and have a challenge
	way    string // to the handler, on which nothing adds the challenge
}

// interp analyses one function.
type interp struct {
	*pkg
	fn     *fn
	events map[evKey]*event
	sends  []*event // the same, in the order in which they were found
	byVia  map[ast.Node][]*event
	asked  map[Loc]bool // texts on which a challenge that was set depends: owntext.go
	exits  []*exit
	frames []*frame
	falls  []*state // states that fall through to the next case
	gotos  map[string][]*state
	roots  *domain.Roots
	again  bool   // a goto has more to tell than when its label was passed
	round  int    // over the body, for the sake of gotos
	keeps  uint64 // parameters that a package-level variable holds from now on

	leaving channel.Methods // the method that is being left with what escapes

	branches map[branchKey]*domain.Branch
	errTexts map[*types.Var]bool

	instances map[instance]*summary

	budget   int
	loops    int
	kept     ast.Node // the test whose outcomes are being joined
	unfolded int      // tests in variables that are being looked into
}

type evKey struct {
	site  *site
	via   ast.Node
	from  ast.Node
	resp  Loc
	ch    Challenge
	proxy Challenge
	conds string
	twins string
}

// frame is a statement that break and continue can leave.
type frame struct {
	label     string
	loop      bool
	breaks    []*state
	continues []*state
}

// run analyses a function and stores its summary.
func (p *pkg) run(f *fn) {
	f.running = true
	defer func() { f.running = false }()
	in := &interp{pkg: p, fn: f, budget: p.budgetOf(f)}
	in.gotos = map[string][]*state{}
	for in.round = 1; in.round <= maxRounds; in.round++ {
		in.events, in.sends, in.byVia = map[evKey]*event{}, nil, nil
		in.exits, in.keeps = nil, 0
		in.again = false
		f.hands, f.passes = nil, nil
		out := in.block([]*state{in.entry()}, f.body.List)
		for _, s := range out {
			in.leave(s, f.body, in.namedResults(s))
		}
		if !in.again {
			break
		}
	}
	if in.budget < 0 || in.again {
		f.gaveUp = true
		f.sum = &summary{unknown: true}
		f.passes = map[ast.Node]Passing{nil: {Open: ChUnknown.Both()}}
		return
	}
	f.sum = in.summarize()
}

// budgetOf bounds the work on one function: linear in its size.
func (p *pkg) budgetOf(f *fn) int {
	return 5000 + 25*p.sizeOf(f.body)
}

// entry is the state at the start of the function.
func (in *interp) entry() *state {
	s := newState()
	if in.roots == nil {
		in.roots = s.env.Roots
	}
	s.env.Roots = in.roots // states of an earlier run may join
	sig := in.fn.sig
	if r := sig.Recv(); r != nil && r.Name() != "" {
		in.bindParam(s, r, -1)
	}
	for i := range sig.Params().Len() {
		in.bindParam(s, sig.Params().At(i), i)
	}
	for i := range sig.Results().Len() {
		if v := sig.Results().At(i); v.Name() != "" && v.Name() != "_" {
			in.assignVar(s, v, in.zeroAt(v.Type(), v))
		}
	}
	return s
}

func (in *interp) bindParam(s *state, v *types.Var, i int) {
	l := Loc{Root: Root{Kind: RootParam, Idx: i, Obj: in.fn}}
	in.setType(l, v.Type())
	val := domain.Ref(l)
	if a, ok := in.fn.bound[v]; ok {
		val = domain.One(a)
	}
	s.env.Set(Loc{Root: Root{Kind: RootVar, Obj: v}}, val)
}

// zeroAt is the zero value of a variable or field declared at v; a struct
// becomes an object of its own.
func (in *interp) zeroAt(t types.Type, v any) Value {
	if t == nil {
		return domain.Top
	}
	if _, ok := t.Underlying().(*types.Struct); ok {
		l := Loc{Root: Root{Kind: RootSite, Obj: v}}
		in.setType(l, t)
		return domain.Ref(l)
	}
	if _, ok := t.(*types.TypeParam); ok {
		return domain.Top
	}
	return domain.Zero(t)
}

// local tells whether v is declared in the function being analysed, and not
// in one that encloses it.
func (in *interp) local(v *types.Var) bool {
	var from, to token.Pos
	switch {
	case in.fn.lit != nil:
		from, to = in.fn.lit.Pos(), in.fn.lit.End()
	case in.fn.decl != nil && in.fn.decl.Type != nil:
		from, to = in.fn.decl.Pos(), in.fn.decl.End()
	default:
		return false // what stands for the initial values of a package has none
	}
	return from <= v.Pos() && v.Pos() < to
}

// varLoc is the location of a variable as seen from the function.
func (in *interp) varLoc(v *types.Var) Loc {
	switch {
	case v.Parent() != nil && v.Pkg() != nil && v.Parent() == v.Pkg().Scope():
		return Loc{Root: Root{Kind: RootGlobal, Obj: v}}
	case in.local(v):
		return Loc{Root: Root{Kind: RootVar, Obj: v}}
	}
	return Loc{Root: Root{Kind: RootCaptured, Obj: v}}
}

func (in *interp) assignVar(s *state, v *types.Var, val Value) {
	l := in.varLoc(v)
	s.forget(l.Root)
	s.env.DropExprs(func(e any) bool { return mentions(e.(ast.Expr), v) }) // truth values left as expressions
	if l.Root.Kind == RootVar && len(in.writes.Closures(v)) > 0 {
		// A closure may assign it too: keep what it may hold.
		val = domain.Join(val, in.closureValues(v))
	}
	if l.Root.Kind != RootVar {
		in.setType(l, v.Type())
		s.forgetFields(l)
		s.env.Del(l)
	}
	s.env.Set(l, val)
}
