package domain

// Env says what locations hold. Roots are numbered as they turn up, and what
// is known below each stands in leaves of a fixed width. Copies share leaves
// and cells until one side changes them, so that a copy, and a join of copies
// that differ little, cost little whatever the size of the function. The order
// Of everything is that of the work, never that of addresses.
type Env struct {
	Roots  *Roots
	leaves []*leaf // by number of the root; a shorter list has empty ones
	own    *owner
	mine   bool // the list of leaves is not shared
	Len    int  // cells
	Tmps   []Binding
	exprs  []Loc // where there is, or was, the truth of an expression
}

// Roots numbers roots; an environment and its copies have one.
type Roots struct {
	ids    map[Root]int
	list   []Root
	last   Root // the one that was asked for last, which is often asked for again
	lastID int
}

// id is the number of a root, if it has one.
func (t *Roots) id(r Root) (int, bool) {
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
	cells [1 << leafBits]*Cell
	own   *owner
}

// Cell holds what is known below one root, by path. Only its owner may change
// it.
type Cell struct {
	Paths []Path
	Vals  []Value
	at    map[Path]int // in large ones only
	own   *owner
}

// owner tells environments apart; it has a size so that no two share an
// address.
type owner struct{ _ byte }

// NewEnv is an environment that says nothing.
func NewEnv() Env {
	return Env{Roots: &Roots{ids: map[Root]int{}}, own: new(owner), mine: true}
}

// Clone copies an environment; both sides give up what they share.
func (e *Env) Clone() Env {
	e.own, e.mine = new(owner), false
	e.Tmps = e.Tmps[:len(e.Tmps):len(e.Tmps)]
	e.exprs = e.exprs[:len(e.exprs):len(e.exprs)]
	c := *e
	c.own = new(owner)
	return c
}

// Cell returns what is known below a root, or nil.
func (e *Env) cell(r Root) *Cell {
	i, ok := e.Roots.id(r)
	if !ok || i>>leafBits >= len(e.leaves) {
		return nil
	}
	if l := e.leaves[i>>leafBits]; l != nil {
		return l.cells[i&(1<<leafBits-1)]
	}
	return nil
}

// put replaces a root's cell.
func (e *Env) put(r Root, x *Cell) {
	i, ok := e.Roots.id(r)
	if !ok {
		if x == nil {
			return
		}
		i = len(e.Roots.list)
		e.Roots.ids[r] = i
		e.Roots.list = append(e.Roots.list, r)
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
		e.Len++
	} else if *at != nil && x == nil {
		e.Len--
	}
	*at = x
}

// Find is the index of a path, or -1.
func (x *Cell) Find(path Path) int {
	if x.at != nil {
		if i, ok := x.at[path]; ok {
			return i
		}
		return -1
	}
	for i, p := range x.Paths {
		if p == path {
			return i
		}
	}
	return -1
}

// Get is what a location holds, if that is known.
func (e *Env) Get(l Loc) (Value, bool) {
	if l.Root.Kind == RootTmp {
		for i := range e.Tmps {
			if e.Tmps[i].Loc == l {
				return e.Tmps[i].Val, true
			}
		}
		return Value{}, false
	}
	if x := e.cell(l.Root); x != nil {
		if i := x.Find(l.Path); i >= 0 {
			return x.Vals[i], true
		}
	}
	return Value{}, false
}

// Val is get for callers to whom nothing known is an empty value.
func (e *Env) Val(l Loc) Value {
	v, _ := e.Get(l)
	return v
}

