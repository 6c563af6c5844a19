package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

// stamp is set by the linker where a build is no module version:
// -ldflags "-X main.stamp=v1.2.3".
var stamp string

// moduleVersion is the module version this program was built from. Since Go 1.24 a
// build in a clone has one too, made of the tag or the commit.
func moduleVersion() string {
	if stamp != "" {
		return stamp
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}

func versionText() string {
	return fmt.Sprintf("authstatus %s %s %s/%s", moduleVersion(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
}
