package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// replaceFile gives a file a new text and keeps its mode and owner. It has
// either the old text or the new one, whenever the program ends: the new one is
// written beside it and takes its place at once.
func replaceFile(name string, text []byte) (err error) {
	// What a link points to is the file.
	name, err = filepath.EvalSymlinks(name)
	if err != nil {
		return err
	}
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%s is no regular file", name)
	}
	if info.Mode().Perm()&0o222 == 0 {
		return &fs.PathError{Op: "write", Path: name, Err: fs.ErrPermission}
	}
	if f, err := os.OpenFile(name, os.O_WRONLY, 0); err != nil { // may this user write it?
		return err
	} else if err := f.Close(); err != nil {
		return err
	}

	// No ending of a Go file: what a crash leaves behind is no source.
	tmp, err := os.CreateTemp(filepath.Dir(name), ".authstatus-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = tmp.Close() // it may be closed
			err = errors.Join(err, os.Remove(tmp.Name()))
		}
	}()
	if _, err := tmp.Write(text); err != nil {
		return err
	}
	keepOwner(tmp.Name(), info)
	if err := os.Chmod(tmp.Name(), info.Mode()); err != nil { // after the owner, whose change takes bits away
		return err
	}
	if err := tmp.Sync(); err != nil {
		return err
	}
	if err := tmp.Close(); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), name)
}