// Set binds a location.
func (e *Env) Set(l Loc, v Value) {
	if l.Root.Kind == RootTmp {
		for i := range e.Tmps {
			if e.Tmps[i].Loc == l {
				e.Tmps = append([]Binding(nil), e.Tmps...)
				e.Tmps[i].Val = v
				return
			}
		}
		e.Tmps = append(e.Tmps, Binding{l, v})
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
	if i := x.Find(l.Path); i >= 0 {
		x.Vals[i] = v
		return
	}
	if x.at != nil {
		x.at[l.Path] = len(x.Paths)
	}
	x.Paths = append(x.Paths, l.Path)
	x.Vals = append(x.Vals, v)
	if x.at == nil && len(x.Paths) > 12 {
		x.index()
	}
}

func (e *Env) noteExpr(l Loc) {
	for _, k := range e.exprs {
		if k == l {
			return
		}
	}
	e.exprs = append(e.exprs, l)
}

func (x *Cell) index() {
	x.at = make(map[Path]int, 2*len(x.Paths))
	for i, p := range x.Paths {
		x.at[p] = i
	}
}

// change returns the cell of a root, fit to be changed.
func (e *Env) change(r Root) *Cell {
	x := e.cell(r)
	if x != nil && x.own == e.own {
		return x
	}
	y := &Cell{own: e.own}
	if x != nil {
		y.Paths = append(make([]Path, 0, len(x.Paths)+1), x.Paths...)
		y.Vals = append(make([]Value, 0, len(x.Vals)+1), x.Vals...)
		if x.at != nil {
			y.index()
		}
	}
	e.put(r, y)
	return y
}

// Del forgets a location.
func (e *Env) Del(l Loc) {
	x := e.cell(l.Root)
	if x == nil || x.Find(l.Path) < 0 {
		return
	}
	x = e.change(l.Root)
	i, last := x.Find(l.Path), len(x.Paths)-1
	if x.at != nil {
		x.at[x.Paths[last]] = i
		delete(x.at, l.Path)
	}
	x.Paths[i], x.Vals[i] = x.Paths[last], x.Vals[last]
	x.Paths, x.Vals = x.Paths[:last], x.Vals[:last]
}

// Drop forgets all that is known below a root.
func (e *Env) Drop(r Root) {
	if e.cell(r) != nil {
		e.put(r, nil)
	}
}

// DropTmps forgets the results of calls.
func (e *Env) DropTmps() { e.Tmps = nil }

// Under visits what is known below a root. The visitor may change the
// environment.
func (e *Env) Under(r Root, visit func(path Path, v Value)) {
	x := e.cell(r)
	if x == nil {
		return
	}
	if x.own == e.own {
		e.own = new(owner) // a change makes a copy
	}
	for i, p := range x.Paths {
		visit(p, x.Vals[i])
	}
}

// Each visits every binding but the results of calls.
func (e *Env) Each(visit func(l Loc, v Value)) {
	for k, l := range e.leaves {
		if l == nil {
			continue
		}
		for j, x := range l.cells {
			if x == nil {
				continue
			}
			r := e.Roots.list[k<<leafBits|j]
			for i, p := range x.Paths {
				visit(r.At(p), x.Vals[i])
			}
		}
	}
}

// Both visits the roots whose cells are not shared by two environments of one
// table, or all of them.
func (e *Env) Both(f *Env, all bool, visit func(r Root, x, y *Cell)) {
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
			var x, y *Cell
			if l != nil {
				x = l.cells[j]
			}
			if m != nil {
				y = m.cells[j]
			}
			if x != y || all && x != nil {
				visit(e.Roots.list[k<<leafBits|j], x, y)
			}
		}
	}
}

// Same compares two environments; shared cells are equal without a look.
func (e *Env) Same(f *Env) bool {
	if e.Len != f.Len || len(e.Tmps) != len(f.Tmps) {
		return false
	}
	for _, b := range e.Tmps {
		if w, ok := f.Get(b.Loc); !ok || !Equal(b.Val, w) {
			return false
		}
	}
	same := true
	e.Both(f, false, func(_ Root, x, y *Cell) {
		if !same {
			return
		}
		if x == nil || y == nil || len(x.Paths) != len(y.Paths) {
			same = false
			return
		}
		for i, p := range x.Paths {
			j := y.Find(p)
			if j < 0 || !Equal(x.Vals[i], y.Vals[j]) {
				same = false
				return
			}
		}
	})
	return same
}

// DropExprs makes the truth of expressions unknown for which stale holds.
func (e *Env) DropExprs(stale func(expr any) bool) {
	if len(e.exprs) == 0 {
		return
	}
	var keep []Loc
	for _, l := range e.exprs {
		v, _ := e.Get(l)
		for _, a := range v.Atoms {
			if a.Kind == AtomExpr {
				if stale(a.Obj) {
					e.Set(l, Top)
				} else {
					keep = append(keep, l)
				}
				break
			}
		}
	}
	e.exprs = keep
}

// A Binding is what a location holds.
type Binding struct {
	Loc Loc
	Val Value
}
