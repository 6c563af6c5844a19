package analyzer_test

import (
	"bytes"
	"fmt"
	"go/format"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/authstatus/authstatus/analyzer/internal/model"
)

// A dialect is how the handlers of one framework are written: enough to write
// every shape of an answer in it. In the code of a dialect $name is the
// parameter of that name, $status the status and $value the challenge.
type dialect struct {
	framework string      // the name in its model
	name      string      // of the package
	imports   [][2]string // name and path
	decls     string
	params    [][2]string // name and type
	results   string
	auth      string            // the Authorization header
	send      string            // answers: a statement, or the value that returns takes as $send
	returns   string            // how an answer is returned; "" where a handler returns nothing
	plain     string            // what a handler returns otherwise
	header    string            // sets the challenge
	refused   string            // an answer with a challenge that can't be read, if not header and send
	statuses  [3]string         // names of 401, 403 and 404, if not those of net/http
	code      string            // the type of the status, if not int
	errors    [2]string         // the framework's own errors of 401 and 403, as they are returned
	register  string            // hands $handler to the framework, if nothing is a handler before
	late      string            // why no challenge is late here
	senseless map[string]string // shapes that nobody writes, by "rule/shape", which may have *, and why
	unfixed   map[string]string // shapes without a fix, and why
}

// A shape is a way to answer: what stands between the check and the response.
type shape struct {
	name  string
	about string
	// has tells whether a handler of the dialect can be written so.
	has   func(*dialect) bool
	write func(*writer) string
}

// writer writes the shapes of one rule in one dialect.
type writer struct {
	*dialect
	rule string
	self string // prefix of the names of the cell
}

const (
	good = "`Bearer realm=\"api\"`"
	bad  = `"Basic realm=Restricted"`
)

// shapedRules are the rules whose findings an edit at the response mends.
var shapedRules = []string{"missing-challenge", "invalid-challenge", "late-challenge", "want-401", "want-403"}

