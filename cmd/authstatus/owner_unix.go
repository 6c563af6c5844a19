//go:build unix

package main

import (
	"io/fs"
	"os"
	"syscall"
)

// keepOwner gives a file the owner of another, where this user may.
func keepOwner(name string, as fs.FileInfo) {
	if st, ok := as.Sys().(*syscall.Stat_t); ok {
		_ = os.Chown(name, int(st.Uid), int(st.Gid)) // its group alone, or neither, is no reason to stop
	}
}
