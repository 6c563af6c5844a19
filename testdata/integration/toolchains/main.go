package main

import (
	"fmt"
	"os"
)

func main() {
	names, err := supported()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	if len(names) == 0 {
		os.Exit(1)
	}
	for _, name := range names {
		fmt.Println(name)
	}
}
