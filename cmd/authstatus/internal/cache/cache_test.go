package cache

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

func key(texts ...string) *Key {
	k := NewKey("test")
	k.Add(texts...)
	return k
}

func TestEntries(t *testing.T) {
	c := Open(filepath.Join(t.TempDir(), "made", "when", "needed"))
	var got map[string]int
	if c.Get(key("a"), &got) {
		t.Error("an empty cache has an entry")
	}
	c.Put(key("a"), map[string]int{"x": 1})
	if !c.Get(key("a"), &got) || got["x"] != 1 {
		t.Errorf("got %v", got)
	}
	for _, other := range []*Key{key("b"), key("a", ""), key("", "a"), NewKey("a")} {
		if c.Get(other, &got) {
			t.Error("another key has the same entry")
		}
	}
}

func TestKeyOfFiles(t *testing.T) {
	name := filepath.Join(t.TempDir(), "f")
	of := func(text string) string {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		k := key()
		if err := k.AddFile(name); err != nil {
			t.Fatal(err)
		}
		return (&Cache{}).file(k)
	}
	if of("one") == of("two") || of("one") != of("one") {
		t.Error("a file's text does not decide")
	}
	if err := key().AddFile(name + ".none"); err == nil {
		t.Error("no error for a file that is not there")
	}
}

func TestOff(t *testing.T) {
	c := Open("off")
	c.Put(key("a"), 1)
	if n := 0; c.Get(key("a"), &n) {
		t.Error("what is off keeps something")
	}
}

// A damaged entry is none.
func TestDamage(t *testing.T) {
	dir := t.TempDir()
	c := Open(dir)
	c.Put(key("a"), strings.Repeat("text", 100))
	name := c.file(key("a"))
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(whole)
	flipped[len(flipped)-1] ^= 1
	for _, text := range [][]byte{nil, whole[:10], whole[:len(whole)-1], flipped} {
		if err := os.WriteFile(name, text, 0o666); err != nil {
			t.Fatal(err)
		}
		if s := ""; c.Get(key("a"), &s) {
			t.Errorf("%d bytes of %d are an entry", len(text), len(whole))
		}
	}
	if n := 0; c.Get(key("a"), &n) {
		t.Error("a text is a number")
	}
}

// What is not used goes first, and other people's files stay.
func TestBound(t *testing.T) {
	dir := t.TempDir()
	c := &Cache{dir, 10_000}
	other := filepath.Join(dir, "other")
	if err := os.WriteFile(other, make([]byte, 20_000), 0o666); err != nil {
		t.Fatal(err)
	}
	for i := range 9 {
		c.Put(key(fmt.Sprint(i)), make([]byte, 1_000))
		old := time.Date(2020, 1, 1, i, 0, 0, 0, time.UTC)
		if err := os.Chtimes(c.file(key(fmt.Sprint(i))), old, old); err != nil {
			t.Fatal(err)
		}
	}
	var b []byte
	if !c.Get(key("0"), &b) { // a use
		t.Fatal("an entry went though there was room")
	}
	c.Put(key("9"), make([]byte, 1_000))
	var left string
	for i := range 10 {
		if c.Get(key(fmt.Sprint(i)), &b) {
			left += fmt.Sprint(i)
		}
	}
	if left != "0456789" {
		t.Errorf("left are %s", left)
	}
	if _, err := os.Stat(other); err != nil {
		t.Error(err)
	}
}

// Processes share a directory.
func TestTogether(t *testing.T) {
	dir := t.TempDir()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			c := &Cache{dir, 50_000}
			for i := range 50 {
				k := key(fmt.Sprint(i % 10))
				c.Put(k, []int{i % 10, i % 10})
				var got []int
				if c.Get(k, &got) && (len(got) != 2 || got[0] != i%10 || got[1] != i%10) {
					t.Errorf("%d: got %v", i, got)
				}
			}
		})
	}
	wg.Wait()
	if left, err := filepath.Glob(filepath.Join(dir, "new-*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
