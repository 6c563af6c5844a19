package engine

import (
	"bytes"
	"go/parser"
	"go/token"
	"os"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/model"
)

// A Unit is a package of which only the outside is known.
type Unit struct {
	Path    string
	Module  *analysis.Module // nil in std
	Imports []string
	GoFiles []string
}

// Factless tells whether a package that imports none with facts surely gets
// none itself: it is of std, or of another module and out of scope. It says so
// without parsing the package, reads files only where nothing else decides,
// and where it can't tell says no.
func (u *Unit) Factless() bool {
	if isStd(u.Path, u.Module) {
		return true
	}
	if u.Module == nil || u.Module.Version == "" {
		return false // rules and evidence look at it too
	}
	table := model.NewTable(nil)
	if table.ImportsAny(u.Path) {
		return true
	}
	if !slices.ContainsFunc(u.Imports, table.ImportsAny) && !u.nameOfErrors() {
		return true
	}
	size := 0
	var texts [][]byte
	for _, name := range u.GoFiles {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return false
		}
		if size += len(text); size > maxDependency {
			return true
		}
		texts = append(texts, text)
	}
	return !slices.ContainsFunc(texts, mayMention)
}

// nameOfErrors tells whether the name of a package may be one of errors.
func (u *Unit) nameOfErrors() bool {
	if len(u.GoFiles) == 0 {
		return false
	}
	f, err := parser.ParseFile(token.NewFileSet(), u.GoFiles[0], nil, parser.PackageClauseOnly)
	return err != nil || strings.Contains(f.Name.Name, "err")
}

// mayMention is mentions for a text.
func mayMention(text []byte) bool {
	for _, word := range []string{"401", "403", "407", "StatusUnauthorized", "StatusForbidden", "WriteHeader"} {
		if bytes.Contains(text, []byte(word)) {
			return true
		}
	}
	return bytes.Contains(bytes.ToLower(text), []byte("www-authenticate"))
}
