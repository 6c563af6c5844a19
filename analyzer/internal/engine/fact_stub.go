package engine

import "go/types"

func (p *pkg) foreignSummary(f *types.Func) *summary { return nil }
func (p *pkg) importCarriers()                       {}
func (p *pkg) importGlobal(v *types.Var, g *global)  {}
func (p *pkg) hasFacts(q *types.Package) bool        { return false }
