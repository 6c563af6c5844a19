package metamorphic

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Program is a transformation that another program makes, which changes files
// below the folder that it runs in. The module is copied for it, after first,
// if that is given.
func Program(name string, first *Transformation, commands ...[]string) *Transformation {
	return &Transformation{Name: name, apply: func(m *Module, s *Sites) (Variant, error) {
		v := m.identity()
		if first != nil {
			var err error
			if v, err = first.apply(m, &Sites{barred: s.barred}); err != nil {
				return nil, err
			}
		}
		dir, err := m.write(v)
		if dir != "" {
			defer os.RemoveAll(dir)
		}
		if err != nil {
			return nil, err
		}
		for _, c := range commands {
			cmd := exec.Command(c[0], c[1:]...)
			cmd.Dir = dir
			if out, err := cmd.CombinedOutput(); err != nil {
				return nil, fmt.Errorf("%s: %w\n%s", strings.Join(c, " "), err, out)
			}
		}
		for _, p := range m.Packages {
			for i, f := range p.Files {
				name, err := m.inside(dir, f.Name)
				if err != nil {
					return nil, err
				}
				now, err := os.ReadFile(name)
				if err != nil {
					return nil, err
				}
				if changed := !bytes.Equal(now, f.Src); changed && s.count(s.free(f.AST)) {
					v[p][i].Text = align(f, now)
				} else if !changed {
					v[p][i].Text = rewrite(f, 0, len(f.Src), nil)
				}
			}
		}
		return v, nil
	}}
}

// inside is the name of a file in a copy of the module.
func (m *Module) inside(dir, name string) (string, error) {
	rel, err := filepath.Rel(m.Dir, name)
	if err == nil && !filepath.IsLocal(rel) {
		err = fmt.Errorf("%s is not in %s", name, m.Dir)
	}
	return filepath.Join(dir, rel), err
}

// write copies the module to a temporary folder, with new texts.
func (m *Module) write(v Variant) (dir string, err error) {
	if dir, err = os.MkdirTemp("", "metamorphic"); err != nil {
		return "", err
	}
	err = filepath.WalkDir(m.Dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && (d.Name() == ".git" || d.Name() == "node_modules") {
			return cmp.Or(err, filepath.SkipDir)
		}
		to, err := m.inside(dir, name)
		switch {
		case err != nil:
			return err
		case d.IsDir():
			return os.MkdirAll(to, 0o755)
		case !d.Type().IsRegular():
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		return os.WriteFile(to, text, 0o644)
	})
	if err != nil {
		return dir, err
	}
	for _, files := range v {
		for _, f := range files {
			name, err := m.inside(dir, f.Name)
			if err != nil {
				return dir, err
			}
			if err := os.WriteFile(name, []byte(f.Text.String()), 0o644); err != nil {
				return dir, err
			}
		}
	}
	return dir, nil
}
