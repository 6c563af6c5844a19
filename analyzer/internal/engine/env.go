package engine

// env says what locations hold. Bindings are kept by root, and copies share
// the cells that neither has changed, so that a copy costs no more than the
// roots there are.
type env struct {
	cells map[Root]*cell
	own   *owner
}

// cell holds what is known below one root. Only its owner may change it.
type cell struct {
	m   map[string]Value
	own *owner
}

// owner tells environments apart; it has a size so that no two share an
// address.
type owner struct{ _ byte }

func newEnv() env { return env{cells: map[Root]*cell{}, own: new(owner)} }

// clone copies an environment; both sides give up the cells they share.
func (e *env) clone() env {
	c := env{cells: make(map[Root]*cell, len(e.cells)+2), own: new(owner)}
	for r, x := range e.cells {
		c.cells[r] = x
	}
	e.own = new(owner)
	return c
}

func (e *env) get(l Loc) (Value, bool) {
	if x := e.cells[l.Root]; x != nil {
		v, ok := x.m[l.Path]
		return v, ok
	}
	return Value{}, false
}

// val is get for callers to whom nothing known is an empty value.
func (e *env) val(l Loc) Value {
	v, _ := e.get(l)
	return v
}

func (e *env) set(l Loc, v Value) {
	e.mine(l.Root).m[l.Path] = v
}

// mine returns the cell of a root, fit to be changed.
func (e *env) mine(r Root) *cell {
	x := e.cells[r]
	switch {
	case x == nil:
		x = &cell{m: map[string]Value{}, own: e.own}
	case x.own == e.own:
		return x
	default:
		y := &cell{m: make(map[string]Value, len(x.m)+1), own: e.own}
		for k, v := range x.m {
			y.m[k] = v
		}
		x = y
	}
	e.cells[r] = x
	return x
}

func (e *env) del(l Loc) {
	if x := e.cells[l.Root]; x != nil {
		if _, ok := x.m[l.Path]; ok {
			delete(e.mine(l.Root).m, l.Path)
		}
	}
}

// drop forgets all that is known below a root.
func (e *env) drop(r Root) { delete(e.cells, r) }

// under visits what is known below a root. The visitor may change the
// environment.
func (e *env) under(r Root, visit func(path string, v Value)) {
	x := e.cells[r]
	if x == nil {
		return
	}
	if x.own == e.own {
		e.own = new(owner) // a change makes a copy
	}
	for p, v := range x.m {
		visit(p, v)
	}
}

// each visits every binding.
func (e *env) each(visit func(l Loc, v Value)) {
	for r, x := range e.cells {
		for p, v := range x.m {
			visit(Loc{r, p}, v)
		}
	}
}

// same compares two environments; shared cells are equal without a look.
func (e *env) same(f *env) bool {
	if len(e.cells) != len(f.cells) {
		return false
	}
	for r, x := range e.cells {
		y := f.cells[r]
		if x == y {
			continue
		}
		if y == nil || len(x.m) != len(y.m) {
			return false
		}
		for p, v := range x.m {
			w, ok := y.m[p]
			if !ok || !equal(v, w) {
				return false
			}
		}
	}
	return true
}