var shapes = []shape{
	{"direct", "under the check", always, func(w *writer) string {
		return w.function("", w.check(w.answer(w.status()))+w.otherwise())
	}},
	{"case", "in a clause of a switch", always, func(w *writer) string {
		pre, cond, _ := w.condition()
		return w.function("", pre+"switch {\ncase "+cond+":\n"+w.answer(w.status())+"}\n"+w.otherwise())
	}},
	{"else", "in the other branch", always, func(w *writer) string {
		pre, _, not := w.condition()
		body := pre + "if " + not + " {\nprintln(\"known\")\n} else {\n" + w.answer(w.status()) + "}\n"
		return w.function("", body+w.otherwise())
	}},
	{"line", "in a function of one line", always, func(w *writer) string {
		if w.choice() {
			// Under another name than that of the cell, what is sent is no helper's.
			deny := w.line("Deny") + w.function("", w.check(w.call("Deny", ""))+w.otherwise())
			if w.rule == "want-403" { // somebody else is right to call it
				deny += w.function("Known", "if "+w.auth+" == \"\" {\n"+w.call("Deny", "")+"}\n"+w.otherwise())
			}
			return deny
		}
		return w.line("")
	}},
	{"closure", "in a closure", always, func(w *writer) string {
		in := "return func(" + w.list() + ") " + w.results + " {"
		if w.choice() {
			in += "\n" + w.check(w.answer(w.status())) + w.otherwise()
		} else {
			in += w.lines(w.answer(w.status()))
		}
		return "func " + w.self + "() func(" + w.types() + ") " + w.results + " {\n" + in + "}\n}\n\n"
	}},
	{"defer", "in a deferred call", func(d *dialect) bool {
		return d.returns == "" && !strings.ContainsAny(d.send, "\n=")
	}, func(w *writer) string {
		send := "defer " + w.sends(w.status()) + "\nreturn\n"
		switch w.rule {
		case "invalid-challenge":
			send = w.sets(bad) + "\n" + send
		case "late-challenge":
			send = "defer " + w.sets(good) + "\n" + w.sends(w.status()) + "\nreturn\n"
		}
		return w.function("", w.check(send)+w.otherwise())
	}},
	{"if", "in the statement before a condition", func(d *dialect) bool {
		return d.results == "error" && d.returns == "return $send"
	}, func(w *writer) string {
		send := w.sends(w.status())
		body := "if err := " + send + "; err != nil {\n"
		switch w.rule {
		case "invalid-challenge":
			body = w.sets(bad) + "\n" + body
		}
		body += "return err\n}\n"
		if w.rule == "late-challenge" {
			body += w.sets(good) + "\n"
		}
		return w.function("", w.check(body+w.otherwise())+w.otherwise())
	}},
	{"helper", "in a helper that takes the status", always, func(w *writer) string {
		return w.responder() + w.function("", w.check(w.call("Deny", w.status()))+w.tail(w.call("Deny", w.statuses[2])))
	}},
	{"result", "with a status that a function returns", always, func(w *writer) string {
		pick := "func " + w.self + "Pick(auth string) " + w.code + " {\n" + w.checkOf("auth", "return "+w.status()+"\n", "return "+w.statuses[2]+"\n") + "return " + w.statuses[2] + "\n}\n\n"
		return pick + w.function("", "status := "+w.self+"Pick("+w.auth+")\n"+w.tail(w.some("status")))
	}},
	{"error", "with the status of an error, in one place", always, func(w *writer) string {
		failure := w.self + "Failure"
		decls := "type " + failure + " struct{ status " + w.code + " }\n\nfunc (f *" + failure + ") Error() string { return \"denied\" }\n\n"
		decls += "func " + w.self + "Load(auth string) error {\n" + w.checkOf("auth", "return &"+failure+"{"+w.status()+"}\n", "return &"+failure+"{"+w.statuses[2]+"}\n") + "return &" + failure + "{" + w.statuses[2] + "}\n}\n\n"
		return decls + w.function("", "err := "+w.self+"Load("+w.auth+")\nvar failed *"+failure+"\nif errors.As(err, &failed) {\n"+w.some("failed.status")+"}\n"+w.otherwise())
	}},
	{"builder", "in a chain that ends with the response", always, func(w *writer) string {
		reply := w.self + "Reply"
		decls := "type " + reply + " struct {\n"
		var given []string
		for _, p := range w.params {
			decls += p[0] + " " + p[1] + "\n"
			given = append(given, p[0]+": "+p[0])
		}
		decls += "status " + w.code + "\n}\n\nfunc (p *" + reply + ") with(status " + w.code + ") *" + reply + " {\np.status = status\nreturn p\n}\n\n"
		decls += "func (p *" + reply + ") send() " + w.results + " {\n" + w.in("p.", w.tail(w.some("p.status"))) + "}\n\n"
		chain := "(&" + reply + "{" + strings.Join(given, ", ") + "}).with("
		send := func(status string) string {
			if w.returns == "" {
				return chain + status + ").send()\nreturn\n"
			}
			return "return " + chain + status + ").send()\n"
		}
		return decls + w.function("", w.check(send(w.status()))+w.tail(send(w.statuses[2])))
	}},
	// A challenge that is set behind it is never reached.
	{"own", "as the framework's own error", func(d *dialect) bool { return d.errors[0] != "" }, func(w *writer) string {
		err := w.errors[0]
		if w.rule == "want-401" {
			err = w.errors[1]
		}
		answer := err + "\n"
		if w.rule == "invalid-challenge" {
			answer = w.sets(bad) + "\n" + answer
		}
		return w.function("", w.check(answer)+w.otherwise())
	}},
}

func always(*dialect) bool { return true }

// choice tells whether the rule is about the status.
func (w *writer) choice() bool { return strings.HasPrefix(w.rule, "want-") }

// status is what the cell answers.
func (w *writer) status() string {
	if w.rule == "want-401" {
		return w.statuses[1]
	}
	return w.statuses[0]
}

func (w *writer) list() string {
	var out []string
	for _, p := range w.params {
		out = append(out, p[0]+" "+p[1])
	}
	return strings.Join(out, ", ")
}

func (w *writer) types() string {
	var out []string
	for _, p := range w.params {
		out = append(out, p[1])
	}
	return strings.Join(out, ", ")
}

func (w *writer) function(suffix, body string) string {
	body = strings.TrimSuffix(body, "return\n")
	return "func " + w.self + suffix + "(" + w.list() + ") " + w.results + " {\n" + body + "}\n\n"
}

func (w *writer) sends(status string) string {
	return strings.ReplaceAll(w.send, "$status", status)
}

func (w *writer) sets(value string) string {
	return strings.ReplaceAll(w.header, "$value", value)
}

// leave is a statement that answers and leaves the handler.
func (w *writer) leave(send string) string {
	if w.returns == "" {
		return send + "\nreturn\n"
	}
	return strings.ReplaceAll(w.returns, "$send", send) + "\n"
}

func (w *writer) otherwise() string { return strings.TrimSpace("return "+w.plain) + "\n" }

