// Package golangci makes authstatus a module plugin of golangci-lint.
//
// The repository's .custom-gcl.yml builds a golangci-lint that has it, and
// .golangci-plugin.yml turns it on.
package golangci

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer"
)

func init() { register.Plugin("authstatus", New) }

// New makes a plugin of the settings in golangci-lint's configuration. They
// have the names of the command's flags.
func New(settings any) (register.LinterPlugin, error) {
	cfg, err := decode(settings)
	if err != nil {
		return nil, fmt.Errorf("authstatus: %w", err)
	}
	return &plugin{cfg}, nil
}

type plugin struct{ cfg analyzer.Config }

// BuildAnalyzers returns a fresh analyzer, since one keeps its settings.
func (p *plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	return []*analysis.Analyzer{analyzer.New(p.cfg)}, nil
}

// GetLoadMode asks for types.
func (p *plugin) GetLoadMode() string { return register.LoadModeTypesInfo }

// A setter stores the value of a setting, as JSON decodes it.
type setter func(value any) error

// setters are the settings by name.
func setters(c *analyzer.Config) map[string]setter {
	return map[string]setter{
		"rules":             texts(&c.Rules, ","),
		"disable":           texts(&c.Disable, ","),
		"challenge":         text(&c.Challenge),
		"challenger":        texts(&c.Challengers, ""),
		"model":             texts(&c.Models, "\n"),
		"revoked":           text(&c.Revoked),
		"confidence":        text(&c.Confidence),
		"include-tests":     truth(&c.Tests),
		"include-generated": truth(&c.Generated),
	}
}

func decode(settings any) (analyzer.Config, error) {
	// golangci-lint applies every fix of a finding, and makes findings of the
	// related places.
	cfg := analyzer.Config{SingleFix: true}
	data, err := json.Marshal(settings)
	if err != nil {
		return cfg, fmt.Errorf("settings: %w", err)
	}
	var values map[string]any
	if err := json.Unmarshal(data, &values); err != nil {
		return cfg, fmt.Errorf("settings: want names with values, not %s", data)
	}
	known := setters(&cfg)
	for _, name := range slices.Sorted(maps.Keys(values)) {
		set := known[name]
		if set == nil {
			return cfg, fmt.Errorf("settings: there is no %q (settings: %s)", name, strings.Join(slices.Sorted(maps.Keys(known)), ", "))
		}
		if err := set(values[name]); err != nil {
			return cfg, fmt.Errorf("settings: %s: %w", name, err)
		}
	}
	return cfg, cfg.Validate()
}

// texts takes a list, or one text that is split where sep says so.
func texts(to *[]string, sep string) setter {
	return func(value any) error {
		var list []any
		switch v := value.(type) {
		case nil:
			return nil
		case []any:
			list = v
		default:
			list = []any{v}
		}
		for _, v := range list {
			s, ok := v.(string)
			if !ok {
				return fmt.Errorf("want a text or a list of texts, not %v", show(v))
			}
			parts := []string{s}
			if sep != "" {
				parts = strings.Split(s, sep)
			}
			for _, p := range parts {
				if p = strings.TrimSpace(p); p != "" {
					*to = append(*to, p)
				}
			}
		}
		return nil
	}
}

// text takes a text, or a number as YAML reads a status without quotes.
func text(to *string) setter {
	return func(value any) error {
		switch v := value.(type) {
		case nil:
		case string:
			*to = v
		case float64:
			*to = strconv.FormatFloat(v, 'f', -1, 64)
		default:
			return fmt.Errorf("want a text, not %v", show(v))
		}
		return nil
	}
}

// truth takes a truth value, with or without quotes.
func truth(to *bool) setter {
	return func(value any) error {
		switch v := value.(type) {
		case nil:
			return nil
		case bool:
			*to = v
			return nil
		case string:
			if b, err := strconv.ParseBool(v); err == nil {
				*to = b
				return nil
			}
		}
		return fmt.Errorf("want true or false, not %v", show(value))
	}
}

func show(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(data)
}
