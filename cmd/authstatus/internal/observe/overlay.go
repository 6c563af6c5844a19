package observe

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/version"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// packageClause is what stands for a package's name in the added files.
const packageClause = "PACKAGE"

// A Choice is a statement that chooses a status.
type Choice struct {
	File           string
	Offset, Status int
}

// A Build is how the go command builds with the hooks in.
type Build struct {
	Go    string   // the command
	Flags []string // for go test
	Env   []string // beside the user's
	// Warnings tell of frameworks that are not as they are known.
	Warnings []string
}

// Instrument writes the changed and added files to a directory, and returns
// how to build with them. An overlay of the user's is kept.
func (l *Listing) Instrument(dir string, choices []Choice) (*Build, error) {
	replace, err := l.ownOverlay()
	if err != nil {
		return nil, err
	}
	aliases := aliasDir(dir)
	if err := l.aliasGoroot(aliases); err != nil {
		return nil, err
	}
	o := &overlay{dir: dir, replace: replace}
	for _, h := range merged(stdHooks, l.goVersion) {
		if err := o.apply(h, l.std(h.pkg), ""); err != nil {
			return nil, fmt.Errorf("%s is not supported by -observe: %s: %w", l.goVersion, h.pkg, err)
		}
	}
	b := &Build{Go: "go"}
	for _, p := range l.packages {
		for _, h := range frameworkHooks {
			if p.Standard || withoutMajor(p.ImportPath) != h.pkg && p.ImportPath != h.pkg {
				continue
			}
			dir := p.Dir
			if beneath(p.Dir, l.modcache) {
				if dir, err = l.copyModule(p, aliases); err != nil {
					return nil, fmt.Errorf("%s: %w", p.ImportPath, err)
				}
			}
			if err := o.apply(h, dir, p.Name); errors.Is(err, errNoPlace) {
				b.Warnings = append(b.Warnings, fmt.Sprintf("%s %s: %v: some of its answers can't be placed", p.ImportPath, p.version(), err))
			} else if err != nil {
				return nil, fmt.Errorf("%s: %w", p.ImportPath, err)
			}
		}
	}
	for _, p := range l.packages {
		if err := o.applyOwn(p, choices); err != nil {
			return nil, fmt.Errorf("%s: %w", p.ImportPath, err)
		}
	}
	slices.Sort(b.Warnings)
	if b.Flags, b.Env, err = l.replaceModules(dir); err != nil {
		return nil, err
	}
	name := filepath.Join(dir, "overlay.json")
	data, err := json.Marshal(map[string]any{"Replace": o.replace})
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(name, data, 0o600); err != nil {
		return nil, err
	}
	// In GOFLAGS, so that commands which tests build have it too.
	goflags := strings.TrimSpace(overlayFlag.ReplaceAllString(l.goflags, "") + " " + quoteFlag("-overlay="+name))
	b.Env = append(b.Env, "GOFLAGS="+goflags)
	if l.aliased {
		b.Go = filepath.Join(l.goroot, "bin", "go")
		b.Env = append(b.Env, "GOROOT="+l.goroot, "GOTOOLCHAIN=local", "PATH="+filepath.Join(l.goroot, "bin")+string(filepath.ListSeparator)+os.Getenv("PATH"))
	}
	return b, nil
}

func (p *listed) version() string {
	if p.Module == nil {
		return ""
	}
	return p.Module.Version
}

// ownOverlay reads the overlay that the user names.
func (l *Listing) ownOverlay() (map[string]string, error) {
	if l.overlay == "" {
		return map[string]string{}, nil
	}
	data, err := os.ReadFile(l.overlay)
	if err != nil {
		return nil, fmt.Errorf("-overlay: %w", err)
	}
	var o struct{ Replace map[string]string }
	if err := json.Unmarshal(data, &o); err != nil {
		return nil, fmt.Errorf("-overlay: %s: %w", l.overlay, err)
	}
	replace := map[string]string{}
	for from, to := range o.Replace {
		if from, err = filepath.Abs(from); err != nil {
			return nil, err
		}
		replace[from] = to // "" deletes it
	}
	return replace, nil
}

// merged joins the hooks of a package that a release of Go has.
func merged(hooks []hook, release string) []hook {
	var out []hook
	for _, h := range hooks {
		if h.since != "" && version.Compare(release, "go"+h.since) < 0 || h.until != "" && version.Compare(release, "go"+h.until) >= 0 {
			continue
		}
		i := slices.IndexFunc(out, func(o hook) bool { return o.pkg == h.pkg })
		if i < 0 {
			out = append(out, h)
			continue
		}
		out[i].edits = slices.Concat(out[i].edits, h.edits)
	}
	return out
}

type overlay struct {
	dir     string
	replace map[string]string
	files   int
}

// apply puts a hook into the package in a directory.
func (o *overlay) apply(h hook, dir, name string) error {
	files, err := o.read(dir)
	if err != nil {
		return err
	}
	return o.write(h, files, dir, name)
}

// applyOwn has the module note where it chooses a status that it answers with
// later, as an error that is returned, and where a response of its own is given
// one, which may keep it.
func (o *overlay) applyOwn(p *listed, choices []Choice) error {
	if !p.main() {
		return nil
	}
	files, err := o.read(p.Dir)
	if err != nil {
		return err
	}
	files = slices.DeleteFunc(files, func(f source) bool {
		name := filepath.Base(f.name)
		return !slices.Contains(p.GoFiles, name) && !slices.Contains(p.CgoFiles, name)
	})
	h := hook{pkg: p.ImportPath, add: "own.go.txt"}
	if slices.Contains(p.Imports, "net/http") {
		h.edits = recordings(files)
	}
	for _, c := range choices {
		if filepath.Dir(c.File) == filepath.Clean(p.Dir) && slices.Contains(p.GoFiles, filepath.Base(c.File)) && o.actual(c.File) == c.File {
			h.edits = append(h.edits, edit{file: c.File, offset: c.Offset, text: fmt.Sprintf("authstatusChosen(%d)", c.Status)})
		}
	}
	if len(h.edits) == 0 {
		return nil
	}
	return o.write(h, files, p.Dir, p.Name)
}

// write puts the files that a hook changes, and the one that it adds.
func (o *overlay) write(h hook, files []source, dir, name string) error {
	changed, err := patch(files, h.edits, h.declares)
	if err != nil {
		return err
	}
	for _, f := range changed {
		if err := o.put(f.name, f.text); err != nil {
			return err
		}
	}
	if h.add == "" {
		return nil
	}
	text, err := added.ReadFile("overlay/" + h.add)
	if err != nil {
		return err
	}
	if name == "" {
		name = filepath.Base(dir)
	}
	return o.put(filepath.Join(dir, "zz_authstatus.go"), []byte(strings.Replace(string(text), packageClause, name, 1)))
}

// read reads the files of a package, as an overlay of the user's has them.
func (o *overlay) read(dir string) ([]source, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var files []source
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		name := filepath.Join(dir, e.Name())
		text, err := os.ReadFile(o.actual(name))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		} else if err != nil {
			return nil, err
		}
		files = append(files, source{name, text})
	}
	return files, nil
}

func (o *overlay) actual(name string) string {
	if to, ok := o.replace[name]; ok {
		return to
	}
	return name
}

func (o *overlay) put(name string, text []byte) error {
	o.files++
	to := filepath.Join(o.dir, fmt.Sprintf("%d_%s", o.files, filepath.Base(name)))
	o.replace[name] = to
	return os.WriteFile(to, text, 0o600)
}
