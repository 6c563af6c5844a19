package golangci

import (
	"flag"
	"reflect"
	"strings"
	"testing"

	"github.com/golangci/plugin-module-register/register"

	"github.com/authstatus/authstatus/analyzer"
)

type values = map[string]any

func TestRegistered(t *testing.T) {
	build, err := register.GetPlugin("authstatus")
	if err != nil {
		t.Fatal(err)
	}
	p, err := build(nil)
	if err != nil {
		t.Fatal(err)
	}
	if p.GetLoadMode() != register.LoadModeTypesInfo {
		t.Errorf("load mode %q: the analyzer needs types", p.GetLoadMode())
	}
	first, err := p.BuildAnalyzers()
	if err != nil {
		t.Fatal(err)
	}
	second, err := p.BuildAnalyzers()
	if err != nil {
		t.Fatal(err)
	}
	// golangci-lint puts the analyzer's name before messages if it is not the
	// linter's.
	if len(first) != 1 || first[0].Name != "authstatus" {
		t.Fatalf("analyzers: %v", first)
	}
	if first[0] == second[0] {
		t.Error("two builds share an analyzer, and so its settings")
	}
}

// Each flag is a setting, and each setting is a flag.
func TestEverySettingIsAFlag(t *testing.T) {
	settings := setters(new(analyzer.Config))
	analyzer.New(analyzer.Config{}).Flags.VisitAll(func(f *flag.Flag) {
		if settings[f.Name] == nil {
			t.Errorf("flag -%s is no setting", f.Name)
		}
		delete(settings, f.Name)
	})
	for name := range settings {
		t.Errorf("setting %s is no flag", name)
	}
}

func TestDecode(t *testing.T) {
	tests := []struct {
		name     string
		settings any
		want     analyzer.Config
	}{
		{"none", nil, analyzer.Config{}},
		{"empty", values{}, analyzer.Config{}},
		{"lists", values{"rules": []any{"choice", "late-challenge"}, "disable": []string{"want-401"}},
			analyzer.Config{Rules: []string{"choice", "late-challenge"}, Disable: []string{"want-401"}}},
		{"a text for a list", values{"rules": "choice, late-challenge", "challenger": "example.org/web.Fail"},
			analyzer.Config{Rules: []string{"choice", "late-challenge"}, Challengers: []string{"example.org/web.Fail"}}},
		{"commas in a list", values{"disable": []any{"choice,late-challenge"}},
			analyzer.Config{Disable: []string{"choice", "late-challenge"}}},
		{"methods", values{"challenger": []any{"(*example.org/web.Server).fail", "example.org/web.Fail"}},
			analyzer.Config{Challengers: []string{"(*example.org/web.Server).fail", "example.org/web.Fail"}}},
		{"a challenge with commas", values{"challenge": `Bearer realm="api", scope="read"`},
			analyzer.Config{Challenge: `Bearer realm="api", scope="read"`}},
		{"a number", values{"revoked": 401}, analyzer.Config{Revoked: "401"}},
		{"a number in quotes", values{"revoked": "401", "confidence": "medium"}, analyzer.Config{Revoked: "401", Confidence: "medium"}},
		{"truth", values{"include-tests": true, "include-generated": "true"}, analyzer.Config{Tests: true, Generated: true}},
		{"not true", values{"include-tests": false}, analyzer.Config{}},
		{"left empty", values{"rules": nil, "challenge": nil, "include-tests": nil}, analyzer.Config{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := decode(tt.settings)
			if err != nil {
				t.Fatal(err)
			}
			tt.want.SingleFix = true
			if !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got %+v, want %+v", got, tt.want)
			}
		})
	}
}

func TestDecodeErrors(t *testing.T) {
	tests := []struct {
		name     string
		settings any
		want     string
	}{
		{"a name that does not exist", values{"rule": "choice"}, `authstatus: settings: there is no "rule" (settings: challenge, challenger, confidence, disable,`},
		{"another case", values{"Rules": "choice"}, `there is no "Rules"`},
		{"a number for a list", values{"rules": 3}, `settings: rules: want a text or a list of texts, not 3`},
		{"a number in a list", values{"rules": []any{"choice", 3}}, `settings: rules: want a text or a list of texts, not 3`},
		{"a map for a list", values{"disable": values{"want-401": true}}, `settings: disable: want a text or a list of texts, not {"want-401":true}`},
		{"a list for a text", values{"challenge": []any{"Basic"}}, `settings: challenge: want a text, not ["Basic"]`},
		{"no truth", values{"include-tests": "maybe"}, `settings: include-tests: want true or false, not "maybe"`},
		{"a number for truth", values{"include-tests": 1}, `settings: include-tests: want true or false, not 1`},
		{"a list of settings", []any{"rules"}, `settings: want names with values, not ["rules"]`},
		{"a rule that does not exist", values{"rules": "want-402"}, `invalid value: no rule or group "want-402"`},
		{"a malformed challenge", values{"challenge": "Basic realm=x"}, `invalid value: -challenge=Basic realm=x: `},
		{"a status that does not fit", values{"revoked": 404}, `invalid value: -revoked=404: want 403, 401 or any`},
		{"a malformed row", values{"model": "nonsense"}, `invalid value: -model=nonsense: `},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := New(tt.settings)
			if err == nil {
				t.Fatalf("no error, and %+v", p)
			}
			if !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %q, want %q in it", err, tt.want)
			}
		})
	}
}
