package main

import (
	"fmt"
	"go/version"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

const root = "../../.."

// Go supports a release until there are two newer ones.
const releases = 2

// supported returns the newest patch of each supported Go release, the newest
// first, named as GOTOOLCHAIN has them. Where the module proxy can't be asked
// it returns what is on this machine, with an error that says so.
func supported() ([]string, error) {
	env, err := goEnv("GOOS", "GOARCH", "GOMODCACHE")
	if err != nil {
		return nil, err
	}
	least, err := goOutput(root, "list", "-m", "-f", "{{.GoVersion}}")
	if err != nil {
		return nil, err
	}
	platform := "." + env[0] + "-" + env[1]
	listed, err := goOutput(".", "list", "-m", "-versions", "golang.org/toolchain")
	if names := newest(strings.Fields(listed), platform, "go"+least); err == nil && len(names) == releases {
		return names, nil
	}
	if err == nil {
		err = fmt.Errorf("golang.org/toolchain has no %d releases for %s", releases, platform[1:])
	}
	local, localErr := goOutput(".", "env", "GOVERSION")
	if localErr != nil {
		return nil, localErr
	}
	local, _, _ = strings.Cut(local, " ")
	here := []string{toolchain + local + platform}
	if dirs, globErr := filepath.Glob(filepath.Join(env[2], "golang.org", "toolchain@"+toolchain+"*")); globErr == nil {
		for _, dir := range dirs {
			here = append(here, strings.TrimPrefix(filepath.Base(dir), "toolchain@"))
		}
	}
	names := newest(here, platform, "go"+least)
	return names, fmt.Errorf("can't find out the newest Go releases, taking those on this machine (%s): %w", strings.Join(names, ", "), err)
}

const toolchain = "v0.0.1-" // what versions of golang.org/toolchain begin with

// A release is no candidate and nobody's own build.
var release = regexp.MustCompile(`^go1\.\d+\.\d+$`)

// newest picks from versions of golang.org/toolchain the newest patch of each
// of the newest releases for a platform, none older than least.
func newest(versions []string, platform, least string) []string {
	patch := map[string]string{}
	for _, v := range versions {
		name, ok := strings.CutPrefix(v, toolchain)
		if !ok {
			continue
		}
		name, ok = strings.CutSuffix(name, platform)
		if !ok || !release.MatchString(name) || version.Compare(name, least) < 0 {
			continue
		}
		lang := version.Lang(name)
		if version.Compare(name, patch[lang]) > 0 {
			patch[lang] = name
		}
	}
	var names []string
	for _, name := range patch {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return version.Compare(b, a) })
	return names[:min(releases, len(names))]
}

func goEnv(names ...string) ([]string, error) {
	out, err := goOutput(".", append([]string{"env"}, names...)...)
	return strings.Split(out, "\n"), err
}

func goOutput(dir string, args ...string) (string, error) {
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off")
	var errs strings.Builder
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("go %s: %w: %s", strings.Join(args, " "), err, strings.TrimSpace(errs.String()))
	}
	return strings.TrimSpace(string(out)), nil
}
