package analyzer_test

import (
	"os"
	"runtime/debug"
	"testing"
)

// TestMain collects less often: the packages that a test type-checks live as long
// as it does.
func TestMain(m *testing.M) {
	debug.SetGCPercent(300)
	os.Exit(m.Run())
}
