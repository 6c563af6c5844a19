// The authstatus-gopls command builds a gopls that has the authstatus
// analyzer, for editors.
//
//	authstatus-gopls
//
// It installs gopls-authstatus beside other Go programs. gopls has no plugins,
// so the program is built here: a small main package, in a temporary module
// under the path of gopls so that it may use gopls's internal packages, that
// registers the analyzer and starts gopls. gopls's own files are used as they
// are in the module cache.
//
// gopls can't pass flags to an analyzer, so they are built in:
//
//	authstatus-gopls -challenge='Bearer realm="api"' -disable=session-challenge
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"go/version"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer"
)

const module = "github.com/authstatus/authstatus"

// A release is a gopls that this program can build upon.
type release struct {
	version string
	goMin   string   // the Go that it needs
	imports []string // of what its main function does
	start   string
}

const toolMain = "tool.Main(context.Background(), cmd.New(), os.Args[1:])"

// The newest first. Each was built and driven as an editor does before it was
// put here.
var releases = []release{
	{"v0.24.0", "go1.27", nil, "cmd.Main()"},
	{"v0.23.0", "go1.26", []string{"context", "os", "golang.org/x/tools/gopls/internal/tool"}, toolMain},
}

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

type options struct {
	out, gopls, source string
	cfg                analyzer.Config
}

func run(args []string, stdout, stderr io.Writer) int {
	opts, err := parse(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err == nil {
		err = build(opts, stdout)
	}
	if err != nil {
		fmt.Fprintf(stderr, "authstatus-gopls: %v\n", err)
		return 1
	}
	return 0
}

func parse(args []string, stderr io.Writer) (*options, error) {
	opts := new(options)
	fs := flag.NewFlagSet("authstatus-gopls", flag.ContinueOnError)
	fs.SetOutput(stderr)
	fs.StringVar(&opts.out, "o", "", "the `file` to write (default gopls-authstatus where go install puts programs)")
	fs.StringVar(&opts.gopls, "gopls", "", "the `version` of gopls (default: the newest that is supported and the installed Go can build)")
	fs.StringVar(&opts.source, "source", "", "a `directory` with authstatus's source, instead of the version of this program")
	// The settings of the analyzer have the names of the command's flags.
	analyzerFlags := analyzer.New(analyzer.Config{}).Flags
	list := func(to *[]string, sep string) func(string) error {
		return func(s string) error {
			parts := []string{s}
			if sep != "" {
				parts = strings.Split(s, sep)
			}
			*to = append(*to, parts...)
			return nil
		}
	}
	usage := func(name string) string { return analyzerFlags.Lookup(name).Usage }
	fs.StringVar(&opts.cfg.Challenge, "challenge", "", usage("challenge"))
	fs.Func("challenger", usage("challenger"), list(&opts.cfg.Challengers, ""))
	fs.Func("disable", usage("disable"), list(&opts.cfg.Disable, ","))
	fs.Func("rules", usage("rules"), list(&opts.cfg.Rules, ","))
	fs.Usage = func() {
		fmt.Fprint(stderr, `authstatus-gopls builds and installs gopls-authstatus, a gopls with authstatus in it.

Usage: authstatus-gopls [flags]

`)
		fs.PrintDefaults()
		fmt.Fprintf(stderr, `
Supported: %s.

Examples:
  authstatus-gopls
  authstatus-gopls -disable=session-challenge -o ~/bin/gopls-authstatus
`, strings.Join(supported(), ", "))
	}
	if err := fs.Parse(args); err != nil {
		return nil, err
	}
	if fs.NArg() > 0 {
		return nil, fmt.Errorf("unexpected %q; see -h", fs.Arg(0))
	}
	return opts, opts.cfg.Validate()
}

func supported() []string {
	var all []string
	for _, r := range releases {
		all = append(all, fmt.Sprintf("gopls %s (Go %s or later)", r.version, strings.TrimPrefix(r.goMin, "go")))
	}
	return all
}

// choose finds the gopls to build upon.
func choose(want, goVersion string) (release, error) {
	can := func(r release) bool { return version.Compare(goVersion, r.goMin) >= 0 }
	for _, r := range releases {
		if want == r.version {
			if !can(r) {
				return r, fmt.Errorf("gopls %s needs Go %s and this is %s", want, strings.TrimPrefix(r.goMin, "go"), goVersion)
			}
			return r, nil
		}
		if want == "" && can(r) {
			return r, nil
		}
	}
	if want == "" {
		return release{}, fmt.Errorf("no supported gopls can be built with %s (supported: %s)", goVersion, strings.Join(supported(), ", "))
	}
	return release{}, fmt.Errorf("gopls %s is not supported (supported: %s)", want, strings.Join(supported(), ", "))
}

// build builds the program in a temporary directory that it removes again.
func build(opts *options, stdout io.Writer) (err error) {
	var env struct{ GOVERSION, GOBIN, GOPATH, GOEXE string }
	if err := goJSON("", &env, "env", "-json", "GOVERSION", "GOBIN", "GOPATH", "GOEXE"); err != nil {
		return err
	}
	goVersion, _, _ := strings.Cut(strings.TrimPrefix(env.GOVERSION, "devel "), " ")
	rel, err := choose(opts.gopls, goVersion)
	if err != nil {
		return err
	}
	source, err := sourceOf(opts)
	if err != nil {
		return err
	}
	out := opts.out
	if out == "" {
		bin := env.GOBIN
		if bin == "" {
			bin = filepath.Join(filepath.SplitList(env.GOPATH)[0], "bin")
		}
		out = filepath.Join(bin, "gopls-authstatus"+env.GOEXE)
	}
	if out, err = filepath.Abs(out); err != nil {
		return err
	}

	dir, err := os.MkdirTemp("", "authstatus-gopls")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()

	fmt.Fprintf(stdout, "Building gopls %s with authstatus (%s), using %s.\n", rel.version, source, env.GOVERSION)
	mod, err := goMod(dir, rel, source)
	if err != nil {
		return err
	}
	for name, text := range map[string]string{"go.mod": mod, "main.go": mainText(rel, opts.cfg)} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			return err
		}
	}
	if err := goRun(dir, "mod", "tidy"); err != nil {
		return err
	}
	built := filepath.Join(dir, "gopls"+env.GOEXE)
	if err := goRun(dir, "build", "-trimpath", "-o", built, "."); err != nil {
		return err
	}
	// It refuses to start where gopls is not as expected.
	if text, err := exec.Command(built, "version").CombinedOutput(); err != nil {
		return fmt.Errorf("what was built does not start: %w\n%s", err, text)
	}
	if err := install(built, out); err != nil {
		return err
	}
	fmt.Fprintf(stdout, "Installed %s. Name it in the editor's settings as the language server for Go.\n", out)
	return nil
}