// tail is a statement at the end of a function, without a return of nothing.
func (w *writer) tail(s string) string { return strings.TrimSuffix(s, "return\n") }

// answer is what the rule is about, with the response that is sent.
func (w *writer) answer(status string) string {
	switch w.rule {
	case "invalid-challenge":
		if w.refused != "" {
			return w.leave(strings.ReplaceAll(w.refused, "$status", status))
		}
		return w.sets(bad) + "\n" + w.leave(w.sends(status))
	case "late-challenge":
		if w.returns == "" {
			return w.sends(status) + "\n" + w.sets(good) + "\nreturn\n"
		}
		return "sent := " + w.sends(status) + "\n" + w.sets(good) + "\n" + w.leave("sent")
	}
	return w.leave(w.sends(status))
}

// some is an answer of a status that is known to the caller only.
func (w *writer) some(status string) string {
	guarded := func(s string) string { return "if " + status + " == " + w.statuses[0] + " {\n" + s + "\n}\n" }
	switch w.rule {
	case "invalid-challenge":
		if w.refused != "" {
			return guarded(w.tail(w.answer(status))) + w.leave(w.sends(status))
		}
		return guarded(w.sets(bad)) + w.leave(w.sends(status))
	case "late-challenge":
		if w.returns == "" {
			return w.sends(status) + "\n" + guarded(w.sets(good)) + "return\n"
		}
		return "sent := " + w.sends(status) + "\n" + guarded(w.sets(good)) + w.leave("sent")
	}
	return w.leave(w.sends(status))
}

// responder is a helper that answers with the status that it is given.
func (w *writer) responder() string {
	return "func " + w.self + "Deny(" + w.list() + ", status " + w.code + ") " + w.results + " {\n" + w.tail(w.some("status")) + "}\n\n"
}

// line is a function of one line.
func (w *writer) line(suffix string) string {
	return "func " + w.self + suffix + "(" + w.list() + ") " + w.results + " {" + w.lines(w.answer(w.status())) + "}\n\n"
}

// lines puts statements on one line.
func (w *writer) lines(s string) string {
	s = strings.TrimSpace(s)
	if w.returns == "" {
		s = strings.TrimSpace(strings.TrimSuffix(s, "return"))
	}
	return " " + strings.ReplaceAll(s, "\n", "; ") + " "
}

// call calls a helper of the cell and leaves.
func (w *writer) call(suffix, status string) string {
	var args []string
	for _, p := range w.params {
		args = append(args, p[0])
	}
	if status != "" {
		args = append(args, status)
	}
	call := w.self + suffix + "(" + strings.Join(args, ", ") + ")"
	if w.returns == "" {
		return call + "\nreturn\n"
	}
	return "return " + call + "\n"
}

// condition is what is found out about the caller: no credential, a rejected
// one, or a right that lacks.
func (w *writer) condition() (pre, cond, not string) { return w.conditionOf(w.auth, w.otherwise()) }

func (w *writer) conditionOf(auth, failed string) (pre, cond, not string) {
	switch w.rule {
	case "want-401":
		return "_, err := jwt.Parse(" + auth + ", key)\n", "err != nil", "err == nil"
	case "want-403":
		return "user, err := parse(" + auth + ")\nif err != nil {\n" + failed + "}\n", "!user.IsAdmin", "user.IsAdmin"
	}
	return "", auth + ` == ""`, auth + ` != ""`
}

func (w *writer) check(then string) string { return w.checkOf(w.auth, then, w.otherwise()) }

func (w *writer) checkOf(auth, then, failed string) string {
	pre, cond, _ := w.conditionOf(auth, failed)
	if w.rule == "want-401" { // as it is mostly written
		return "if " + strings.TrimSpace(pre) + "; " + cond + " {\n" + then + "}\n"
	}
	return pre + "if " + cond + " {\n" + then + "}\n"
}

// in writes $name as a field of the holder.
func (w *writer) in(holder, body string) string {
	for _, p := range w.params {
		body = strings.ReplaceAll(body, "$"+p[0], holder+p[0])
	}
	return body
}

// cellName is a prefix of the names of all that a cell declares.
func cellName(rule, shape string) string {
	out := ""
	for i, part := range strings.FieldsFunc(rule+"-"+shape, func(r rune) bool { return r == '-' }) {
		if i > 0 {
			part = strings.ToUpper(part[:1]) + part[1:]
		}
		out += part
	}
	return out
}

// has tells whether a shape of a rule can be written in a dialect.
func (d *dialect) has(rule string, s shape) bool {
	return s.has(d) && !(rule == "late-challenge" && (s.name == "own" || d.late != "" || d.model().Commit == model.AtReturn)) && d.excepted(d.senseless, rule, s.name) == ""
}

