// Package vetx reads and writes the files that go vet hands from the unit of a
// package to those of its importers, as x/tools' unitchecker does since v0.50.0:
//
//	"vetx"
//	length of the types, 32 bits, little endian
//	length of the facts, the same
//	the types, in the form of package gcexportdata without its first byte
//	the facts
//
// The format belongs to x/tools and has no public name there, so a test writes
// files with unitchecker and reads them here, and the reverse.
package vetx

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"

	"golang.org/x/tools/go/analysis/unitchecker"
	"golang.org/x/tools/go/gcexportdata"
)

const (
	magic  = "vetx"
	header = len(magic) + 4 + 4
)

// ErrFormat is returned for a file that is not of the format.
var ErrFormat = errors.New("not a file of types and facts of this x/tools")

// HasFacts tells whether a file has any. It does not read the types.
func HasFacts(name string) (bool, error) {
	f, err := os.Open(name)
	if err != nil {
		return false, err
	}
	defer f.Close()
	head := make([]byte, header)
	if _, err := io.ReadFull(f, head); err != nil || string(head[:len(magic)]) != magic {
		return false, fmt.Errorf("%s: %w", name, ErrFormat)
	}
	return binary.LittleEndian.Uint32(head[len(magic)+4:]) > 0, nil
}

// WriteTypes writes the file of a unit that has no facts: the types of what it
// declares. It parses the unit's files and type-checks all but the bodies of
// functions.
func WriteTypes(cfg *unitchecker.Config) error {
	fset := token.NewFileSet()
	var files []*ast.File
	for _, name := range cfg.GoFiles {
		f, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		files = append(files, f)
	}
	conf := types.Config{
		Importer:         &importer{cfg: cfg, fset: fset, done: map[string]*types.Package{}},
		IgnoreFuncBodies: true,
		Sizes:            types.SizesFor("gc", build.Default.GOARCH),
		GoVersion:        cfg.GoVersion,
	}
	pkg, err := conf.Check(cfg.ImportPath, fset, files, nil)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	out.WriteString(magic)
	out.Write(make([]byte, header-len(magic)))
	if err := gcexportdata.Write(&out, fset, pkg); err != nil {
		return err
	}
	// The last byte of the header gives way to the prefix of gcexportdata, which
	// the format does not have.
	data := out.Bytes()
	copy(data[header:], data[header+1:])
	data = data[:len(data)-1]
	binary.LittleEndian.PutUint32(data[len(magic):], uint32(len(data)-header))
	return os.WriteFile(cfg.VetxOutput, data, 0o666)
}

// importer reads the types of a unit's imports.
type importer struct {
	cfg  *unitchecker.Config
	fset *token.FileSet
	done map[string]*types.Package
}

func (i *importer) Import(path string) (*types.Package, error) {
	path, ok := i.cfg.ImportMap[path]
	if !ok {
		return nil, fmt.Errorf("no import %s", path)
	}
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if pkg := i.done[path]; pkg != nil && pkg.Complete() {
		return pkg, nil
	}
	name := i.cfg.PackageVetx[path]
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	if len(data) < header || string(data[:len(magic)]) != magic {
		return nil, fmt.Errorf("%s: %w", name, ErrFormat)
	}
	n := int64(binary.LittleEndian.Uint32(data[len(magic):]))
	if n > int64(len(data)-header) {
		return nil, fmt.Errorf("%s: %w", name, ErrFormat)
	}
	// Read knows data of this form by its first byte.
	data = data[header-1 : int64(header)+n]
	data[0] = 'i'
	return gcexportdata.Read(bytes.NewReader(data), i.fset, i.done, path)
}
