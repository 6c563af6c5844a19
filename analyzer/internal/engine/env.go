package engine

import (
	"go/ast"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
)

// env says what locations hold. Roots are numbered as they turn up, and what
// is known below each stands in leaves of a fixed width. Copies share leaves
// and cells until one side changes them, so that a copy, and a join of copies
// that differ little, cost little whatever the size of the function. The order
// of everything is that of the work, never that of addresses.
type env struct {
	roots  *rootTable
	leaves []*leaf // by number of the root; a shorter list has empty ones
	own    *owner
	mine   bool // the list of leaves is not shared
	n      int  // cells
	tmps   []binding
	exprs  []Loc // where there is, or was, the truth of an expression
}

// rootTable numbers roots; an environment and its copies have one.
type rootTable struct {
	ids    map[Root]int
	list   []Root
	last   Root // the one that was asked for last, which is often asked for again
	lastID int
}

// id is the number of a root, if it has one.
func (t *rootTable) id(r Root) (int, bool) {
	if t.last == r && r.Kind != RootNone {
		return t.lastID, true
	}
	i, ok := t.ids[r]
	if ok {
		t.last, t.lastID = r, i
	}
	return i, ok
}

const leafBits = 4

// leaf holds cells by the last bits of their root's number.
type leaf struct {
	cells [1 << leafBits]*cell
	own   *owner
}

// cell holds what is known below one root, by path. Only its owner may change
// it.
type cell struct {
	paths []domain.Path
	vals  []Value
	at    map[domain.Path]int // in large ones only
	own   *owner
}

// owner tells environments apart; it has a size so that no two share an
// address.
type owner struct{ _ byte }

func newEnv() env {
	return env{roots: &rootTable{ids: map[Root]int{}}, own: new(owner), mine: true}
}

// clone copies an environment; both sides give up what they share.
func (e *env) clone() env {
	e.own, e.mine = new(owner), false
	e.tmps = e.tmps[:len(e.tmps):len(e.tmps)]
	e.exprs = e.exprs[:len(e.exprs):len(e.exprs)]
	c := *e
	c.own = new(owner)
	return c
}

// cell returns what is known below a root, or nil.
func (e *env) cell(r Root) *cell {
	i, ok := e.roots.id(r)
	if !ok || i>>leafBits >= len(e.leaves) {
		return nil
	}
	if l := e.leaves[i>>leafBits]; l != nil {
		return l.cells[i&(1<<leafBits-1)]
	}
	return nil
}

// put replaces a root's cell.
func (e *env) put(r Root, x *cell) {
	i, ok := e.roots.id(r)
	if !ok {
		if x == nil {
			return
		}
		i = len(e.roots.list)
		e.roots.ids[r] = i
		e.roots.list = append(e.roots.list, r)
	}
	k := i >> leafBits
	if !e.mine {
		e.leaves = append(make([]*leaf, 0, max(len(e.leaves), k+1)), e.leaves...)
		e.mine = true
	}
	for k >= len(e.leaves) {
		e.leaves = append(e.leaves, nil)
	}
	l := e.leaves[k]
	switch {
	case l == nil:
		l = &leaf{own: e.own}
		e.leaves[k] = l
	case l.own != e.own:
		c := *l
		c.own = e.own
		l = &c
		e.leaves[k] = l
	}
	at := &l.cells[i&(1<<leafBits-1)]
	if *at == nil && x != nil {
		e.n++
	} else if *at != nil && x == nil {
		e.n--
	}
	*at = x
}

func (x *cell) find(path domain.Path) int {
	if x.at != nil {
		if i, ok := x.at[path]; ok {
			return i
		}
		return -1
	}
	for i, p := range x.paths {
		if p == path {
			return i
		}
	}
	return -1
}

func (e *env) get(l Loc) (Value, bool) {
	if l.Root.Kind == RootTmp {
		for i := range e.tmps {
			if e.tmps[i].loc == l {
				return e.tmps[i].val, true
			}
		}
		return Value{}, false
	}
	if x := e.cell(l.Root); x != nil {
		if i := x.find(l.Path); i >= 0 {
			return x.vals[i], true
		}
	}
	return Value{}, false
}

// val is get for callers to whom nothing known is an empty value.
func (e *env) val(l Loc) Value {
	v, _ := e.get(l)
	return v
}

func (e *env) set(l Loc, v Value) {
	if l.Root.Kind == RootTmp {
		for i := range e.tmps {
			if e.tmps[i].loc == l {
				e.tmps = append([]binding(nil), e.tmps...)
				e.tmps[i].val = v
				return
			}
		}
		e.tmps = append(e.tmps, binding{l, v})
		return
	}
	if l.Root.Kind != RootSite {
		for _, a := range v.Atoms {
			if a.Kind == AtomExpr {
				e.noteExpr(l)
				break
			}
		}
	}
	x := e.change(l.Root)
	if i := x.find(l.Path); i >= 0 {
		x.vals[i] = v
		return
	}
	if x.at != nil {
		x.at[l.Path] = len(x.paths)
	}
	x.paths = append(x.paths, l.Path)
	x.vals = append(x.vals, v)
	if x.at == nil && len(x.paths) > 12 {
		x.index()
	}
}

