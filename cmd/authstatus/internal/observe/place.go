package observe

import (
	"path/filepath"
	"slices"
	"strings"
)

// A class says whose answer an event is.
type class string

const (
	classOwn        class = "own"        // code of the main modules
	classTest       class = "test"       // a handler in a test file, or in a package that only tests use
	classProxied    class = "proxied"    // a status that a reverse proxy passes on
	classDependency class = "dependency" // a handler or middleware of another module
	classUnplaced   class = "unplaced"   // no stack leads to the module
)

// A placed event knows the module's lines that led to it.
type placed struct {
	*Event
	class class
	// frames are the module's own, innermost first, up to a test's.
	frames []Frame
	// direct says that a test calls the innermost of them.
	direct bool
	set    []Frame         // the module's own that set the challenge
	others map[string]bool // other modules that answered
	answer string          // the function of another module that answered
}

// A placer places events in the files of a listing.
type placer struct {
	dirs    map[string]*listed // packages by directory
	pkgs    map[string]*listed // by import path
	doubles map[string]bool    // packages only for tests
}

func (l *Listing) placer() *placer {
	p := &placer{dirs: map[string]*listed{}, pkgs: l.packages, doubles: l.onlyForTests()}
	for _, pkg := range l.packages {
		if pkg.main() {
			p.dirs[filepath.Clean(pkg.Dir)] = pkg
		}
	}
	return p
}

// own finds a frame's file in the main modules: by its directory, or, of a
// program that was built elsewhere or with -trimpath, by its package.
func (p *placer) own(f Frame) (Frame, *listed) {
	file := filepath.FromSlash(f.File)
	if pkg := p.dirs[filepath.Dir(file)]; pkg != nil && filepath.IsAbs(file) {
		f.File = file
		return f, pkg
	}
	if pkg := p.pkgs[packageOf(f.Func)]; pkg != nil && pkg.main() && filepath.Base(file) != "" {
		name := filepath.Base(file)
		if slices.Contains(pkg.GoFiles, name) || slices.Contains(pkg.CgoFiles, name) {
			f.File = filepath.Join(pkg.Dir, name)
			return f, pkg
		}
	}
	return f, nil
}

// packageOf is the import path in a function's name.
func packageOf(name string) string {
	slash := strings.LastIndexByte(name, '/') + 1
	pkg, _, _ := strings.Cut(name[slash:], ".")
	return strings.ReplaceAll(name[:slash]+pkg, "%2e", ".")
}

// place finds out whose answer an event is. Of several stacks the first counts
// that leads to the module; the frames of all are kept.
func (p *placer) place(e *Event) *placed {
	out := &placed{Event: e, class: classUnplaced, others: map[string]bool{}}
	for i, stack := range slices.Concat(e.Stacks, e.Own) {
		if i >= len(e.Stacks) && (out.class == classTest || out.class == classProxied) {
			break // it was answered with something else
		}
		w := p.walk(stack)
		for pkg := range w.others {
			out.others[pkg] = true
		}
		if out.class == classUnplaced || out.class != classOwn && w.class == classOwn {
			out.class, out.direct = w.class, w.direct
		}
		if out.answer == "" {
			out.answer = w.answer
		}
		if w.class == classOwn {
			for _, f := range w.frames {
				if !slices.Contains(out.frames, f) {
					out.frames = append(out.frames, f)
				}
			}
		}
	}
	for _, f := range e.Set {
		if f, pkg := p.own(f); pkg != nil {
			out.set = append(out.set, f)
		}
	}
	if out.class != classOwn {
		out.frames = nil
	}
	return out
}

// walk reads one stack from the inside.
func (p *placer) walk(stack []Frame) *placed {
	out := &placed{class: classUnplaced, others: map[string]bool{}}
	handed := "" // a handler of other code that the module only called
	var passed []Frame
	for i, f := range stack {
		if isHook(f.Func) {
			continue
		}
		own, pkg := p.own(f)
		switch {
		case pkg == nil && strings.HasPrefix(f.Func, "net/http/httputil.(*ReverseProxy)"):
			if len(out.frames) == 0 {
				out.class = classProxied
				return out
			}
		case pkg == nil:
			if path := packageOf(f.Func); handed == "" && !p.isStd(path) && path != "" {
				out.others[p.module(path)] = true
			}
			if handed == "" && handles(f.Func) {
				if handed = f.Func; handed == "net/http.HandlerFunc.ServeHTTP" && i > 0 {
					handed = stack[i-1].Func // the handler
				}
			}
		case strings.HasSuffix(own.File, "_test.go") || p.doubles[pkg.ImportPath]:
			out.direct = i > 0 && len(out.frames) > 0 && stack[i-1].Func == out.frames[len(out.frames)-1].Func
			if len(out.frames) == 0 {
				out.test(handed)
			}
			return out
		case len(out.frames) == 0 && handed != "":
			out.class, out.answer = classDependency, handed
			return out
		case len(out.frames) == 0 && strings.HasSuffix(f.Func, ".WriteHeader"):
			passed = append(passed, own) // whoever called it has answered
		default:
			out.class = classOwn
			out.frames = append(out.frames, own)
		}
	}
	if out.class == classUnplaced && len(passed) > 0 {
		out.class = classOwn
	}
	out.frames = append(out.frames, passed...)
	if len(out.frames) == 0 && len(out.others) > 0 {
		out.answer = handed
	}
	return out
}

// test classes an event whose first line of the module is a test's: its own
// answer, unless it only called a handler.
func (out *placed) test(handed string) {
	if handed == "" {
		out.class = classTest
		return
	}
	out.class, out.answer = classDependency, handed
}

// module is the path of a package's module, or the package's where that is not
// known.
func (p *placer) module(pkg string) string {
	if l := p.pkgs[pkg]; l != nil && l.Module != nil {
		return l.Module.Path
	}
	return pkg
}

func (p *placer) isStd(path string) bool {
	pkg := p.pkgs[path]
	first, _, _ := strings.Cut(path, "/")
	return pkg != nil && pkg.Standard || pkg == nil && !strings.Contains(first, ".")
}

func isHook(name string) bool {
	return strings.Contains(name[strings.LastIndexByte(name, '/')+1:], "uthstatus")
}

// handles tells whether a function hands a request on: what calls it did not
// answer itself.
func handles(name string) bool {
	return strings.HasSuffix(name, ".ServeHTTP") || strings.HasSuffix(name, ").Next")
}
