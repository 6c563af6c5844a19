package load

import (
	"encoding/gob"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/go/types/objectpath"

	"github.com/authstatus/authstatus/cmd/authstatus/internal/cache"
)

// Two things are kept for the next run: where the go command found export data,
// and the facts of dependencies. Both depend on code outside the main modules
// alone, so an edit there leaves them as they are.

// ofCompilers are the beginnings of the variables of the compilers for other languages,
// which [goSettings] leaves out.
var ofCompilers = []string{"CGO_", "CC=", "CXX=", "FC=", "AR=", "PKG_CONFIG"}

// key begins the key of an entry that depends on some packages outside the main
// modules and on all that those import. It returns nil where that can't be said.
func (p *Program) key(kind string, pkgs []*packages.Package) *cache.Key {
	if p.cfg.Cache == nil || p.env.settings == nil || otherDriver() {
		return nil
	}
	k := cache.NewKey(kind)
	k.Add(p.goVersion, p.goroot, p.env.arch)
	k.Add(p.env.settings...)
	k.Add(p.cfg.BuildFlags...)
	for _, v := range os.Environ() {
		if slices.ContainsFunc(ofCompilers, func(s string) bool { return strings.HasPrefix(v, s) }) {
			k.Add(v)
		}
	}
	if file := p.env.envFile; file != "" && file != "off" {
		if err := k.AddFile(file); err != nil && !os.IsNotExist(err) {
			return nil
		}
	}
	// A toolchain of one's own may be built again under the same version.
	info, err := os.Stat(filepath.Join(p.env.tools, "compile"+exe()))
	if err == nil {
		k.Add(fmt.Sprint(info.Size(), info.ModTime().UnixNano()))
	}
	for pkg := range packages.Postorder(pkgs) {
		k.Add("package", pkg.ID, pkg.PkgPath)
		for _, name := range slices.Concat(pkg.GoFiles, pkg.OtherFiles) {
			k.Add(name)
			if !p.immutable(name) && k.AddFile(name) != nil {
				return nil
			}
		}
	}
	return k
}

func exe() string {
	if filepath.Separator == '\\' {
		return ".exe"
	}
	return ""
}

// immutable tells whether a file's name says what it holds: with the version of
// its module, or with that of Go.
func (p *Program) immutable(name string) bool {
	in := func(dir string) bool {
		return dir != "" && strings.HasPrefix(name, dir+string(filepath.Separator))
	}
	return in(p.env.modCache) || in(p.goroot)
}

// exportsKey is the key of what the go command says of some packages, by path.
func (p *Program) exportsKey(paths []string, pkgs map[string]*packages.Package) *cache.Key {
	var all []*packages.Package
	for _, path := range paths {
		all = append(all, pkgs[path])
	}
	k := p.key("exports 1", all)
	if k != nil {
		k.Add(p.env.cache)
	}
	return k
}

// A listing says where export data is.
type listing struct {
	Files map[string]string // package path to file
	// Built is the state of the build cache if something was not there. Else it
	// is empty, and the build cache may gain what it likes.
	Built string
}

// keptExports looks for what is known of export data since an earlier run. The
// files must still be there, as the go command removes old ones.
func (p *Program) keptExports(k *cache.Key) bool {
	var l listing
	if k == nil || !p.cfg.Cache.Get(k, &l) || l.Built != "" && l.Built != p.buildCache() {
		return false
	}
	for _, file := range l.Files {
		if _, err := os.Stat(file); err != nil {
			return false
		}
	}
	p.exports = l.Files
	return true
}

// keepExports keeps what the go command said of some packages and of what they
// import.
func (p *Program) keepExports(k *cache.Key, listed []*packages.Package) {
	if k == nil {
		return
	}
	l := listing{Files: p.exports}
	for pkg := range packages.Postorder(listed) {
		if hasFiles(pkg) && pkg.ExportFile == "" && pkg.PkgPath != "unsafe" {
			if l.Built = p.buildCache(); l.Built == "" {
				return // it would be taken for complete
			}
			break
		}
	}
	p.cfg.Cache.Put(k, l)
}

// buildCache is a text that changes when the go command puts something into its
// cache, and empty where that can't be seen.
func (p *Program) buildCache() string {
	if os.Getenv("GOCACHEPROG") != "" {
		return ""
	}
	var last time.Time
	for i := range 256 {
		info, err := os.Stat(filepath.Join(p.env.cache, fmt.Sprintf("%02x", i)))
		if err != nil {
			return ""
		}
		if t := info.ModTime(); t.After(last) {
			last = t
		}
	}
	return fmt.Sprint(last.UnixNano())
}

// keptFacts are the facts of dependencies as they are kept.
type keptFacts struct {
	From  []string // the paths of the dependencies
	Facts []keptFact
}

type keptFact struct {
	Pkg  string
	Path objectpath.Path
	Fact analysis.Fact
}

// factsKey is the key of the facts of the dependencies.
func (p *Program) factsKey() *cache.Key {
	if p.cfg.Analysis == nil || len(p.Dependencies) == 0 {
		return nil
	}
	k := p.key("facts 1", p.Dependencies)
	if k == nil {
		return nil
	}
	analysis := p.cfg.Analysis()
	if analysis == "" {
		return nil
	}
	k.Add("analysis", analysis)
	for _, pkg := range p.Dependencies {
		k.Add(pkg.ID)
	}
	return k
}

// keptDependencies looks for the facts of the dependencies since an earlier run.
func (p *Program) keptDependencies(k *cache.Key) *factStore {
	if k == nil {
		return nil
	}
	for _, f := range p.cfg.FactTypes {
		gob.Register(f)
	}
	var kept keptFacts
	if !p.cfg.Cache.Get(k, &kept) {
		return nil
	}
	store := newFactStore()
	for _, path := range kept.From {
		store.from[path] = true
	}
	for _, f := range kept.Facts {
		store.put(f.Pkg, f.Path, f.Fact)
	}
	return store
}

// keepDependencies keeps the facts of the dependencies. Errors that were seen on
// the way are not kept, so where there are some, nothing is.
func (p *Program) keepDependencies() {
	if p.factsAt == nil || len(p.Dependencies) == 0 || len(p.Errors()) > 0 {
		return
	}
	kept := keptFacts{From: slices.Sorted(maps.Keys(p.facts.from))}
	for key, fact := range p.facts.facts {
		kept.Facts = append(kept.Facts, keptFact{key.pkg, key.path, fact})
	}
	p.cfg.Cache.Put(p.factsAt, kept)
}
