//go:build !(darwin || dragonfly || freebsd || linux || netbsd || windows)

package main

import "os"

// isTerminal knows no way here, so there are neither colours nor progress.
func isTerminal(*os.File) bool { return false }
