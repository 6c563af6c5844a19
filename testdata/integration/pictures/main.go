// The pictures command makes docs/pictures/*.svg of real runs: a terminal, one
// with -observe, and Neovim with gopls-authstatus, seen through tmux.
//
//	go run . -o ../../../docs/pictures
package main

import (
	"bytes"
	"context"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

const root = "../../.."

//go:embed shop_test.go.txt
var shopTest string

//go:embed editor.lua
var editorLua string

func main() {
	out := flag.String("o", filepath.Join(root, "docs", "pictures"), "the directory to write to")
	flag.Parse()
	if err := run(*out); err != nil {
		log.Fatal(err)
	}
}

func run(out string) error {
	dir, err := os.MkdirTemp("", "pictures")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	text, err := terminal(dir)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(out, "terminal.svg"), []byte(svg(text)), 0o644); err != nil {
		return err
	}
	if text, err = observed(dir); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(out, "observe.svg"), []byte(svg(text)), 0o644); err != nil {
		return err
	}
	if text, err = editor(dir); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(out, "editor.svg"), []byte(svg(text)), 0o644)
}

// terminal is what a user sees who runs the command on a small module.
func terminal(dir string) (string, error) {
	exe := filepath.Join(dir, "authstatus")
	if out, err := command(root, "go", "build", "-o", exe, "./cmd/authstatus"); err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	work, err := workspace(dir)
	if err != nil {
		return "", err
	}
	return shell(work, exe,
		[]string{"-c=1", "-rules=missing-challenge,want-401,want-403", "./..."},
		[]string{"-diff", "-rules=want-401", "./..."})
}

// observed is what the command says of a module that has tests.
func observed(dir string) (string, error) {
	work, err := workspace(dir)
	if err != nil {
		return "", err
	}
	name := filepath.Join(work, "server", "server_test.go")
	if err := os.WriteFile(name, []byte(shopTest), 0o644); err != nil {
		return "", err
	}
	text, err := shell(work, filepath.Join(dir, "authstatus"), []string{"-observe", "./..."})
	return text, errors.Join(err, os.Remove(name))
}

// shell shows commands and what they print.
func shell(work, exe string, commands ...[]string) (string, error) {
	var b strings.Builder
	for _, args := range commands {
		out, err := command(work, exe, append([]string{"-color=always"}, args...)...)
		if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
			return "", err
		}
		fmt.Fprintf(&b, "\x1b[1m$ authstatus %s\x1b[0m\n%s\n", strings.Join(args, " "), strings.ReplaceAll(out, work, "~/shop"))
	}
	return strings.TrimRight(b.String(), "\n"), nil
}

// editor is what Neovim shows: the finding, and the list of quick fixes.
func editor(dir string) (string, error) {
	server := filepath.Join(dir, "gopls-authstatus")
	if out, err := command(root, "go", "run", "./cmd/authstatus-gopls", "-o", server); err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	work, err := workspace(dir)
	if err != nil {
		return "", err
	}
	lua := filepath.Join(dir, "editor.lua")
	if err := os.WriteFile(lua, []byte(editorLua), 0o644); err != nil {
		return "", err
	}
	tmux := func(args ...string) (string, error) {
		return command(work, "tmux", append([]string{"-L", "authstatus-pictures", "-f", os.DevNull}, args...)...)
	}
	if out, err := tmux("new-session", "-d", "-x", "132", "-y", "24", "-e", "SERVER="+server, "-e", "TERM=screen-256color",
		"nvim --clean -c 'luafile "+lua+"' -c 'normal 28Gzz' server/errors.go"); err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	defer tmux("kill-server")
	wait := func(want string) (string, error) {
		for range 300 {
			time.Sleep(200 * time.Millisecond)
			out, err := tmux("capture-pane", "-e", "-p")
			if err == nil && strings.Contains(out, want) {
				return out, nil
			}
		}
		return "", fmt.Errorf("the editor never shows %q", want)
	}
	if _, err := wait("401 [missing-challenge]"); err != nil {
		return "", err
	}
	if out, err := tmux("send-keys", "F2"); err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	text, err := wait("Set WWW-Authenticate")
	return strings.TrimRight(text, "\n"), err
}

// workspace copies the server of README's first command.
func workspace(dir string) (string, error) {
	work := filepath.Join(dir, "shop")
	if _, err := os.Stat(work); err == nil {
		return work, nil
	}
	return work, os.CopyFS(work, os.DirFS(filepath.Join(root, "testdata", "shop")))
}

func command(dir, name string, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	return out.String(), err
}
