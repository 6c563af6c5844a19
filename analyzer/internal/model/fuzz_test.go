package model

import (
	"errors"
	"go/types"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// FuzzParseRow: a row that is read prints so that it is read the same again,
// and one that is not has its place.
func FuzzParseRow(f *testing.F) {
	for _, fw := range Builtin() {
		for i, r := range fw.Rows {
			if i%5 == 0 {
				f.Add(r.String())
			}
		}
	}
	for _, s := range []string{`(*a/b.c.T).M set key="WWW-Authenticate" value="Basic realm=\"x\"" on=$1 chain emptydeletes`, "a.B send status=$1.Code.X header=.Y calls=$0.Z own clear", "a.B error status=. sent nowrap # comment", "", "#", "x.Y", "x.Y send status=$0.A.B #", `x.Y set key="a\"#" value="\x00é"`, "(*a.b/c.D).E error status=.", "x.Y send status=99999999999999999999", "x.Y send \"", "\xff.A exit", "x.Y send\tclear\r"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r, ok, err := addedRow(s)
		if err != nil {
			placed(t, err, 1, len(s))
			return
		}
		if !ok {
			return // a code or an idiom
		}
		again, ok, err := addedRow(r.String())
		if err != nil || !ok || again != r {
			t.Fatalf("%q is read as %+v; printed as %q it is %+v, %v", s, r, r.String(), again, err)
		}
		for _, path := range importPaths(r.Symbol) {
			pkg := types.NewPackage(path, "p")
			if err := (&Framework{Rows: []Row{r}}).Check([]*types.Package{pkg}, pkg); err == nil {
				t.Fatalf("%s is found in an empty package", r)
			}
		}
		if len(s)%16 == 0 { // a table takes its time
			lookUp(t, NewTable(&Framework{Rows: []Row{r}}, nil), r)
		}
	})
}

// FuzzParseFile: the same for files.
func FuzzParseFile(f *testing.F) {
	files, err := filepath.Glob("*.model")
	if err != nil || len(files) == 0 {
		f.Fatalf("no models: %v", err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Add("framework f v1 commit=call\r\ncode a.C \"x\"=401\r\nidiom a.T $response.Set($header, $value)\r\n")
	f.Fuzz(func(t *testing.T, s string) {
		fw, err := Parse("f.model", s)
		if err != nil {
			placed(t, err, strings.Count(s, "\n")+1, len(s))
			return
		}
		if again, err := Parse("f.model", s); err != nil || !reflect.DeepEqual(fw, again) {
			t.Fatalf("%q is read as %+v, then as %+v, %v", s, fw, again, err)
		}
		for _, r := range fw.Rows {
			alone, _, err := addedRow(r.String())
			alone.Framework, alone.Line = r.Framework, r.Line
			if err != nil || alone != r {
				t.Fatalf("%q: row %+v, printed as %q, is %+v, %v", s, r, r.String(), alone, err)
			}
		}
		for i, m := range fw.Idioms {
			for _, p := range []string{"$response", "$header", "$value"} {
				if strings.Count(m.Code, p) != 1 {
					t.Fatalf("%q: idiom %d has %s %d times", s, i, p, strings.Count(m.Code, p))
				}
			}
		}
		for _, c := range fw.Codes {
			if c.Status < 100 || c.Status > 999 || c.Value.Kind != Int && c.Value.Kind != Text {
				t.Fatalf("%q: code %+v", s, c)
			}
		}
	})
}

// addedRow reads a line of a user's; it reports whether that is a row.
func addedRow(s string) (r Row, ok bool, err error) {
	f := new(Framework)
	if err := f.Add(s); err != nil || len(f.Rows) == 0 {
		return r, false, err
	}
	return f.Rows[0], true, nil
}

// placed holds an error to a place in the text.
func placed(t *testing.T, err error, lines, size int) {
	t.Helper()
	var e *SyntaxError
	if !errors.As(err, &e) || e.Line < 1 || e.Line > lines || e.Column < 1 || e.Column > size+1 || e.Reason == "" {
		t.Fatalf("the error has no place: %#v", err)
	}
}

// lookUp finds a row of the user again, as the engine does.
func lookUp(t *testing.T, table *Table, r Row) {
	t.Helper()
	rows := table.Rows(r.Symbol)
	if r.Verb.Wires() {
		rows = table.Wiring(r.Symbol)
	}
	for _, got := range rows {
		if got == r {
			return
		}
	}
	t.Fatalf("%s is not found in the table", r)
}
