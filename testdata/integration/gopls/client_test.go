package gopls

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// The parts of the language server protocol that the tests use.

type position struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

type textRange struct {
	Start position `json:"start"`
	End   position `json:"end"`
}

type diagnostic struct {
	Range              textRange                  `json:"range"`
	Severity           int                        `json:"severity"`
	Code               string                     `json:"code"`
	CodeDescription    *struct{ Href string }     `json:"codeDescription,omitempty"`
	Source             string                     `json:"source"`
	Message            string                     `json:"message"`
	RelatedInformation []struct{ Message string } `json:"relatedInformation,omitempty"`
	Data               json.RawMessage            `json:"data,omitempty"`
}

type textEdit struct {
	Range   textRange `json:"range"`
	NewText string    `json:"newText"`
}

type codeAction struct {
	Title string `json:"title"`
	Kind  string `json:"kind"`
	Edit  struct {
		DocumentChanges []struct {
			TextDocument struct{ URI string } `json:"textDocument"`
			Edits        []textEdit           `json:"edits"`
		} `json:"documentChanges"`
	} `json:"edit"`
}

// client is an editor with a workspace.
type client struct {
	t     *testing.T
	dir   string
	in    io.WriteCloser
	texts map[string]string // buffers, by file name
	vers  map[string]int

	mu      sync.Mutex
	nextID  int
	replies map[int]chan json.RawMessage
	diags   map[string]published
	news    chan struct{}
	stderr  bytes.Buffer
}

type published struct {
	version int
	list    []diagnostic
}

// start starts the server on a workspace.
func start(t *testing.T, server, dir string) *client {
	t.Helper()
	c := &client{
		t: t, dir: dir, texts: map[string]string{}, vers: map[string]int{},
		replies: map[int]chan json.RawMessage{}, diags: map[string]published{}, news: make(chan struct{}, 1),
	}
	cmd := exec.Command(server, "serve")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off", "GOPROXY=off")
	cmd.Stderr = &c.stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if c.in, err = cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go c.read(bufio.NewReader(out))
	t.Cleanup(func() {
		c.call("shutdown", nil)
		c.notify("exit", nil)
		done := time.AfterFunc(5*time.Minute, func() { _ = cmd.Process.Kill() })
		defer done.Stop()
		_ = cmd.Wait() // how it exits is not of interest
		if t.Failed() {
			t.Logf("gopls: %s", c.stderr.String())
		}
	})
	c.call("initialize", map[string]any{
		"processId": os.Getpid(),
		"rootUri":   uri(dir),
		"capabilities": map[string]any{"textDocument": map[string]any{
			"publishDiagnostics": map[string]any{"relatedInformation": true, "codeDescriptionSupport": true, "versionSupport": true, "dataSupport": true},
			"codeAction":         map[string]any{"codeActionLiteralSupport": map[string]any{"codeActionKind": map[string]any{"valueSet": []string{"quickfix"}}}},
		}, "workspace": map[string]any{"workspaceEdit": map[string]any{"documentChanges": true}}},
		"workspaceFolders": []any{map[string]any{"uri": uri(dir), "name": "test"}},
	})
	c.notify("initialized", map[string]any{})
	return c
}

// read takes messages from the server: replies, diagnostics, and questions,
// which get an empty answer.
func (c *client) read(r *bufio.Reader) {
	for {
		size := 0
		for {
			line, err := r.ReadString('\n')
			if err != nil {
				return
			}
			line = strings.TrimSpace(line)
			if line == "" {
				break
			}
			if v, ok := strings.CutPrefix(line, "Content-Length: "); ok {
				size, _ = strconv.Atoi(v)
			}
		}
		body := make([]byte, size)
		if _, err := io.ReadFull(r, body); err != nil {
			return
		}
		var m struct {
			ID     json.RawMessage
			Method string
			Params json.RawMessage
			Result json.RawMessage
			Error  *struct{ Message string }
		}
		if json.Unmarshal(body, &m) != nil {
			continue
		}
		switch {
		case m.Method == "textDocument/publishDiagnostics":
			var p struct {
				URI         string
				Version     int
				Diagnostics []diagnostic
			}
			if json.Unmarshal(m.Params, &p) == nil {
				c.mu.Lock()
				c.diags[p.URI] = published{p.Version, p.Diagnostics}
				c.mu.Unlock()
				select {
				case c.news <- struct{}{}:
				default:
				}
			}
		case m.Method == "workspace/configuration":
			c.send(map[string]any{"jsonrpc": "2.0", "id": m.ID, "result": []any{nil}})
		case m.Method != "" && len(m.ID) > 0:
			c.send(map[string]any{"jsonrpc": "2.0", "id": m.ID, "result": nil})
		case m.Method == "":
			id, _ := strconv.Atoi(string(m.ID))
			c.mu.Lock()
			ch := c.replies[id]
			c.mu.Unlock()
			if m.Error != nil {
				m.Result, _ = json.Marshal("error: " + m.Error.Message)
			}
			if ch != nil {
				ch <- m.Result
			}
		}
	}
}

