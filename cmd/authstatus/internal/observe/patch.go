package observe

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"sort"
	"strconv"
	"strings"
)

// errNoPlace is what the source of a package lacks.
var errNoPlace = errors.New("its source has no place for it")

// A source is a file and its text.
type source struct {
	name string
	text []byte
}

// patch makes the edits in the files of a package, and returns those that have
// changed. Lines keep their numbers: what is put in has no line break.
func patch(files []source, edits []edit, declares string) ([]source, error) {
	if len(edits) == 0 && declares == "" {
		return nil, nil
	}
	fset := token.NewFileSet()
	insertions := make([]map[int]string, len(files))
	done := make([]bool, len(edits))
	declared := declares == ""
	for i, f := range files {
		if !mentions(f, edits, declares) {
			continue
		}
		file, err := parser.ParseFile(fset, f.name, f.text, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		declared = declared || declaresVar(file, declares)
		insertions[i] = map[int]string{}
		for n, e := range edits {
			at, text, ok := e.offset, " "+e.text+"; ", e.file == f.name
			if e.file == "" {
				at, text, ok = e.place(fset, file)
			}
			if !ok {
				continue
			}
			if done[n] && e.file == "" {
				return nil, fmt.Errorf("%s: %w: it is there twice", e.function, errNoPlace)
			}
			done[n] = true
			insertions[i][at] += text
		}
	}
	for n, e := range edits {
		if !done[n] {
			return nil, fmt.Errorf("%s: %w", strings.TrimSpace(e.function+" "+e.before), errNoPlace)
		}
	}
	if !declared {
		return nil, fmt.Errorf("%s: %w", declares, errNoPlace)
	}
	var changed []source
	for i, f := range files {
		if len(insertions[i]) > 0 {
			changed = append(changed, source{f.name, insert(f.text, insertions[i])})
		}
	}
	return changed, nil
}

// recordings are the edits for the types of a package that have a method
// WriteHeader(int). What does not parse is left to the compiler to tell.
func recordings(files []source) (edits []edit) {
	for _, f := range files {
		if !bytes.Contains(f.text, []byte("WriteHeader(")) {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), f.name, f.text, parser.SkipObjectResolution)
		if err != nil {
			return nil
		}
		for _, decl := range file.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || fn.Recv == nil || fn.Body == nil || fn.Name.Name != "WriteHeader" || fn.Type.Results != nil {
				continue
			}
			params := fn.Type.Params
			if params.NumFields() != 1 {
				continue
			}
			typ, ok := params.List[0].Type.(*ast.Ident)
			recv, name := receiver(fn.Recv), named(params, 0)
			if ok && typ.Name == "int" && recv != "" && name != "" && name != "_" {
				edits = append(edits, edit{function: recv + ".WriteHeader", text: "authstatusGiven($1)"})
			}
		}
	}
	return edits
}

func mentions(f source, edits []edit, declares string) bool {
	if declares != "" && bytes.Contains(f.text, []byte(declares)) {
		return true
	}
	for _, e := range edits {
		if e.file != "" {
			if e.file == f.name {
				return true
			}
			continue
		}
		_, name, ok := strings.Cut(e.function, ".")
		if !ok {
			name = e.function
		}
		if bytes.Contains(f.text, []byte(name)) {
			return true
		}
	}
	return false
}

func insert(text []byte, at map[int]string) []byte {
	offsets := make([]int, 0, len(at))
	for o := range at {
		offsets = append(offsets, o)
	}
	sort.Ints(offsets)
	var out bytes.Buffer
	last := 0
	for _, o := range offsets {
		out.Write(text[last:o])
		out.WriteString(at[o])
		last = o
	}
	out.Write(text[last:])
	return out.Bytes()
}

// place is where the edit goes in a file, and its text.
func (e edit) place(fset *token.FileSet, file *ast.File) (offset int, text string, ok bool) {
	recv, typ, body := function(file, e.function)
	if body == nil {
		return 0, "", false
	}
	at := body.Lbrace + 1
	if e.before != "" {
		if at = only(fset, body, e.before); !at.IsValid() {
			return 0, "", false
		}
	}
	text = e.text
	for holder, name := range map[string]string{"$r": named(recv, 0), "$1": named(typ.Params, 0), "$2": named(typ.Params, 1)} {
		if strings.Contains(text, holder) {
			if name == "" || name == "_" {
				return 0, "", false
			}
			text = strings.ReplaceAll(text, holder, name)
		}
	}
	return fset.Position(at).Offset, " " + text + "; ", true
}

// function finds a function, a method, or a variable that holds a literal.
func function(file *ast.File, name string) (recv *ast.FieldList, typ *ast.FuncType, body *ast.BlockStmt) {
	typeName, method, isMethod := strings.Cut(name, ".")
	for _, decl := range file.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			if isMethod && decl.Recv != nil && decl.Name.Name == method && receiver(decl.Recv) == typeName ||
				!isMethod && decl.Recv == nil && decl.Name.Name == name {
				return decl.Recv, decl.Type, decl.Body
			}
		case *ast.GenDecl:
			for _, spec := range decl.Specs {
				v, ok := spec.(*ast.ValueSpec)
				if !ok || isMethod || len(v.Names) != 1 || len(v.Values) != 1 || v.Names[0].Name != name {
					continue
				}
				if lit, ok := v.Values[0].(*ast.FuncLit); ok {
					return nil, lit.Type, lit.Body
				}
			}
		}
	}
	return nil, nil, nil
}

func receiver(recv *ast.FieldList) string {
	t := recv.List[0].Type
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	switch generic := t.(type) {
	case *ast.IndexExpr:
		t = generic.X
	case *ast.IndexListExpr:
		t = generic.X
	}
	if id, ok := t.(*ast.Ident); ok {
		return id.Name
	}
	return ""
}

// named is the name of a parameter, counted from 0, or "".
func named(list *ast.FieldList, n int) string {
	if list == nil {
		return ""
	}
	for _, field := range list.List {
		if n < len(field.Names) {
			return field.Names[n].Name
		}
		n -= max(1, len(field.Names))
	}
	return ""
}

// only is where the one statement stands that reads like text.
func only(fset *token.FileSet, body *ast.BlockStmt, text string) token.Pos {
	var found []token.Pos
	ast.Inspect(body, func(n ast.Node) bool {
		if s, ok := n.(*ast.ExprStmt); ok {
			var b bytes.Buffer
			if format.Node(&b, fset, s) == nil && b.String() == text {
				found = append(found, s.Pos())
			}
		}
		return true
	})
	if len(found) != 1 {
		return token.NoPos
	}
	return found[0]
}

func declaresVar(file *ast.File, name string) bool {
	for _, decl := range file.Decls {
		if g, ok := decl.(*ast.GenDecl); ok && g.Tok == token.VAR {
			for _, spec := range g.Specs {
				for _, id := range spec.(*ast.ValueSpec).Names {
					if id.Name == name {
						return true
					}
				}
			}
		}
	}
	return false
}

// withoutMajor is an import path without the element for its major version,
// wherever that stands.
func withoutMajor(path string) string {
	parts := strings.Split(path, "/")
	for i, p := range parts {
		if n, err := strconv.Atoi(strings.TrimPrefix(p, "v")); i > 0 && strings.HasPrefix(p, "v") && err == nil && n > 1 {
			return strings.Join(append(parts[:i:i], parts[i+1:]...), "/")
		}
	}
	return path
}
