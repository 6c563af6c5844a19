//go:build darwin || dragonfly || freebsd || netbsd

package main

import "syscall"

const getTermios = syscall.TIOCGETA
