package engine

import (
	"fmt"
	"os"
)

func (p *pkg) dump() {
	if os.Getenv("ASDEBUG") != p.tpkg.Path() {
		return
	}
	for _, f := range p.functions() {
		if f.sum == nil {
			continue
		}
		fmt.Fprintf(os.Stderr, "FUNC %s deferred=%v unknown=%v gaveup=%v applied=%v\n", f.name, f.deferred, f.sum.unknown, f.gaveUp, f.applied)
		for _, e := range f.sum.events {
			fmt.Fprintf(os.Stderr, "   EVENT %s via %v status=%s ch=%d conds=%s atexit=%v done=%v late=%v resp=%s\n", p.pass.Fset.Position(e.site.node.Pos()), p.pass.Fset.Position(e.via.Pos()), vtext(e.status), e.ch, condsKey(e.conds), e.atExit, e.done, e.late, locKey(e.resp))
		}
		for _, x := range f.sum.exits {
			fmt.Fprintf(os.Stderr, "   EXIT conds=%s exact=%v", condsKey(x.conds), x.exact)
			for _, r := range x.resps {
				fmt.Fprintf(os.Stderr, " resp %s ch=%d sent=%d pend=%s", locKey(r.loc), r.ch, r.sent, vtext(pendingValue(r.pending)))
			}
			for _, v := range x.results {
				fmt.Fprintf(os.Stderr, " res=%s", vtext(v))
			}
			for _, b := range x.objs {
				fmt.Fprintf(os.Stderr, " obj %s=%s", locKey(b.loc), vtext(b.val))
			}
			for _, b := range x.stores {
				fmt.Fprintf(os.Stderr, " store %s=%s", locKey(b.loc), vtext(b.val))
			}
			fmt.Fprintln(os.Stderr)
		}
	}
	for _, s := range p.sources {
		fmt.Fprintf(os.Stderr, "SOURCE %s %v\n", s.typ, s.vals)
	}
	for _, s := range p.imported.sources {
		fmt.Fprintf(os.Stderr, "IMPORTED %s %v\n", s.typ, s.vals)
	}
	for _, s := range p.retSources {
		fmt.Fprintf(os.Stderr, "RET %+v\n", s)
	}
}

func vtext(v Value) string {
	s := "{"
	for _, a := range v.Atoms {
		switch a.Kind {
		case AtomNil:
			s += "nil "
		case AtomInt:
			s += fmt.Sprintf("%d@%d%s ", a.Int, a.Pos, a.Ext)
		case AtomStr:
			s += fmt.Sprintf("%.30q ", a.Str)
		case AtomRef:
			s += fmt.Sprintf("ref(%s mask%d) ", locKey(a.Loc), a.Int)
		case AtomBool:
			s += fmt.Sprintf("bool%d ", a.Int)
		default:
			s += fmt.Sprintf("kind%d ", a.Kind)
		}
	}
	if v.Top {
		s += "..."
	}
	return s + "}"
}
