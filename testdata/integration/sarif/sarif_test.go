// Package sarif checks what authstatus -sarif writes against the schema that
// OASIS publishes, which go-sarif has as a constant in its source.
package sarif

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	_ "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif" // for its schema
	"github.com/santhosh-tekuri/jsonschema/v6"
)

const schemaURL = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// log is the part of SARIF that the checks below read.
type log struct {
	Schema string `json:"$schema"`
	Runs   []struct {
		Tool struct {
			Driver struct {
				Name, Version string
				Rules         []struct {
					ID, HelpURI string
					Help        struct{ Text, Markdown string }
				}
			}
		}
		Invocations []struct{ ExecutionSuccessful bool }
		Results     []struct {
			RuleID    string
			RuleIndex int
			Message   struct{ Text string }
			Locations []struct{ PhysicalLocation physical }
			CodeFlows []struct {
				ThreadFlows []struct {
					Locations []struct{ Kinds []string }
				}
			}
			Fixes []struct {
				ArtifactChanges []struct {
					ArtifactLocation struct{ URI string }
					Replacements     []struct {
						DeletedRegion   region
						InsertedContent struct{ Text string }
					}
				}
			}
			PartialFingerprints map[string]string
			Properties          struct {
				Observed           string
				ObservedTimes      int
				ObservedTests      []string
				ObservedChallenges []string
				ObservedStack      []string
			}
		}
	}
}

type physical struct {
	ArtifactLocation struct{ URI, URIBaseID string }
	Region           region
}

type region struct{ StartLine, StartColumn, EndLine, EndColumn int }

func TestCorpus(t *testing.T) {
	l := run(t, build(t), "../../challenge", 0)
	r := l.Runs[0]
	rules := map[string]bool{}
	kinds := map[string]bool{}
	prints := map[string]bool{}
	for _, res := range r.Results {
		rules[res.RuleID] = true
		if got := r.Tool.Driver.Rules[res.RuleIndex].ID; got != res.RuleID {
			t.Errorf("ruleIndex of %s leads to %s", res.RuleID, got)
		}
		for _, f := range res.CodeFlows {
			var steps []string
			for _, loc := range f.ThreadFlows[0].Locations {
				steps = append(steps, loc.Kinds...)
			}
			kinds[strings.Join(steps, " ")] = true
		}
		fp := res.PartialFingerprints["authstatus/v1"]
		if fp == "" || prints[fp] {
			t.Errorf("fingerprint %q is missing or taken", fp)
		}
		prints[fp] = true
		// The repository's top is the root of paths, as GitHub wants it.
		if at := res.Locations[0].PhysicalLocation.ArtifactLocation; at.URIBaseID != "%SRCROOT%" || !strings.HasPrefix(at.URI, "testdata/challenge/") {
			t.Errorf("location %+v", at)
		}
	}
	for _, id := range []string{"missing-challenge", "late-challenge", "invalid-challenge", "session-challenge"} {
		if !rules[id] {
			t.Errorf("no result of %s", id)
		}
	}
	if !kinds["guard status responder"] {
		t.Errorf("no flow from guard to status to responder: %v", kinds)
	}
	for _, rule := range r.Tool.Driver.Rules {
		if rules[rule.ID] && rule.ID != "directive" && (rule.HelpURI == "" || !strings.Contains(rule.Help.Markdown, "```go") || rule.Help.Text == "") {
			t.Errorf("rule %s has no help", rule.ID)
		}
	}
	if !r.Invocations[0].ExecutionSuccessful {
		t.Error("a run without errors is said to have failed")
	}
}

// The edits of the log mend the file, with columns that count characters.
func TestFixes(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "go.mod", "module example.org/fix\n\ngo 1.25\n")
	write(t, dir, "fix.go", `package fix

import "net/http"

func Get(w http.ResponseWriter, r *http.Request) {
	/* größer 日本 */ w.Header().Set("WWW-Authenticate", "Basic realm=Restricted") // ü
	http.Error(w, "nö", http.StatusUnauthorized)
}
`)
	tool := build(t)
	l := run(t, tool, dir, 0)
	if len(l.Runs[0].Results) != 1 || len(l.Runs[0].Results[0].Fixes) == 0 {
		t.Fatalf("results: %+v", l.Runs[0].Results)
	}
	res := l.Runs[0].Results[0]
	if at := res.Locations[0].PhysicalLocation.Region; at.StartLine != 6 || at.StartColumn != 53 {
		t.Errorf("stands at %+v, want 6:53", at)
	}
	data, err := os.ReadFile(filepath.Join(dir, "fix.go"))
	if err != nil {
		t.Fatal(err)
	}
	text := []rune(string(data))
	for _, c := range res.Fixes[0].ArtifactChanges {
		rs := c.Replacements
		slices.SortFunc(rs, func(a, b struct {
			DeletedRegion   region
			InsertedContent struct{ Text string }
		}) int {
			return offset(text, b.DeletedRegion.StartLine, b.DeletedRegion.StartColumn) - offset(text, a.DeletedRegion.StartLine, a.DeletedRegion.StartColumn)
		})
		for _, rep := range rs {
			d := rep.DeletedRegion
			text = slices.Concat(text[:offset(text, d.StartLine, d.StartColumn)], []rune(rep.InsertedContent.Text), text[offset(text, d.EndLine, d.EndColumn):])
		}
	}
	write(t, dir, "fix.go", string(text))
	if l := run(t, tool, dir, 0); len(l.Runs[0].Results) != 0 {
		t.Errorf("not mended:\n%s", string(text))
	}
}

