package load

import "testing"

func TestTooOld(t *testing.T) {
	for _, tt := range []struct {
		own, code string
		want      bool
	}{
		{"go1.26.8", "go1.27.4", true},
		{"go1.26.8", "go1.27rc1", true},
		{"go1.26.8 X:nodwarf5", "go1.27.0", true},
		{"devel go1.27-0a1b2c3 Mon Jan 5 2026", "go1.28.0", true},
		{"go1.9", "go1.10", true},
		{"go1.27.0", "go1.27.4", false},
		{"go1.27.4", "go1.26.8", false},
		{"go1.27rc1", "go1.27.0", false},
		{"go1.27.4", "go1.27.4-custom", false},
		{"go1.27.4", "devel go1.28-0a1b2c3 Mon Jan 5 2026", true},
		{"go1.27.4", "", false},
		{"", "go1.27.4", false},
		{"devel +0a1b2c3", "go1.27.4", false},
	} {
		if err := tooOld(tt.own, tt.code); (err != nil) != tt.want {
			t.Errorf("built with %q, code for %q: %v", tt.own, tt.code, err)
		}
	}
}
