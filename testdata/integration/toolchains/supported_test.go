package main

import (
	"slices"
	"strings"
	"testing"
)

func TestNewest(t *testing.T) {
	tests := []struct {
		name, versions, least string
		want                  []string
	}{
		{"patches as numbers", "go1.26.9 go1.26.11 go1.27.4 go1.27.0", "go1.26.0", []string{"go1.27.4", "go1.26.11"}},
		{"a third release is out of support", "go1.25.12 go1.26.11 go1.27.4", "go1.25.0", []string{"go1.27.4", "go1.26.11"}},
		{"a new release takes the place of the oldest", "go1.26.20 go1.27.9 go1.28.0", "go1.26.0", []string{"go1.28.0", "go1.27.9"}},
		{"no candidates", "go1.28rc1 go1.28beta1 go1.27.4 go1.26.11", "go1.26.0", []string{"go1.27.4", "go1.26.11"}},
		{"none that the module can't be built with", "go1.25.12 go1.26.8", "go1.26.0", []string{"go1.26.8"}},
		{"what is no release", "go1.27.4-custom go go1.26.11", "go1.26.0", []string{"go1.26.11"}},
		{"none", "", "go1.26.0", nil},
	}
	for _, tt := range tests {
		var versions []string
		for _, name := range strings.Fields(tt.versions) {
			versions = append(versions, "v0.0.1-"+name+".linux-amd64", "v0.0.1-go1.99.9.plan9-arm")
		}
		if got := newest(versions, ".linux-amd64", tt.least); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

// Without a proxy the toolchains on the machine are taken, and that is said.
func TestNoProxy(t *testing.T) {
	t.Setenv("GOPROXY", "off")
	names, err := supported()
	if err == nil || !strings.Contains(err.Error(), "can't find out the newest Go releases, taking those on this machine (go1.") {
		t.Errorf("says %v", err)
	}
	if len(names) == 0 {
		t.Error("the Go that runs this test is not among them")
	}
}
