package load

import (
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
)

// goEnv is what we ask go env for.
type goEnv struct {
	arch, version, goroot           string
	cache, modCache, tools, envFile string
	settings                        []string // the values of goSettings; nil if go env failed
	noModule                        bool
}

// goSettings are the settings, beside the others of [goEnv], that decide what
// the go command builds. Those that take it long to find out are not asked for:
// they are in the environment, or in the file GOENV.
var goSettings = []string{
	"GOOS", "GOFLAGS", "GOEXPERIMENT", "CGO_ENABLED", "GOFIPS140",
	"GO386", "GOAMD64", "GOARM", "GOARM64", "GOMIPS", "GOMIPS64", "GOPPC64", "GORISCV64", "GOWASM",
}

func startGoEnv() <-chan goEnv {
	c := make(chan goEnv, 1)
	go func() {
		env := goEnv{arch: runtime.GOARCH, version: runtime.Version()}
		var module, work string
		vars := []struct {
			name  string
			value *string
		}{
			{"GOARCH", &env.arch}, {"GOVERSION", &env.version}, {"GOROOT", &env.goroot},
			{"GOMOD", &module}, {"GOWORK", &work},
			{"GOCACHE", &env.cache}, {"GOMODCACHE", &env.modCache}, {"GOTOOLDIR", &env.tools}, {"GOENV", &env.envFile},
		}
		args := []string{"env"}
		for _, v := range vars {
			args = append(args, v.name)
		}
		out, err := exec.Command("go", append(args, goSettings...)...).Output()
		lines := strings.Split(strings.ReplaceAll(string(out), "\r\n", "\n"), "\n")
		if err == nil && len(lines) > len(vars)+len(goSettings) {
			for i, v := range vars {
				*v.value = strings.TrimSpace(lines[i])
			}
			env.settings = slices.Clone(lines[len(vars) : len(vars)+len(goSettings)])
			env.noModule = module == os.DevNull && work == ""
		}
		c <- env
	}()
	return c
}
