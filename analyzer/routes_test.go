package analyzer_test

import (
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/authstatus/authstatus/analyzer"
)

// TestRoutes holds what stands around a handler, as it is registered or kept, to
// the cases of each router.
func TestRoutes(t *testing.T) {
	analysistest.Run(factless{t}, testdata(t, "challenge"), analyzer.New(analyzer.Config{Rules: []string{"challenge"}}), "./routes/...")
}
