package vetx

import (
	"runtime/debug"
	"slices"
)

// versions are the releases of x/tools whose unitchecker is known to read and
// write this format. The requirement of go.mod is among them; a module that
// keeps the command as a tool may bring a later one.
var versions = []string{"v0.52.0"}

// Known tells whether this program was built with an x/tools that is known to
// have this format. Else only unitchecker may write files: the units of one go
// vet must agree.
func Known() bool {
	info, ok := debug.ReadBuildInfo()
	return ok && known(info.Deps)
}

func known(deps []*debug.Module) bool {
	return slices.ContainsFunc(deps, func(m *debug.Module) bool {
		return m.Path == "golang.org/x/tools" && m.Replace == nil && slices.Contains(versions, m.Version)
	})
}
