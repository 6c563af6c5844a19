package directive

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"
)

func known(name string) bool {
	return slices.Contains([]string{"missing-challenge", "late-challenge", "want-403", "challenge", "choice"}, name)
}

func groups(rule string) []string {
	if strings.HasPrefix(rule, "want-") {
		return []string{"choice"}
	}
	return []string{"challenge"}
}

type source struct {
	*Set
	fset  *token.FileSet
	files []*ast.File
}

func load(t *testing.T, texts ...string) source {
	t.Helper()
	s := source{fset: token.NewFileSet()}
	for _, text := range texts {
		f, err := parser.ParseFile(s.fset, "a.go", text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		s.files = append(s.files, f)
	}
	s.Set = Parse(s.fset, s.files, known)
	return s
}

// ignored lists the functions whose call is ignored for a rule.
func (s source) ignored(rule string) string {
	var names []string
	for _, f := range s.files {
		ast.Inspect(f, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && s.Ignored(rule, groups(rule), call.Pos()) {
				names = append(names, call.Fun.(*ast.Ident).Name)
			}
			return true
		})
	}
	return strings.Join(names, " ")
}

func TestIgnoreLines(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"behind code", `
	a() //authstatus:ignore missing-challenge the gateway adds it
	b()`, "a"},
		{"above", `
	a()
	//authstatus:ignore missing-challenge the gateway adds it
	b()
	c()`, "b"},
		{"two above", `
	//authstatus:ignore missing-challenge the gateway adds it
	//authstatus:ignore want-403 agreed with the app team
	a()
	b()`, "a"},
		{"a remark below", `
	//authstatus:ignore missing-challenge the gateway adds it
	// See the gateway's manual.
	a()`, "a"},
		{"a blank line between", `
	//authstatus:ignore missing-challenge the gateway adds it

	a()`, ""},
		{"behind an opening brace", `
	if true { //authstatus:ignore missing-challenge the gateway adds it
		a()
	}`, ""},
		{"behind a closing brace", `
	{
	} //authstatus:ignore missing-challenge the gateway adds it
	a()`, ""},
		{"several rules", `
	a() //authstatus:ignore want-403,missing-challenge agreed
	b() //authstatus:ignore want-403 agreed`, "a"},
		{"a group", `
	a() //authstatus:ignore challenge no header here
	b() //authstatus:ignore choice agreed`, "a"},
		{"the reason as a comment", `
	a() //authstatus:ignore missing-challenge // the gateway adds it`, "a"},
		{"a known name beside an unknown", `
	a() //authstatus:ignore nonsense,missing-challenge agreed`, "a"},
		{"blanks", "\n\ta() //authstatus:ignore \t missing-challenge \t the gateway adds it", "a"},
		{"a block comment", `
	a() /*authstatus:ignore missing-challenge the gateway adds it*/`, ""},
		{"inside a string", "\n\tconst s = `\n//authstatus:ignore missing-challenge the gateway adds it\n`; a()", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := load(t, "package p\n\nfunc f() {"+c.body+"\n}\n")
			if got := s.ignored("missing-challenge"); got != c.want {
				t.Errorf("ignored: %q, want %q; problems: %v", got, c.want, s.Problems)
			}
		})
	}
}

func TestIgnorePackage(t *testing.T) {
	const other = "package p\n\nfunc g() {\n\tb()\n}\n"
	for _, c := range []struct{ name, head, want string }{
		{"in the doc", "// Package p is private.\n//\n//authstatus:ignore missing-challenge agreed\npackage p", "a b"},
		{"above, with a blank line", "//authstatus:ignore missing-challenge agreed\n\npackage p", "a b"},
		{"on the line of the clause", "package p //authstatus:ignore missing-challenge agreed", "a b"},
		{"group", "//authstatus:ignore challenge agreed\n\npackage p", "a b"},
		{"another rule", "//authstatus:ignore late-challenge agreed\n\npackage p", ""},
		{"no reason", "//authstatus:ignore missing-challenge\n\npackage p", ""},
		{"below the clause", "package p\n\n//authstatus:ignore missing-challenge agreed", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := load(t, c.head+"\n\nfunc f() {\n\ta()\n}\n", other)
			if got := s.ignored("missing-challenge"); got != c.want {
				t.Errorf("ignored: %q, want %q", got, c.want)
			}
			if c.want != "" && !s.Ignored("missing-challenge", groups("missing-challenge"), token.NoPos) {
				t.Error("a finding without a position is not ignored")
			}
		})
	}
}

// Lines are those of the file, whatever //line says they are.
func TestLineDirectives(t *testing.T) {
	s := load(t, `package p

func f() {
	a() //authstatus:ignore missing-challenge agreed
//line other.go:4
	b()
//line a.go:4
	c()
	//authstatus:ignore missing-challenge agreed
//line other.go:90
	d()
}
`)
	if got := s.ignored("missing-challenge"); got != "a d" {
		t.Errorf("ignored: %q, want a d", got)
	}
}

