package analyzer

import (
	"errors"
	"flag"
	"fmt"
	"go/ast"
	"go/token"
	"iter"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/challenge"
	"github.com/authstatus/authstatus/analyzer/internal/engine"
	"github.com/authstatus/authstatus/analyzer/internal/model"
	"github.com/authstatus/authstatus/analyzer/internal/rule"
)

// Config says how the analyzer behaves. The zero value is the default.
type Config struct {
	// Rules are the ids and groups of the rules to run; empty means all that
	// are on by default.
	Rules []string
	// Disable are the ids and groups of rules not to run.
	Disable []string
	// Challenge is the value that fixes put into the header instead of one
	// chosen from evidence, such as `Bearer realm="api"`.
	Challenge string
	// Challengers name functions that add the challenge, as
	// types.Func.FullName prints them: path.Func or (*path.Type).Method.
	Challengers []string
	// Models are rows, codes and idioms of in-house frameworks, in the
	// notation of docs/frameworks.md.
	Models []string
	// Revoked is the status a revoked token should get: 403, 401 or any.
	Revoked string
	// Confidence is high or medium.
	Confidence string
	// Tests also reports in _test.go files.
	Tests bool
	// Generated also reports in generated files.
	Generated bool
	// SingleFix keeps only the first fix of a finding and leaves out related
	// places, for drivers that apply every fix they are given.
	SingleFix bool
	// Program is set by a driver that analyses all packages of a program in
	// one process, from source.
	Program *Program

	weighed weighed
}

// ErrInvalidValue is returned for a setting with a value it can't have.
var ErrInvalidValue = errors.New("invalid value")

// settings are a configuration that was found valid, ready for use by packages
// that are analysed at the same time.
type settings struct {
	on               map[string]bool     // rules, by id
	table            func() *model.Table // made for the first package: what the program has is known then
	user             *model.Framework    // what Models add
	challengers      map[string]bool
	tests, generated bool
	singleFix        bool
	program          *Program // nil where packages are looked at one by one
	medium           bool
	revoked          string
	challenge        string // for fixes
	weighed          weighed
}

// weighed, if it is set, is told of each package that was weighed and reported,
// and makes judges like the one that did it; see docs/influence.md.
type weighed func(pass *analysis.Pass, res *engine.Result, skip func(*ast.File) bool)

// uses tells whether the program uses a package, as far as that is known.
func (c *Config) uses(path string) bool {
	return c.Program == nil || c.Program.Uses == nil || c.Program.Uses(path)
}

// Validate tells whether the configuration can be used. The error wraps
// [ErrInvalidValue] and, where a row of Models is wrong, a [*RowError].
func (c *Config) Validate() error {
	_, err := c.settle()
	return err
}

// settle makes settings of a configuration. The error wraps ErrInvalidValue.
func (c *Config) settle() (*settings, error) {
	if err := c.validate(); err != nil {
		return nil, err
	}
	user, err := c.models()
	if err != nil {
		return nil, err
	}
	s := &settings{
		on:          c.enabled(),
		table:       sync.OnceValue(func() *model.Table { return model.NewTable(user, c.uses) }),
		user:        user,
		challengers: map[string]bool{},
		tests:       c.Tests,
		generated:   c.Generated,
		singleFix:   c.SingleFix,
		program:     c.Program,
		medium:      c.Confidence == "medium",
		revoked:     c.Revoked,
		challenge:   c.Challenge,
		weighed:     c.weighed,
	}
	for _, name := range c.Challengers {
		s.challengers[name] = true
	}
	return s, nil
}

// RowError is a row of Config.Models that does not follow the notation.
type RowError struct {
	Row    string
	Column int // in bytes, from 1
	Reason string
}

func (e *RowError) Error() string {
	return fmt.Sprintf("-model=%s: column %d: %s", e.Row, e.Column, e.Reason)
}

func (c *Config) clone() Config {
	d := *c
	d.Rules = slices.Clone(c.Rules)
	d.Disable = slices.Clone(c.Disable)
	d.Challengers = slices.Clone(c.Challengers)
	d.Models = slices.Clone(c.Models)
	return d
}

func (c *Config) validate() error {
	for _, id := range slices.Concat(c.Rules, c.Disable) {
		if !rule.Known(id) {
			return fmt.Errorf("%w: no rule or group %q (rules: %s; groups: choice, challenge)", ErrInvalidValue, id, strings.Join(rule.IDs(), ", "))
		}
	}
	if c.Challenge != "" {
		// What fixes insert must not be a finding itself.
		if ps := challenge.Check(c.Challenge, 401); len(ps) > 0 {
			hint := ""
			if ps[0].Fixed != "" {
				hint = ": write " + ps[0].Fixed
			}
			return fmt.Errorf("%w: -challenge=%s: %s%s (%s)", ErrInvalidValue, c.Challenge, ps[0].Text, hint, ps[0].RFC)
		}
	}
	for _, name := range c.Challengers {
		if !isFullName(name) {
			return fmt.Errorf("%w: -challenger=%s: want path.Func, (path.Type).Method or (*path.Type).Method", ErrInvalidValue, name)
		}
	}
	switch c.Revoked {
	case "", "401", "403", "any":
	default:
		return fmt.Errorf("%w: -revoked=%s: want 403, 401 or any", ErrInvalidValue, c.Revoked)
	}
	switch c.Confidence {
	case "", "high", "medium":
	default:
		return fmt.Errorf("%w: -confidence=%s: want high or medium", ErrInvalidValue, c.Confidence)
	}
	return nil
}

