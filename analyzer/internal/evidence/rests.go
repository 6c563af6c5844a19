package evidence

import (
	"go/ast"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// Source is where a value comes from, as a judge has it.
func Source(j *Judge, e ast.Expr) Provenance { return j.source(e) }

// Conditions are those that lead to the end of a path, innermost first.
func Conditions(j *Judge, path []ast.Node) []syntax.Test { return j.conditions(path) }
