package analyzer

import (
	"errors"
	"flag"
	"fmt"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/rule"
)

// Config says how the analyzer behaves. The zero value is the default.
type Config struct {
	// Rules are the ids and groups of the rules to run; empty means all.
	Rules []string
	// Disable are the ids and groups of rules not to run.
	Disable []string
	// Challenge is the value that fixes put into the header instead of one
	// chosen from evidence, such as `Bearer realm="api"`.
	Challenge string
	// Challengers name functions that add the challenge, as
	// types.Func.FullName prints them: path.Func or (*path.Type).Method.
	Challengers []string
	// Models are rows for in-house frameworks, in the notation of
	// docs/frameworks.md.
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
}

var (
	// ErrInvalidValue is returned for a setting with a value it can't have.
	ErrInvalidValue = errors.New("invalid value")
)

func (c *Config) validate() error {
	for _, id := range append(append([]string(nil), c.Rules...), c.Disable...) {
		if len(rule.Select(id)) == 0 {
			return fmt.Errorf("%w: no rule or group %q (rules: %s; groups: choice, challenge)", ErrInvalidValue, id, strings.Join(rule.IDs(), ", "))
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

// enabled tells which rules run.
func (c *Config) enabled() map[string]bool {
	on := map[string]bool{}
	for _, r := range rule.All {
		on[r.ID] = len(c.Rules) == 0
	}
	for _, id := range c.Rules {
		for _, r := range rule.Select(id) {
			on[r.ID] = true
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
	fs.Var(list{&c.Models, false}, "model", "a `row` that describes a call of an in-house framework; repeatable")
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
