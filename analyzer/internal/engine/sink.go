package engine

import (
	"go/types"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// sinkOf says which carrier a location reads its status from.
func (in *pkg) sinkOf(l Loc) (typ string, iface []string, path domain.Path, ok bool) {
	base, last := l.Cut()
	if last.Kind != domain.Field && last.Kind != domain.Method && (last.Kind != domain.Slot || last == statusStep) {
		return "", nil, path, false // that an error may be any error says too little
	}
	t := in.types[base]
	path = path.Then(last)
	// An embedded struct belongs to the type that embeds it.
	for {
		b, step := base.Cut()
		if step.Kind != domain.Field {
			break
		}
		if u := in.types[b]; u == nil || syntax.NamedOf(u) == nil {
			break
		} else if st, ok := syntax.Deref(u).Underlying().(*types.Struct); !ok || embedded(st, step.Name) == nil {
			break
		} else {
			base, t, path = b, u, domain.Path{}.Then(step).Concat(path)
		}
	}
	if t == nil || received(t) {
		return "", nil, path, false
	}
	n := syntax.NamedOf(t)
	if n == nil {
		if it, ok := types.Unalias(t).(*types.Interface); ok && it.NumMethods() > 0 {
			return in.typeTexts.Of(t), methodSet(it), path, true
		}
		return "", nil, path, false
	}
	if it, isIface := n.Underlying().(*types.Interface); isIface {
		return in.typeTexts.Of(n), methodSet(it), path, true
	}
	return in.typeTexts.Of(n), nil, path, true
}

// received tells whether a type is that of what another server answered. One of
// the program's own stands for such a server, as what a RoundTripper returns, and
// its status is chosen there as little as that of any other upstream.
func received(t types.Type) bool { return syntax.TypeName(t) == "net/http.Response" }

// embedded is the type of the struct that another embeds under a name, or nil.
func embedded(st *types.Struct, name string) types.Type {
	for f := range st.Fields() {
		if f.Embedded() && f.Name() == name {
			return f.Type()
		}
	}
	return nil
}
