// The httpresponse command runs the pass of that name.
package main

import (
	"golang.org/x/tools/go/analysis/passes/httpresponse"
	"golang.org/x/tools/go/analysis/singlechecker"
)

func main() { singlechecker.Main(httpresponse.Analyzer) }
