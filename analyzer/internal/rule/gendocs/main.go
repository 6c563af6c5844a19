// Command gendocs writes the documentation that is made from the rules:
// docs/rules and the generated parts of README.md.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/authstatus/authstatus/analyzer/internal/rule"
)

func main() {
	// go generate runs in the directory of the package that asks for it.
	root := flag.String("root", "../../..", "the top `directory` of the module")
	flag.Parse()
	if err := write(*root); err != nil {
		fmt.Fprintln(os.Stderr, "gendocs:", err)
		os.Exit(1)
	}
}

func write(root string) error {
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		return err
	}
	notation, err := os.ReadFile(filepath.Join(root, "analyzer", "internal", "model", "doc.go"))
	if err != nil {
		return err
	}
	files, err := rule.Files(string(readme), string(notation))
	if err != nil {
		return err
	}
	for name, text := range files {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}
