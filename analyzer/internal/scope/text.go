package scope

import (
	"bytes"
	"go/ast"
	"go/token"
	"os"
	"slices"
	"strings"
)

// The words without which a package hardly decides about a 401. A service that
// only speaks gRPC imports nothing of HTTP, and chooses between codes.
var (
	statuses = []string{"401", "403", "407"}
	names    = []string{"StatusUnauthorized", "StatusForbidden", "StatusProxyAuthRequired", "WriteHeader", "Unauthenticated", "PermissionDenied"}
	headers  = []string{"www-authenticate", "proxy-authenticate"} // in any case
)

// Files are the names of a package's files, which are read only if nothing else
// decides.
func Files(names []string) Text {
	return &files{names: slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		return strings.HasSuffix(name, "_test.go")
	})}
}

type files struct {
	names  []string
	texts  [][]byte
	size   int
	read   bool
	failed bool
}

func (f *files) load() {
	if f.read {
		return
	}
	f.read = true
	for _, name := range f.names {
		text, err := os.ReadFile(name)
		if err != nil {
			f.failed = true
			return
		}
		f.texts = append(f.texts, text)
		if f.size += len(text); f.size > maxDependency {
			return // it is not asked what it says
		}
	}
}

func (f *files) Size() (int, bool) {
	f.load()
	return f.size, !f.failed
}

func (f *files) Mentions() bool {
	f.load()
	return f.failed || f.size > maxDependency || slices.ContainsFunc(f.texts, mentions)
}

func (f *files) Name() string {
	if len(f.names) == 0 {
		return ""
	}
	text, err := os.ReadFile(f.names[0])
	if err != nil {
		return ""
	}
	return packageName(text)
}

// mentions looks into a text that is not parsed.
func mentions(text []byte) bool {
	contains := func(word string) bool { return bytes.Contains(text, []byte(word)) }
	if slices.ContainsFunc(statuses, contains) || slices.ContainsFunc(names, contains) {
		return true
	}
	text = bytes.ToLower(text)
	return slices.ContainsFunc(headers, contains)
}

// Syntax is a package's files as the analysis has them.
func Syntax(files []*ast.File) Text { return syntax(files) }

type syntax []*ast.File

func (s syntax) Size() (int, bool) {
	size := 0
	for _, f := range s {
		size += int(f.FileEnd - f.FileStart)
	}
	return size, true
}

func (s syntax) Mentions() bool {
	return slices.ContainsFunc(s, func(f *ast.File) bool {
		found := false
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Ident:
				found = found || slices.Contains(names, n.Name)
			case *ast.BasicLit:
				switch n.Kind {
				case token.INT:
					found = found || slices.Contains(statuses, n.Value)
				case token.STRING:
					found = found || slices.Contains(headers, strings.ToLower(strings.Trim(n.Value, "\"`")))
				}
			}
			return !found
		})
		return found
	})
}

func (s syntax) Name() string {
	if len(s) == 0 {
		return ""
	}
	return s[0].Name.Name
}