// model is the framework's.
func (d *dialect) model() *model.Framework {
	i := slices.IndexFunc(models(), func(f *model.Framework) bool { return f.Name == d.framework })
	if i < 0 {
		panic("no model of " + d.framework)
	}
	return models()[i]
}

var models = sync.OnceValue(model.Builtin)

// excepted is the reason that a table has for a shape of a rule.
func (d *dialect) excepted(table map[string]string, rule, shape string) string {
	for pattern, reason := range table {
		if ok, err := path.Match(pattern, rule+"/"+shape); err != nil || ok {
			return reason
		}
	}
	return ""
}

// source is a package with every shape of every rule in a dialect.
func (d *dialect) source() ([]byte, error) {
	full := *d
	if full.code == "" {
		full.code = "int"
	}
	for i, name := range []string{"http.StatusUnauthorized", "http.StatusForbidden", "http.StatusNotFound"} {
		if full.statuses[i] == "" {
			full.statuses[i] = name
		}
	}
	var body strings.Builder
	var handlers []string
	for _, rule := range shapedRules {
		for _, s := range shapes {
			if !d.has(rule, s) {
				continue
			}
			w := &writer{&full, rule, cellName(rule, s.name)}
			handlers = append(handlers, w.self)
			text := s.write(w)
			for _, p := range d.params {
				text = strings.ReplaceAll(text, "$"+p[0], p[0])
			}
			fmt.Fprintf(&body, "// %s: %s\n%s", rule, s.about, text)
		}
	}
	if d.register != "" {
		body.WriteString("func register() {\n")
		for _, h := range handlers {
			body.WriteString(strings.ReplaceAll(d.register, "$handler", h) + "\n")
		}
		body.WriteString("}\n")
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "// Package %s answers in every shape.\npackage %s\n\nimport (\n", d.name, d.name)
	used := d.decls + body.String()
	for _, i := range append([][2]string{{"errors", "errors"}, {"http", "net/http"}, {"jwt", "github.com/golang-jwt/jwt/v5"}}, d.imports...) {
		if i[0] == "jwt" || strings.Contains(used, i[0]+".") {
			if path.Base(i[1]) == i[0] {
				i[0] = ""
			}
			fmt.Fprintf(&out, "%s %q\n", i[0], i[1])
		}
	}
	out.WriteString(`)

type claims struct {
	jwt.RegisteredClaims
	IsAdmin bool
}

func key(*jwt.Token) (any, error) { return []byte("secret"), nil }

func parse(token string) (*claims, error) {
	var c claims
	_, err := jwt.ParseWithClaims(token, &c, key)
	return &c, err
}

`)
	out.WriteString(d.decls + "\n" + body.String())
	text, err := format.Source(out.Bytes())
	if err != nil {
		return nil, fmt.Errorf("%w in\n%s", err, out.Bytes())
	}
	return text, nil
}

// golden is the file with what the fixes make of a dialect's shapes.
func (d *dialect) golden() string { return filepath.Join("shapes", d.name+".golden") }

// section is the line above a cell in a golden file.
func section(rule string, s shape) string { return "-- " + rule + ": " + s.about + " --" }

// TestShapesHaveGoldens fails for a framework without a dialect, and for a rule
// and a shape without a golden fix.
func TestShapesHaveGoldens(t *testing.T) {
	spoken := map[string]bool{}
	for _, d := range dialects {
		spoken[d.framework] = true
		text, err := os.ReadFile(filepath.Join("..", "testdata", "frameworks", d.golden()))
		if err != nil {
			t.Error(err)
			continue
		}
		for _, rule := range shapedRules {
			n := 0
			for _, s := range shapes {
				want := d.has(rule, s) && d.excepted(d.unfixed, rule, s.name) == ""
				if has := strings.Contains(string(text), section(rule, s)+"\n"); want && !has {
					t.Errorf("%s: no golden fix for %s %s", d.name, rule, s.about)
				}
				if want {
					n++
				}
			}
			if n == 0 && !(rule == "late-challenge" && (d.late != "" || d.model().Commit == model.AtReturn)) {
				t.Errorf("%s: no shape of %s", d.name, rule)
			}
		}
	}
	for _, f := range models() {
		if reason := elsewhere[f.Name]; spoken[f.Name] == (reason != "") {
			t.Errorf("%s: want a dialect or a reason for none, have dialect %v and reason %q", f.Name, spoken[f.Name], reason)
		}
	}
}
