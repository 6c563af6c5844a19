package main

import (
	"os"
	"syscall"
)

// virtualTerminal makes a console obey escape sequences.
const virtualTerminal = 0x0004

var setConsoleMode = syscall.NewLazyDLL("kernel32.dll").NewProc("SetConsoleMode")

// isTerminal tells whether a file is a console that obeys escape sequences, or
// does from now on.
func isTerminal(f *os.File) bool {
	console := syscall.Handle(f.Fd())
	var mode uint32
	if syscall.GetConsoleMode(console, &mode) != nil {
		return false
	}
	if mode&virtualTerminal != 0 {
		return true
	}
	ok, _, _ := setConsoleMode.Call(uintptr(console), uintptr(mode|virtualTerminal))
	return ok != 0
}
