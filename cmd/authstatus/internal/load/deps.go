package load

// chooseDependencies finds the packages of [Config.Dependencies].
func (p *Program) chooseDependencies() {
	for _, pkg := range p.all { // for its order
		if p.source[pkg] == 0 && pkg.Module != nil && hasFiles(pkg) && p.cfg.Dependencies(pkg) {
			p.Dependencies = append(p.Dependencies, pkg)
		}
	}
}