// A source says where authstatus comes from: a version, or a directory.
type source struct{ version, dir string }

func (s source) String() string {
	if s.dir != "" {
		return s.dir
	}
	return s.version
}

func sourceOf(opts *options) (source, error) {
	if opts.source != "" {
		dir, err := filepath.Abs(opts.source)
		if err != nil {
			return source{}, err
		}
		if mod, err := modulePath(dir); err != nil || mod != module {
			return source{}, fmt.Errorf("-source=%s holds no go.mod of %s", opts.source, module)
		}
		return source{dir: dir}, nil
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Path == module {
		if v := info.Main.Version; v != "" && v != "(devel)" && !strings.Contains(v, "+") && info.Main.Sum != "" {
			return source{version: v}, nil
		}
	}
	// Built in a clone: the clone is the source.
	if _, file, _, ok := runtime.Caller(0); ok && filepath.IsAbs(file) {
		dir := filepath.Dir(filepath.Dir(filepath.Dir(file)))
		if mod, err := modulePath(dir); err == nil && mod == module {
			return source{dir: dir}, nil
		}
	}
	return source{}, errors.New("this program is no released version: name a clone of authstatus with -source")
}

func modulePath(dir string) (string, error) {
	var mod struct{ Module struct{ Path string } }
	err := goJSON(dir, &mod, "mod", "edit", "-json")
	return mod.Module.Path, err
}

// goMod writes the temporary module. gopls uses parts of x/tools that others
// can't see and works with one version of it only, so that one is forced.
func goMod(dir string, rel release, src source) (string, error) {
	var down struct{ GoMod, Error string }
	if err := goJSON(dir, &down, "mod", "download", "-json", "golang.org/x/tools/gopls@"+rel.version); err != nil {
		return "", fmt.Errorf("gopls %s: %w %s", rel.version, err, down.Error)
	}
	var mod struct {
		Go      string
		Require []struct{ Path, Version string }
	}
	if err := goJSON(dir, &mod, "mod", "edit", "-json", down.GoMod); err != nil {
		return "", err
	}
	i := slices.IndexFunc(mod.Require, func(r struct{ Path, Version string }) bool { return r.Path == "golang.org/x/tools" })
	if i < 0 {
		return "", fmt.Errorf("gopls %s requires no golang.org/x/tools: not supported", rel.version)
	}
	v, replace := src.version, ""
	if src.dir != "" {
		v, replace = "v0.0.0", fmt.Sprintf("replace %s => %q\n", module, filepath.ToSlash(src.dir))
	}
	return fmt.Sprintf(`module golang.org/x/tools/gopls/authstatus

go %s

require (
	%s %s
	golang.org/x/tools/gopls %s
)

replace golang.org/x/tools => golang.org/x/tools %s

%s`, mod.Go, module, v, rel.version, mod.Require[i].Version, replace), nil
}

// mainText is the program: it puts the analyzer into gopls's list, whose
// elements can be made only inside gopls, and starts gopls.
func mainText(rel release, cfg analyzer.Config) string {
	var imports strings.Builder
	for _, path := range rel.imports {
		fmt.Fprintf(&imports, "\t%q\n", path)
	}
	return fmt.Sprintf(`package main

import (
	"fmt"
	"log"
	"reflect"
%s
	"github.com/authstatus/authstatus/analyzer"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/gopls/internal/cmd"
	"golang.org/x/tools/gopls/internal/settings"
	"golang.org/x/tools/gopls/internal/version"
)

func main() {
	version.VersionOverride = %q
	a := analyzer.New(analyzer.Config{
		Rules:       %#v,
		Disable:     %#v,
		Challenge:   %q,
		Challengers: %#v,
	})
	if err := register(a); err != nil {
		log.Fatal(err)
	}
	%s
}

func register(a *analysis.Analyzer) error {
	entry := new(settings.Analyzer)
	f := reflect.ValueOf(entry).Elem().FieldByName("analyzer")
	if !f.IsValid() || f.Type() != reflect.TypeFor[*analysis.Analyzer]() {
		return fmt.Errorf("this version of gopls is not supported: settings.Analyzer has changed")
	}
	reflect.NewAt(f.Type(), f.Addr().UnsafePointer()).Elem().Set(reflect.ValueOf(a))
	settings.AllAnalyzers = append(settings.AllAnalyzers, entry)
	return nil
}
`, imports.String(), rel.version+" with authstatus", cfg.Rules, cfg.Disable, cfg.Challenge, cfg.Challengers, rel.start)
}

// install moves a file, also to another disk, and over one that is running.
func install(from, to string) (err error) {
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	tmp, err := os.CreateTemp(filepath.Dir(to), filepath.Base(to)+"-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(tmp.Name()))
		}
	}()
	_, err = io.Copy(tmp, in)
	if err = errors.Join(err, tmp.Chmod(0o755), tmp.Close()); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), to)
}

// goRun runs the go command outside of any workspace.
func goRun(dir string, args ...string) error {
	if text, err := goCommand(dir, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("go %s: %w\n%s", strings.Join(args, " "), err, text)
	}
	return nil
}

func goJSON(dir string, v any, args ...string) error {
	out, err := goCommand(dir, args...).Output()
	if jsonErr := json.Unmarshal(out, v); err == nil {
		err = jsonErr
	}
	if err != nil {
		text := ""
		if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
			text = "\n" + string(exit.Stderr)
		}
		return fmt.Errorf("go %s: %w%s", strings.Join(args, " "), err, text)
	}
	return nil
}

func goCommand(dir string, args ...string) *exec.Cmd {
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod")
	return cmd
}
