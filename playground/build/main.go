// Build makes the page: a folder of files that any file server can serve.
//
//	go run ./build [-o dist]
//
// It needs npm, and the network or a filled module cache.
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer"
	"github.com/authstatus/authstatus/playground/internal/presets"
)

// first are the files that the first load fetches, beside the page itself. The
// examples are among them where the address names one.
var first = []string{"main.js", "style.css", "worker.js", "wasm_exec.js", "authstatus.wasm.br", "start.gz", "presets.gz", "types/index.gz", "types/base.gz"}

func main() {
	out := flag.String("o", "dist", "the `folder` to write")
	flag.Parse()
	if err := build(*out); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}

// build writes the page. It runs in the folder of the module.
func build(out string) error {
	if err := os.RemoveAll(out); err != nil {
		return err
	}
	for _, step := range []struct {
		name string
		do   func(out string) error
	}{
		{"npm", npm}, {"wasm", wasm}, {"types", func(out string) error { return declarations("../testdata/frameworks", out) }},
		{"examples", examples}, {"scripts", scripts}, {"page", page}, {"compress", compress},
	} {
		if err := step.do(out); err != nil {
			return fmt.Errorf("%s: %w", step.name, err)
		}
	}
	return nil
}

// npm installs what the lock file names, if that is not there.
func npm(string) error {
	lock, err := os.ReadFile("web/package-lock.json")
	if err != nil {
		return err
	}
	const installed = "web/node_modules/.installed"
	if have, err := os.ReadFile(installed); err == nil && bytes.Equal(have, lock) {
		return nil
	}
	// No package needs its install script, so none runs.
	if err := run("web", nil, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"); err != nil {
		return err
	}
	return os.WriteFile(installed, lock, 0o644)
}

// wasm builds the analysis. Without inlining (-l) it is half a megabyte
// smaller, which on a first visit is worth more than a tenth of the time. For the
// same reason it is compressed for a minute.
func wasm(out string) error {
	file := filepath.Join(out, "authstatus.wasm")
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	abs, err := filepath.Abs(file)
	if err != nil {
		return err
	}
	// encoding/json by its new implementation, as from Go 1.27 on, is 170 KB more.
	env := []string{"GOOS=js", "GOARCH=wasm", "GOWASM=", "GOEXPERIMENT=nojsonv2", "GOFLAGS=-buildvcs=false"}
	if err := run(".", env, "go", "build", "-trimpath", "-gcflags=all=-l", "-ldflags=-s -w -buildid=", "-o", abs, "./wasm"); err != nil {
		return err
	}
	if err := errors.Join(run("web", nil, "node", "compress.mjs", abs), os.Remove(file)); err != nil {
		return err
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return err
	}
	glue, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return err
	}
	return write(filepath.Join(out, "wasm_exec.js"), glue)
}

// compress makes smaller what each visit loads; the rest is loaded when it is asked for.
func compress(out string) error {
	args := []string{"compress.mjs"}
	for _, file := range []string{"presets.gz", "start.gz", "types/base.gz", "types/index.gz"} {
		abs, err := filepath.Abs(filepath.Join(out, filepath.FromSlash(file)))
		if err != nil {
			return err
		}
		args = append(args, abs)
	}
	return run("web", nil, "node", args...)
}

// ruleJSON is a rule as the page shows it.
type ruleJSON struct {
	ID     string `json:"id"`
	Group  string `json:"group"`
	Title  string `json:"title"`
	Doc    string `json:"doc"`
	Before string `json:"before"`
	After  string `json:"after"`
	RFC    string `json:"rfc"`
	Fix    string `json:"fix"`
	Silent string `json:"silent"`
	Off    bool   `json:"off"`
}

// examples writes the examples, and what the page needs at once: the first of
// them, the names of the others, and the rules.
func examples(out string) error {
	all, err := presets.All("..")
	if err != nil {
		return err
	}
	type name struct {
		ID    string `json:"id"`
		Group string `json:"group"`
		Title string `json:"title"`
	}
	start := struct {
		Rules []ruleJSON     `json:"rules"`
		First presets.Preset `json:"first"`
		List  []name         `json:"list"`
	}{First: all[0]}
	for _, r := range analyzer.Rules() {
		start.Rules = append(start.Rules, ruleJSON{r.ID, r.Group, r.Title, r.Doc, r.Before, r.After, r.RFC, r.Fix, r.Silent, r.Off})
	}
	for _, p := range all {
		start.List = append(start.List, name{p.ID, p.Group, p.Title})
	}
	for file, v := range map[string]any{"presets.gz": all, "start.gz": start} {
		data, err := json.Marshal(v)
		if err != nil {
			return err
		}
		if err := writeCompressed(filepath.Join(out, file), data); err != nil {
			return err
		}
	}
	return nil
}

// scripts bundles the page's scripts.
func scripts(out string) error {
	for entry, options := range map[string][]string{
		"main": {"--format=esm"},
		// The glue of Go comes first: the worker is one script.
		"worker": {"--format=iife"},
	} {
		if err := esbuild(out, entry, options...); err != nil {
			return err
		}
	}
	worker := filepath.Join(out, "worker.js")
	text, err := os.ReadFile(worker)
	if err != nil {
		return err
	}
	return write(worker, append([]byte("importScripts(\"wasm_exec.js\"+self.location.search);\n"), text...))
}

func esbuild(out, entry string, options ...string) error {
	abs, err := filepath.Abs(filepath.Join(out, entry+".js"))
	if err != nil {
		return err
	}
	args := append([]string{"esbuild", "src/" + entry + ".ts", "--bundle", "--minify", "--target=es2022", "--charset=utf8", "--log-level=warning", "--outfile=" + abs}, options...)
	return run("web", nil, "node_modules/.bin/"+args[0], args[1:]...)
}

// page writes what names the version of all the rest.
func page(out string) error {
	style, err := os.ReadFile("web/style.css")
	if err != nil {
		return err
	}
	if err := write(filepath.Join(out, "style.css"), style); err != nil {
		return err
	}
	version, err := hash(out)
	if err != nil {
		return err
	}
	html, err := os.ReadFile("web/index.html")
	if err != nil {
		return err
	}
	if err := write(filepath.Join(out, "index.html"), bytes.ReplaceAll(html, []byte("%VERSION%"), []byte(version))); err != nil {
		return err
	}
	files, err := json.Marshal(first)
	if err != nil {
		return err
	}
	return esbuild(out, "offline", "--format=iife", fmt.Sprintf("--define:VERSION=%q", version), "--define:FILES="+string(files))
}

// hash is one of all files that are there.
func hash(dir string) (string, error) {
	sum := sha256.New()
	var names []string
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		return "", err
	}
	slices.Sort(names)
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return "", err
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(sum, "%s %d\n", filepath.ToSlash(rel), len(data))
		sum.Write(data)
	}
	return hex.EncodeToString(sum.Sum(nil))[:12], nil
}

func run(dir string, env []string, name string, args ...string) error {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, out)
	}
	return nil
}
