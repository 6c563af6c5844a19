package load

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// Refuse stands in for the tools of the go command, which calls it with the
// path of a tool and its arguments (go build -toolexec). It has the tool answer
// which version it is, so that action ids are those of any other build and
// the cache is found; and it does nothing else, so that what is not there
// already is not made. It returns the exit code.
func Refuse(args []string, stdout, stderr io.Writer) int {
	if len(args) < 2 || args[1] != "-V=full" && !slices.Contains(args, "-###") {
		fmt.Fprintln(stderr, "not in the build cache")
		return 1
	}
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, stdout, stderr
	err := cmd.Run()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit):
		return max(exit.ExitCode(), 1)
	}
	fmt.Fprintln(stderr, err)
	return 1
}

// quoted writes a command the way the go command splits it: at spaces, unless
// they are in quotes, which can't be escaped.
func quoted(command []string) string {
	words := slices.Clone(command)
	for i, w := range words {
		switch {
		case !strings.ContainsAny(w, " \t\r\n'\""):
		case strings.Contains(w, "'"):
			words[i] = `"` + w + `"`
		default:
			words[i] = "'" + w + "'"
		}
	}
	return strings.Join(words, " ")
}
