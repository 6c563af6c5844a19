package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

// versionText names the module version this program was built from.
func versionText() string {
	version := "(devel)"
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		version = info.Main.Version
	}
	return fmt.Sprintf("authstatus %s %s %s/%s", version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}