// models reads the lines of Models.
func (c *Config) models() (*model.Framework, error) {
	user := new(model.Framework)
	for _, text := range c.Models {
		if err := user.Add(text); err != nil {
			bad := &RowError{Row: text, Column: 1, Reason: err.Error()}
			if syntax := (*model.SyntaxError)(nil); errors.As(err, &syntax) {
				bad.Column, bad.Reason = syntax.Column, syntax.Reason
			}
			if strings.HasPrefix(text, "@") {
				bad.Reason = "only the authstatus command reads rows from a file; everywhere else they stand inline"
			}
			return nil, fmt.Errorf("%w: %w", ErrInvalidValue, bad)
		}
	}
	return user, nil
}

// ModelPackages lists for each row of Models the import paths of which one must
// be that of the package the row is about. Where a program has none of them the
// row has no effect, which the analyzer, looking at one package, can't tell. It
// stops at a row that is not valid.
func (c *Config) ModelPackages() iter.Seq2[string, []string] {
	return func(yield func(string, []string) bool) {
		for _, text := range c.Models {
			user := new(model.Framework)
			if user.Add(text) != nil {
				return
			}
			for _, paths := range user.Packages() { // of the one line
				if !yield(text, paths) {
					return
				}
			}
		}
	}
}

// isFullName tells whether a name is one that types.Func.FullName prints. In
// path.Type.Method, which it does not print, the type passes for the end of
// the path only if it does not look like a type.
func isFullName(name string) bool {
	if recv, method, ok := strings.Cut(strings.TrimPrefix(name, "("), ")."); ok {
		return strings.HasPrefix(name, "(") && token.IsIdentifier(method) && isPathName(strings.TrimPrefix(recv, "*"))
	}
	return isPathName(name)
}

// isPathName tells whether a text is an import path, a dot and a name.
func isPathName(s string) bool {
	dot := strings.LastIndexByte(s, '.')
	if dot <= strings.LastIndexByte(s, '/')+1 || !token.IsIdentifier(s[dot+1:]) || strings.ContainsAny(s, " \t\"()*[],;\\") {
		return false
	}
	last := s[strings.LastIndexByte(s, '/')+1 : dot]
	before, end, ok := strings.Cut(last, ".")
	return !ok || before != "" && end != "" && !token.IsExported(end[strings.LastIndexByte(end, '.')+1:])
}

// enabled tells which rules run.
func (c *Config) enabled() map[string]bool {
	on := map[string]bool{}
	for _, r := range rule.All {
		on[r.ID] = len(c.Rules) == 0 && !r.Off
	}
	for _, id := range c.Rules {
		for _, r := range rule.Select(id) {
			on[r.ID] = on[r.ID] || !r.Off || r.ID == id
		}
	}
	for _, id := range c.Disable {
		for _, r := range rule.Select(id) {
			on[r.ID] = false
		}
	}
	return on
}

// bind makes a flag of every setting that a command line can change.
func (c *Config) bind(fs *flag.FlagSet) {
	fs.Var(list{&c.Rules, true}, "rules", "run only these rules, by `ids` or groups (choice, challenge), comma separated")
	fs.Var(list{&c.Disable, true}, "disable", "leave out these rules, by `ids` or groups, comma separated")
	fs.StringVar(&c.Challenge, "challenge", c.Challenge, "the challenge that fixes insert, such as `Bearer realm=\"api\"` (default: chosen from what the code reads)")
	fs.Var(list{&c.Challengers, false}, "challenger", "a `function` that adds the challenge, as path.Func or (*path.Type).Method; repeatable")
	fs.Var(list{&c.Models, false}, "model", "a `row` that describes a call of an in-house framework; repeatable; the command reads rows from a file with -model=@FILE")
	fs.StringVar(&c.Revoked, "revoked", c.Revoked, "the `status` for a revoked token: 403, 401 or any (default 403)")
	fs.StringVar(&c.Confidence, "confidence", c.Confidence, "the `level` a 401-or-403 finding needs: high or medium (default high)")
	fs.BoolVar(&c.Tests, "include-tests", c.Tests, "also report in _test.go files")
	fs.BoolVar(&c.Generated, "include-generated", c.Generated, "also report in generated files")
}

// list is a repeatable flag, comma separated where comma says so.
type list struct {
	to    *[]string
	comma bool
}

func (l list) String() string {
	if l.to == nil {
		return ""
	}
	return strings.Join(*l.to, ",")
}

func (l list) Set(s string) error {
	parts := []string{s}
	if l.comma {
		parts = strings.Split(s, ",")
	}
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			*l.to = append(*l.to, p)
		}
	}
	return nil
}
