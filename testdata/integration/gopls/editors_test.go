package gopls

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Two real editors, without a window: Neovim's client and Emacs's eglot. Each
// opens a file, lists the fixes of the finding and applies the first.
func TestEditors(t *testing.T) {
	for _, tt := range []struct {
		name string
		args []string
	}{
		{"nvim", []string{"--headless", "--clean", "-c", "luafile nvim.lua"}},
		{"emacs", []string{"--batch", "-l", "eglot.el"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := exec.LookPath(tt.name); err != nil {
				t.Skip(tt.name + " is not installed")
			}
			dir := workspace(t)
			for i, arg := range tt.args {
				for _, script := range []string{"nvim.lua", "eglot.el"} {
					if strings.HasSuffix(arg, script) {
						abs, err := filepath.Abs(script)
						if err != nil {
							t.Fatal(err)
						}
						tt.args[i] = strings.TrimSuffix(arg, script) + abs
					}
				}
			}
			result := filepath.Join(t.TempDir(), "result.json")
			ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
			defer cancel()
			cmd := exec.CommandContext(ctx, tt.name, tt.args...)
			cmd.Dir = dir
			cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off", "SERVER="+server.plain, "FILE="+filepath.Join(dir, "shop.go"), "RESULT="+result)
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			data, err := os.ReadFile(result)
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			var got struct {
				Message, Text, Error string
				Titles               []string
				Line                 int
			}
			if err := json.Unmarshal(data, &got); err != nil {
				t.Fatalf("%v\n%s", err, data)
			}
			if got.Error != "" {
				t.Fatalf("%s\n%s", got.Error, out)
			}
			if !strings.Contains(got.Message, "401 [missing-challenge]: http.Error in Get") || got.Line != 11 {
				t.Errorf("line %d: %s", got.Line, got.Message)
			}
			if len(got.Titles) == 0 || !strings.Contains(got.Titles[0], "Set WWW-Authenticate: Bearer") {
				t.Errorf("fixes: %q", got.Titles)
			}
			if !strings.Contains(got.Text, "\t\tw.Header().Set(\"WWW-Authenticate\", `Bearer realm=\"shop\"`)\n\t\thttp.Error(") {
				t.Errorf("the first fix leaves\n%s", got.Text)
			}
		})
	}
}
