// Package cache keeps on disk what a run found out, for the next.
//
// An entry's key names all that the entry depends on, so entries are never out
// of date, only unused. Each is a file that is written under another name and
// then renamed: processes may share a directory, and see an entry whole or not
// at all. Whatever is wrong with the directory or an entry, the run does without.
package cache

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

const (
	// limit is how many bytes a directory holds. An entry for a server has a
	// tenth of a megabyte to one.
	limit = 64 << 20
	// fresh is the time within which a use is not noted again.
	fresh = time.Hour
	// suffix of entries: other files in the directory are left alone.
	suffix = ".authstatus"
)

// A Cache is a directory of entries. A nil one holds nothing.
type Cache struct {
	dir   string
	limit int64
}

// Open returns the cache in a directory, which is made with the first entry.
// The user's cache directory stands for the empty name. Where there is none, and
// for "off", it returns nil.
func Open(dir string) *Cache {
	switch dir {
	case "off":
		return nil
	case "":
		base, err := os.UserCacheDir()
		if err != nil {
			return nil
		}
		dir = filepath.Join(base, "authstatus")
	}
	return &Cache{dir, limit}
}

// A Key collects what an entry depends on.
type Key struct{ sum hash.Hash }

// NewKey begins the key of an entry of a kind, which includes its form.
func NewKey(kind string) *Key {
	k := &Key{sha256.New()}
	k.Add(kind)
	return k
}

// Add adds texts. Each is added with its length, so that no two lists of texts
// make the same key.
func (k *Key) Add(texts ...string) {
	for _, text := range texts {
		fmt.Fprintf(k.sum, "%d:", len(text))
		io.WriteString(k.sum, text)
	}
}

// AddFile adds what a file holds.
func (k *Key) AddFile(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return err
	}
	k.Add(string(sum.Sum(nil)))
	return nil
}

// String is another text for each other key.
func (k *Key) String() string { return hex.EncodeToString(k.sum.Sum(nil)) }

func (c *Cache) file(k *Key) string { return filepath.Join(c.dir, k.String()+suffix) }

// Get reads the entry of a key into what v points to, and tells whether there is
// one.
func (c *Cache) Get(k *Key, v any) bool {
	if c == nil {
		return false
	}
	name := c.file(k)
	data, err := os.ReadFile(name)
	if err != nil || len(data) < sha256.Size {
		return false
	}
	sum, text := data[:sha256.Size], data[sha256.Size:]
	if want := sha256.Sum256(text); !bytes.Equal(sum, want[:]) {
		return false // cut off, as by a full disk
	}
	if gob.NewDecoder(bytes.NewReader(text)).Decode(v) != nil {
		return false
	}
	if info, err := os.Stat(name); err == nil && time.Since(info.ModTime()) > fresh {
		now := time.Now()
		_ = os.Chtimes(name, now, now) // else it is taken for older than it is
	}
	return true
}

// Put keeps an entry, and lets go of those not used for longest where there is
// no room.
func (c *Cache) Put(k *Key, v any) {
	if c == nil {
		return
	}
	var text bytes.Buffer
	if gob.NewEncoder(&text).Encode(v) != nil || os.MkdirAll(c.dir, 0o777) != nil {
		return
	}
	f, err := os.CreateTemp(c.dir, "new-*"+suffix)
	if err != nil {
		return
	}
	sum := sha256.Sum256(text.Bytes())
	_, err1 := f.Write(sum[:])
	_, err2 := f.Write(text.Bytes())
	if f.Close() != nil || err1 != nil || err2 != nil || os.Rename(f.Name(), c.file(k)) != nil {
		os.Remove(f.Name())
		return
	}
	c.trim()
}

// trim removes entries until a quarter of the room is free.
func (c *Cache) trim() {
	list, err := os.ReadDir(c.dir)
	if err != nil {
		return
	}
	var infos []os.FileInfo
	var size int64
	for _, e := range list {
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() && strings.HasSuffix(e.Name(), suffix) {
			infos = append(infos, info)
			size += info.Size()
		}
	}
	if size <= c.limit {
		return
	}
	slices.SortFunc(infos, func(a, b os.FileInfo) int { return a.ModTime().Compare(b.ModTime()) })
	for _, info := range infos {
		if size <= c.limit*3/4 {
			return
		}
		if os.Remove(filepath.Join(c.dir, info.Name())) == nil {
			size -= info.Size()
		}
	}
}
