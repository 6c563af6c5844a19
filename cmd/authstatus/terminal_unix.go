//go:build darwin || dragonfly || freebsd || linux || netbsd

package main

import (
	"os"
	"syscall"
	"unsafe"
)

// isTerminal asks for the settings that only a terminal has: os.ModeCharDevice
// is set for /dev/null too.
func isTerminal(f *os.File) bool {
	var settings syscall.Termios
	_, _, errno := syscall.Syscall(syscall.SYS_IOCTL, f.Fd(), getTermios, uintptr(unsafe.Pointer(&settings)))
	return errno == 0
}