func (c *client) send(m any) {
	data, err := json.Marshal(m)
	if err != nil {
		panic(err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	fmt.Fprintf(c.in, "Content-Length: %d\r\n\r\n%s", len(data), data)
}

func (c *client) notify(method string, params any) {
	c.send(map[string]any{"jsonrpc": "2.0", "method": method, "params": params})
}

func (c *client) call(method string, params any) json.RawMessage {
	c.t.Helper()
	c.mu.Lock()
	c.nextID++
	id := c.nextID
	ch := make(chan json.RawMessage, 1)
	c.replies[id] = ch
	c.mu.Unlock()
	c.send(map[string]any{"jsonrpc": "2.0", "id": id, "method": method, "params": params})
	select {
	case r := <-ch:
		return r
	case <-time.After(10 * time.Minute):
		c.t.Errorf("%s: no reply", method)
		return nil
	}
}

// open opens a file of the workspace in a buffer.
func (c *client) open(name string) {
	c.t.Helper()
	data, err := os.ReadFile(filepath.Join(c.dir, name))
	if err != nil {
		c.t.Fatal(err)
	}
	c.texts[name], c.vers[name] = string(data), 1
	c.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{
		"uri": c.uri(name), "languageId": "go", "version": 1, "text": string(data),
	}})
}

// edit gives a buffer another text, without saving it.
func (c *client) edit(name, text string) {
	c.vers[name]++
	c.texts[name] = text
	c.notify("textDocument/didChange", map[string]any{
		"textDocument":   map[string]any{"uri": c.uri(name), "version": c.vers[name]},
		"contentChanges": []any{map[string]any{"text": text}},
	})
}

// replace edits a buffer.
func (c *client) replace(name, before, after string) {
	c.t.Helper()
	if !strings.Contains(c.texts[name], before) {
		c.t.Fatalf("%s has no %q:\n%s", name, before, c.texts[name])
	}
	c.edit(name, strings.Replace(c.texts[name], before, after, 1))
}

// wait waits until the server has said of the present version of a buffer what
// ok wants to hear, and returns authstatus's findings and all others.
func (c *client) wait(name string, ok func(ours, others []diagnostic) bool) (ours, others []diagnostic) {
	c.t.Helper()
	timeout := time.After(10 * time.Minute)
	for {
		c.mu.Lock()
		p := c.diags[c.uri(name)]
		c.mu.Unlock()
		ours, others = nil, nil
		for _, d := range p.list {
			if d.Source == "authstatus" {
				ours = append(ours, d)
			} else {
				others = append(others, d)
			}
		}
		if p.version == c.vers[name] && ok(ours, others) {
			return ours, others
		}
		select {
		case <-c.news:
		case <-timeout:
			c.t.Fatalf("version %d of %s never came to what was expected; the last is %d: %+v %+v", c.vers[name], name, p.version, ours, others)
		}
	}
}

// actions asks for the quick fixes of a finding.
func (c *client) actions(name string, d diagnostic) []codeAction {
	c.t.Helper()
	raw := c.call("textDocument/codeAction", map[string]any{
		"textDocument": map[string]any{"uri": c.uri(name)},
		"range":        d.Range,
		"context":      map[string]any{"diagnostics": []diagnostic{d}, "only": []string{"quickfix"}},
	})
	var list []codeAction
	if err := json.Unmarshal(raw, &list); err != nil {
		c.t.Fatalf("codeAction: %s", raw)
	}
	return list
}

// apply applies a fix to the buffers.
func (c *client) apply(a codeAction) {
	c.t.Helper()
	for _, change := range a.Edit.DocumentChanges {
		for name := range c.texts {
			if c.uri(name) != change.TextDocument.URI {
				continue
			}
			text := c.texts[name]
			for i := len(change.Edits) - 1; i >= 0; i-- {
				e := change.Edits[i]
				text = text[:offset(text, e.Range.Start)] + e.NewText + text[offset(text, e.Range.End):]
			}
			c.edit(name, text)
		}
	}
}

// offset finds a position in a text of ASCII characters.
func offset(text string, p position) int {
	at := 0
	for range p.Line {
		at += strings.IndexByte(text[at:], '\n') + 1
	}
	return at + p.Character
}

func (c *client) uri(name string) string { return uri(filepath.Join(c.dir, name)) }

func uri(path string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}
