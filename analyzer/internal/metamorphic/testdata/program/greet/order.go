package greet

import "fmt"

// Order tells in which order variables were made.
var Order []string

var first = note("first")

var second = note("second " + first)

func init() { note("init") }

func note(text string) string {
	Order = append(Order, text)
	return text
}

func init() { note(fmt.Sprint("again ", len(second))) }
