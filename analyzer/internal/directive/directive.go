// Package directive reads the comments by which code speaks to authstatus:
//
//	//authstatus:ignore <rule>[,<rule>] <reason>
//	//authstatus:challenges [<remark>]
//
// The first leaves out findings of the named rules or groups of rules: on its
// own line where it follows code, else on the line below it, and in the whole
// package where it stands above a package clause. A reason is required. The
// second stands in the doc comment of a function and says that the function
// adds the challenge in a way that can't be seen.
package directive

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

const prefix = "//authstatus:"

const (
	verbIgnore     = "ignore"
	verbChallenges = "challenges"
)

// Set holds the directives of a package.
type Set struct {
	// Problems are the directives that can't be obeyed as written, in the
	// order of the files. The parts of them that are in order still hold.
	Problems []Problem

	fset    *token.FileSet
	pkg     []string          // names ignored in the whole package
	lines   map[line][]string // names ignored on a line
	markers map[*ast.FuncDecl]bool
}

// Problem is a malformed directive.
type Problem struct {
	Pos  token.Pos
	Text string // what is wrong and what to write instead
}

// line is a line of a file as it is stored: //line directives move only what
// is shown, and a directive is beside the code it speaks about.
type line struct {
	file *token.File
	n    int
}

// Parse reads the directives of a package's files, which must have been parsed
// with their comments. known tells whether a name is that of a rule or group.
func Parse(fset *token.FileSet, files []*ast.File, known func(string) bool) *Set {
	s := &Set{
		fset:    fset,
		lines:   map[line][]string{},
		markers: map[*ast.FuncDecl]bool{},
	}
	for _, f := range files {
		p := reader{Set: s, file: f, known: known}
		for _, group := range f.Comments {
			for _, c := range group.List {
				p.comment(group, c)
			}
		}
	}
	return s
}

// Ignored tells whether a finding of a rule, which belongs to groups, is to be
// left out at pos.
func (s *Set) Ignored(rule string, groups []string, pos token.Pos) bool {
	match := func(name string) bool { return name == rule || slices.Contains(groups, name) }
	if slices.ContainsFunc(s.pkg, match) {
		return true
	}
	at, ok := s.line(pos)
	return ok && slices.ContainsFunc(s.lines[at], match)
}

// Challenges tells whether a function is marked as adding the challenge.
func (s *Set) Challenges(fn *ast.FuncDecl) bool { return s.markers[fn] }

func (s *Set) line(pos token.Pos) (line, bool) {
	f := s.fset.File(pos)
	if f == nil {
		return line{}, false
	}
	return line{f, f.PositionFor(pos, false).Line}, true
}

// reader reads the directives of one file.
type reader struct {
	*Set
	file  *ast.File
	known func(string) bool
	docs  map[*ast.CommentGroup]*ast.FuncDecl // made on first use
	code  map[int]bool                        // lines that hold code; made on first use
}

func (p *reader) problem(c *ast.Comment, format string, args ...any) {
	p.Problems = append(p.Problems, Problem{c.Pos(), fmt.Sprintf(format, args...)})
}

func (p *reader) comment(group *ast.CommentGroup, c *ast.Comment) {
	text, ok := strings.CutPrefix(c.Text, prefix)
	if !ok {
		p.spaced(c)
		return
	}
	verb, args := cutSpace(text)
	switch verb {
	case verbIgnore:
		p.ignore(group, c, args)
	case verbChallenges:
		p.challenges(group, c)
	default:
		p.problem(c, "no directive is called %q: write %s%s or %s%s", prefix+verb, prefix, verbIgnore, prefix, verbChallenges)
	}
}

// spaced catches a directive written like prose, which would do nothing.
func (p *reader) spaced(c *ast.Comment) {
	rest, ok := strings.CutPrefix(c.Text, "//")
	if !ok {
		return
	}
	rest, ok = strings.CutPrefix(strings.TrimLeft(rest, " \t"), strings.TrimPrefix(prefix, "//"))
	if !ok {
		return
	}
	if verb, _ := cutSpace(rest); verb == verbIgnore || verb == verbChallenges {
		p.problem(c, "a directive has no space after the slashes: write %s%s", prefix, verb)
	}
}

func (p *reader) ignore(group *ast.CommentGroup, c *ast.Comment, args string) {
	list, reason := cutSpace(args)
	// People used to other linters write the reason as a comment.
	reason = strings.TrimLeft(reason, "/ \t")
	switch {
	case list == "" || strings.HasPrefix(list, "//"):
		p.problem(c, "%s%s names no rule: write %s%s <rule> <reason>", prefix, verbIgnore, prefix, verbIgnore)
		return
	case strings.HasSuffix(list, ","):
		p.problem(c, "the rules of %s%s are separated by a comma without a space: write %s%s <rule>,<rule> <reason>", prefix, verbIgnore, prefix, verbIgnore)
		return
	case reason == "":
		p.problem(c, "%s%s gives no reason: write %s%s %s <reason>", prefix, verbIgnore, prefix, verbIgnore, list)
		return
	}
	var names []string
	for name := range strings.SplitSeq(list, ",") {
		if p.known(name) {
			names = append(names, name)
		} else {
			p.problem(c, "%s%s: no rule or group is called %q", prefix, verbIgnore, name)
		}
	}

	at, ok := p.line(c.Pos())
	if !ok {
		return
	}
	clause, _ := p.line(p.file.Package)
	switch {
	case c.Pos() < p.file.Package || at == clause:
		p.pkg = append(p.pkg, names...)
	case p.hasCode(at.n):
		p.lines[at] = append(p.lines[at], names...)
	default:
		// Several directives can stand above one line.
		if below, ok := p.line(group.End()); ok {
			below.n++
			p.lines[below] = append(p.lines[below], names...)
		}
	}
}

func (p *reader) challenges(group *ast.CommentGroup, c *ast.Comment) {
	if p.docs == nil {
		p.docs = map[*ast.CommentGroup]*ast.FuncDecl{}
		for _, d := range p.file.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Doc != nil {
				p.docs[fn.Doc] = fn
			}
		}
	}
	if fn := p.docs[group]; fn != nil {
		p.markers[fn] = true
		return
	}
	p.problem(c, "%s%s marks nothing here: write it right above the declaration of a function", prefix, verbChallenges)
}

// hasCode tells whether anything but comments is on a line of the file.
func (p *reader) hasCode(n int) bool {
	if p.code == nil {
		p.code = map[int]bool{}
		ast.Inspect(p.file, func(node ast.Node) bool {
			switch node.(type) {
			case nil, *ast.CommentGroup, *ast.Comment:
				return false
			case *ast.File:
				return true // reaches over comments
			}
			for _, pos := range []token.Pos{node.Pos(), node.End() - 1} {
				if at, ok := p.line(pos); ok {
					p.code[at.n] = true
				}
			}
			return true
		})
	}
	return p.code[n]
}

// cutSpace splits text at its first run of blanks.
func cutSpace(text string) (first, rest string) {
	text = strings.TrimSpace(text)
	if i := strings.IndexAny(text, " \t"); i >= 0 {
		return text[:i], strings.TrimSpace(text[i:])
	}
	return text, ""
}