// What tests see stands in properties of the results, and what they see without a
// finding is a result.
func TestObserved(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "go.mod", "module example.org/seen\n\ngo 1.25\n")
	write(t, dir, "seen.go", `package seen

import (
	"fmt"
	"net/http"
)

func Get(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "log in", http.StatusUnauthorized)
}

func Put(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "log in", http.StatusUnauthorized)
}

func Files(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", fmt.Sprintf("Basic realm=%s", r.Host+" files"))
	w.WriteHeader(401)
}
`)
	write(t, dir, "seen_test.go", `package seen

import (
	"net/http/httptest"
	"testing"
)

func TestGet(t *testing.T) {
	Get(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil))
	Files(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil))
}
`)
	l := run(t, build(t), dir, 0, "-observe")
	got := map[int]string{}
	for _, r := range l.Runs[0].Results {
		p := r.Properties
		got[r.Locations[0].PhysicalLocation.Region.StartLine] = fmt.Sprint(r.RuleID, " ", p.Observed, " ", p.ObservedTimes, " ", p.ObservedTests, " ", p.ObservedChallenges, " ", p.ObservedStack)
		if id := l.Runs[0].Tool.Driver.Rules[r.RuleIndex].ID; id != r.RuleID {
			t.Errorf("ruleIndex of %s leads to %s", r.RuleID, id)
		}
	}
	want := map[int]string{
		9:  "missing-challenge seen 1 [TestGet] [] []",
		13: "missing-challenge not reached 0 [] [] []",
		18: "invalid-challenge unreported 1 [TestGet] [Basic realm=example.com files] [seen.go:18]",
	}
	if !maps.Equal(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
}

func TestNothingFoundAndErrors(t *testing.T) {
	tool := build(t)
	dir := t.TempDir()
	write(t, dir, "go.mod", "module example.org/none\n\ngo 1.25\n")
	write(t, dir, "none.go", "package none\n")
	if l := run(t, tool, dir, 0); l.Runs[0].Results == nil {
		t.Error("results are null, which GitHub refuses")
	}
	write(t, dir, "none.go", "package none\n\nvar x int = \"\"\n")
	if l := run(t, tool, dir, 1); l.Runs[0].Invocations[0].ExecutionSuccessful {
		t.Error("a package with errors is said to have succeeded")
	}
}

func offset(text []rune, line, column int) int {
	i := 0
	for ; line > 1; line-- {
		i += slices.Index(text[i:], '\n') + 1
	}
	return i + column - 1
}

// run runs the command, checks the exit code and validates what it wrote.
func run(t *testing.T, tool, dir string, code int, flags ...string) log {
	t.Helper()
	cmd := exec.Command(tool, append(flags, "-sarif", "./...")...)
	cmd.Dir = dir
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	if got := cmd.ProcessState.ExitCode(); got != code {
		t.Errorf("exit code %d, want %d\n%s", got, code, errs.String())
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(out))
	if err != nil {
		t.Fatalf("%v\n%s", err, errs.String())
	}
	if err := schema(t).Validate(doc); err != nil {
		t.Error(err)
	}
	var l log
	if err := json.Unmarshal(out, &l); err != nil {
		t.Fatal(err)
	}
	if l.Schema != schemaURL {
		t.Errorf("the log names the schema %s", l.Schema)
	}
	return l
}

// schema reads the schema out of go-sarif's source.
func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	dir := goTool(t, ".", "list", "-f", "{{.Dir}}", "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif")
	f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, "schema.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	ast.Inspect(f, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && text == "" {
			text, _ = strconv.Unquote(lit.Value)
		}
		return true
	})
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if id := doc.(map[string]any)["id"]; id != schemaURL {
		t.Fatalf("the schema is %v", id)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(schemaURL, doc); err != nil {
		t.Fatal(err)
	}
	return c.MustCompile(schemaURL)
}

func build(t *testing.T) string {
	t.Helper()
	exe := filepath.Join(t.TempDir(), "authstatus.exe")
	goTool(t, "../../..", "build", "-o", exe, "./cmd/authstatus")
	return exe
}

func goTool(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go %s: %v", strings.Join(args, " "), err)
	}
	return strings.TrimSpace(string(out))
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