func (e *env) noteExpr(l Loc) {
	for _, k := range e.exprs {
		if k == l {
			return
		}
	}
	e.exprs = append(e.exprs, l)
}

func (x *cell) index() {
	x.at = make(map[domain.Path]int, 2*len(x.paths))
	for i, p := range x.paths {
		x.at[p] = i
	}
}

// change returns the cell of a root, fit to be changed.
func (e *env) change(r Root) *cell {
	x := e.cell(r)
	if x != nil && x.own == e.own {
		return x
	}
	y := &cell{own: e.own}
	if x != nil {
		y.paths = append(make([]domain.Path, 0, len(x.paths)+1), x.paths...)
		y.vals = append(make([]Value, 0, len(x.vals)+1), x.vals...)
		if x.at != nil {
			y.index()
		}
	}
	e.put(r, y)
	return y
}

func (e *env) del(l Loc) {
	x := e.cell(l.Root)
	if x == nil || x.find(l.Path) < 0 {
		return
	}
	x = e.change(l.Root)
	i, last := x.find(l.Path), len(x.paths)-1
	if x.at != nil {
		x.at[x.paths[last]] = i
		delete(x.at, l.Path)
	}
	x.paths[i], x.vals[i] = x.paths[last], x.vals[last]
	x.paths, x.vals = x.paths[:last], x.vals[:last]
}

// drop forgets all that is known below a root.
func (e *env) drop(r Root) {
	if e.cell(r) != nil {
		e.put(r, nil)
	}
}

// dropTmps forgets the results of calls.
func (e *env) dropTmps() { e.tmps = nil }

// under visits what is known below a root. The visitor may change the
// environment.
func (e *env) under(r Root, visit func(path domain.Path, v Value)) {
	x := e.cell(r)
	if x == nil {
		return
	}
	if x.own == e.own {
		e.own = new(owner) // a change makes a copy
	}
	for i, p := range x.paths {
		visit(p, x.vals[i])
	}
}

// each visits every binding but the results of calls.
func (e *env) each(visit func(l Loc, v Value)) {
	for k, l := range e.leaves {
		if l == nil {
			continue
		}
		for j, x := range l.cells {
			if x == nil {
				continue
			}
			r := e.roots.list[k<<leafBits|j]
			for i, p := range x.paths {
				visit(r.At(p), x.vals[i])
			}
		}
	}
}

// both visits the roots whose cells are not shared by two environments of one
// table, or all of them.
func (e *env) both(f *env, all bool, visit func(r Root, x, y *cell)) {
	for k := range max(len(e.leaves), len(f.leaves)) {
		var l, m *leaf
		if k < len(e.leaves) {
			l = e.leaves[k]
		}
		if k < len(f.leaves) {
			m = f.leaves[k]
		}
		if l == m && (l == nil || !all) {
			continue
		}
		for j := range 1 << leafBits {
			var x, y *cell
			if l != nil {
				x = l.cells[j]
			}
			if m != nil {
				y = m.cells[j]
			}
			if x != y || all && x != nil {
				visit(e.roots.list[k<<leafBits|j], x, y)
			}
		}
	}
}

// same compares two environments; shared cells are equal without a look.
func (e *env) same(f *env) bool {
	if e.n != f.n || len(e.tmps) != len(f.tmps) {
		return false
	}
	for _, b := range e.tmps {
		if w, ok := f.get(b.loc); !ok || !equal(b.val, w) {
			return false
		}
	}
	same := true
	e.both(f, false, func(_ Root, x, y *cell) {
		if !same {
			return
		}
		if x == nil || y == nil || len(x.paths) != len(y.paths) {
			same = false
			return
		}
		for i, p := range x.paths {
			j := y.find(p)
			if j < 0 || !equal(x.vals[i], y.vals[j]) {
				same = false
				return
			}
		}
	})
	return same
}

// dropExprs makes the truth of expressions unknown for which stale holds.
func (e *env) dropExprs(stale func(ast.Expr) bool) {
	if len(e.exprs) == 0 {
		return
	}
	var keep []Loc
	for _, l := range e.exprs {
		v, _ := e.get(l)
		for _, a := range v.Atoms {
			if a.Kind == AtomExpr {
				if stale(a.Obj.(ast.Expr)) {
					e.set(l, top)
				} else {
					keep = append(keep, l)
				}
				break
			}
		}
	}
	e.exprs = keep
}