// Two files of one name, as in a package and its test variant, stay apart.
func TestFilesOfOneName(t *testing.T) {
	s := load(t,
		"package p\n\nfunc f() {\n\ta() //authstatus:ignore missing-challenge agreed\n}\n",
		"package p\n\nfunc g() {\n\tb()\n}\n")
	if got := s.ignored("missing-challenge"); got != "a" {
		t.Errorf("ignored: %q, want a", got)
	}
}

func TestChallenges(t *testing.T) {
	s := load(t, `package p

// marked adds the challenge through the gateway.
//
//authstatus:challenges
func marked() {}

//authstatus:challenges the gateway adds it
func remarked() {}

// plain has nothing to do with //authstatus:challenges.
func plain() {}

func undocumented() {}

type t struct{}

//authstatus:challenges
func (t) method() {}
`)
	var got []string
	for _, d := range s.files[0].Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && s.Challenges(fn) {
			got = append(got, fn.Name.Name)
		}
	}
	if want := "marked remarked method"; strings.Join(got, " ") != want {
		t.Errorf("marked: %q, want %q", got, want)
	}
	if len(s.Problems) != 0 {
		t.Errorf("problems: %v", s.Problems)
	}
	if s.Challenges(nil) || s.Challenges(&ast.FuncDecl{}) {
		t.Error("a function that was not parsed is marked")
	}
}

func TestProblems(t *testing.T) {
	for _, c := range []struct{ comment, want string }{
		{"//authstatus:ignore", `//authstatus:ignore names no rule: write //authstatus:ignore <rule> <reason>`},
		{"//authstatus:ignore // agreed", `//authstatus:ignore names no rule: write //authstatus:ignore <rule> <reason>`},
		{"//authstatus:ignore missing-challenge", `//authstatus:ignore gives no reason: write //authstatus:ignore missing-challenge <reason>`},
		{"//authstatus:ignore missing-challenge //", `//authstatus:ignore gives no reason: write //authstatus:ignore missing-challenge <reason>`},
		{"//authstatus:ignore missing, agreed", `the rules of //authstatus:ignore are separated by a comma without a space: write //authstatus:ignore <rule>,<rule> <reason>`},
		{"//authstatus:ignore missing agreed", `//authstatus:ignore: no rule or group is called "missing"`},
		{"//authstatus:ignore missing-challenge,,late-challenge agreed", `//authstatus:ignore: no rule or group is called ""`},
		{"//authstatus:ignored missing-challenge agreed", `no directive is called "//authstatus:ignored": write //authstatus:ignore or //authstatus:challenges`},
		{"//authstatus:", `no directive is called "//authstatus:": write //authstatus:ignore or //authstatus:challenges`},
		{"//authstatus:challenges", `//authstatus:challenges marks nothing here: write it right above the declaration of a function`},
		{"// authstatus:ignore missing-challenge agreed", `a directive has no space after the slashes: write //authstatus:ignore`},
		{"//\tauthstatus:challenges", `a directive has no space after the slashes: write //authstatus:challenges`},
		{"// authstatus: a linter", ""},
		{"// see //authstatus:ignore", ""},
		{"//authstatus:ignore missing-challenge agreed", ""},
		{"//nolint:authstatus", ""},
	} {
		s := load(t, "package p\n\nfunc f() {\n\ta() "+c.comment+"\n}\n")
		var got []string
		for _, p := range s.Problems {
			got = append(got, p.Text)
			if at := s.fset.Position(p.Pos); at.Line != 4 || at.Column != 6 {
				t.Errorf("%s: problem at %v, want the comment", c.comment, at)
			}
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%s:\n got %q\nwant %q", c.comment, got, c.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"package p //authstatus:ignore challenge x",
		"//authstatus:ignore missing-challenge agreed\n\npackage p\n",
		"package p\n\nfunc f() {\n\ta() //authstatus:ignore missing-challenge,want-403 agreed\n}\n",
		"package p\n\n//authstatus:challenges\nfunc f() {}\n",
		"package p\n\n// authstatus:ignore x\nvar (\n//authstatus:\n//line x:0\n",
		"package\r\n//authstatus:ignore\r\nfunc (",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		fset := token.NewFileSet()
		file, _ := parser.ParseFile(fset, "a.go", text, parser.ParseComments|parser.SkipObjectResolution)
		if file == nil {
			return
		}
		s := Parse(fset, []*ast.File{file}, known)
		for _, p := range s.Problems {
			if p.Text == "" || !p.Pos.IsValid() || fset.File(p.Pos) == nil {
				t.Errorf("problem %q at %d has no place or no text", p.Text, p.Pos)
			}
		}
		// Comments come without carriage returns.
		text = strings.ReplaceAll(text, "\r", "")
		if !strings.Contains(text, prefix) && len(s.lines)+len(s.pkg)+len(s.markers) > 0 {
			t.Error("a file without directives has some")
		}
		named := strings.Contains(text, "challenge ") || strings.Contains(text, "challenge\t") || strings.Contains(text, "challenge,")
		ast.Inspect(file, func(n ast.Node) bool {
			if n != nil && !named && s.Ignored("late-challenge", []string{"challenge"}, n.Pos()) {
				t.Error("a rule that nothing names is ignored")
			}
			return n != nil
		})
	})
}
