// Package clients runs HTTP clients that hold a user name and a password
// against a server that wants them, with and without a challenge in its 401.
package clients

import (
	"fmt"
	"net/http"
	"net/http/cgi"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// A client is a program with credentials for u:p. BASE stands for the server's
// URL without a scheme, DIR for an empty directory.
type client struct {
	name    string
	program string
	args    []string
	path    string
	without bool   // it sends its credentials without having been asked
	source  string // of DIR/Main.java
}

var clients = []client{
	{"git clone", "git", []string{"clone", "-q", "http://u:p@BASE/repo.git", "DIR/clone"}, "/repo.git", false, ""},
	{"curl --anyauth", "curl", []string{"-sS", "-f", "--anyauth", "-u", "u:p", "http://BASE/"}, "/", false, ""},
	{"curl (Basic, without being asked)", "curl", []string{"-sS", "-f", "-u", "u:p", "http://BASE/"}, "/", true, ""},
	{"wget", "wget", []string{"-q", "-O", "-", "--user=u", "--password=p", "http://BASE/"}, "/", false, ""},
	{"Python, urllib", "python3", []string{"-c", urllib, "http://BASE/"}, "/", false, ""},
	{"Ansible, uri", "ansible", []string{"localhost", "-c", "local", "-m", "uri", "-a", "url=http://BASE/ url_username=u url_password=p"}, "/", false, ""},
	{"Ansible, uri with force_basic_auth", "ansible", []string{"localhost", "-c", "local", "-m", "uri", "-a", "url=http://BASE/ url_username=u url_password=p force_basic_auth=yes"}, "/", true, ""},
	{"Java, HttpClient with an Authenticator", "java", []string{"DIR/Main.java", "http://BASE/", "p"}, "/", false, javaClient},
	{"npm", "npm", []string{"ping", "--registry=http://BASE/", "--//BASE/:_auth=dTpw", "--fetch-retries=0", "--update-notifier=false"}, "/", true, ""},
}

// javaClient prints what it got; the second argument is the password, if any.
const javaClient = `
import java.net.*;
import java.net.http.*;

public class Main {
	public static void main(String[] args) throws Exception {
		HttpClient.Builder b = HttpClient.newBuilder();
		if (args.length > 1) {
			b.authenticator(new Authenticator() {
				protected PasswordAuthentication getPasswordAuthentication() {
					return new PasswordAuthentication("u", args[1].toCharArray());
				}
			});
		}
		HttpRequest q = HttpRequest.newBuilder(URI.create(args[0])).build();
		HttpResponse<String> r = b.build().send(q, HttpResponse.BodyHandlers.ofString());
		System.out.println(r.statusCode() + " " + r.body());
		System.exit(r.statusCode() == 200 ? 0 : 1);
	}
}
`

const urllib = `
import sys, urllib.request as r
m = r.HTTPPasswordMgrWithDefaultRealm()
m.add_password(None, sys.argv[1], "u", "p")
r.build_opener(r.HTTPBasicAuthHandler(m)).open(sys.argv[1])
`

func TestTable(t *testing.T) {
	doc, err := os.ReadFile("../../../docs/why-401.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range clients {
		t.Run(c.program, func(t *testing.T) {
			if _, err := exec.LookPath(c.program); err != nil {
				t.Skip(c.program + " is not installed")
			}
			if _, err := exec.LookPath("javac"); err != nil && c.source != "" {
				t.Skip("javac is not installed")
			}
			with, withText := try(t, c, `Basic realm="test"`)
			without, withoutText := try(t, c, "")
			if !with.ok {
				t.Errorf("with a challenge: %s\n%s", with, withText)
			}
			if without.ok != c.without {
				t.Errorf("without a challenge: %s\n%s", without, withoutText)
			}
			row := fmt.Sprintf("| %s | %s | %s |", c.name, with, without)
			t.Log(row)
			if !strings.Contains(string(doc), row+"\n") {
				t.Errorf("docs/why-401.md has no row\n%s", row)
			}
		})
	}
}

// An outcome is how a client fared.
type outcome struct {
	ok       bool
	requests int // until it succeeded or gave up
	sent     int // with credentials
}

func (o outcome) String() string {
	switch {
	case o.ok && o.requests == o.sent:
		return "logs in"
	case o.ok:
		return "logs in when asked"
	case o.sent == 0:
		return "fails, never sends its credentials"
	}
	return "fails"
}

// try runs a client against a server whose 401 carries a challenge, or none.
func try(t *testing.T, c client, challenge string) (outcome, string) {
	dir := t.TempDir()
	var mu sync.Mutex
	var o outcome
	git := gitServer(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		user, password, sent := r.BasicAuth()
		mu.Lock()
		o.requests++
		if sent {
			o.sent++
		}
		mu.Unlock()
		if user != "u" || password != "p" {
			if challenge != "" {
				w.Header().Set("WWW-Authenticate", challenge)
			}
			http.Error(w, "log in", http.StatusUnauthorized)
			return
		}
		if c.path != "/" {
			git.ServeHTTP(w, r)
			return
		}
		fmt.Fprint(w, "{}")
	}))
	defer server.Close()
	base, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	if c.source != "" {
		if err := os.WriteFile(filepath.Join(dir, "Main.java"), []byte(c.source), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var args []string
	for _, a := range c.args {
		args = append(args, strings.NewReplacer("BASE", base.Host, "DIR", dir).Replace(a))
	}
	cmd := exec.Command(c.program, args...)
	cmd.Env = append(os.Environ(), "HOME="+dir, "GIT_TERMINAL_PROMPT=0", "GIT_ASKPASS=true", "GIT_CONFIG_NOSYSTEM=1", "no_proxy=*", "NO_PROXY=*", "ANSIBLE_LOCALHOST_WARNING=False", "LC_ALL=C.UTF-8")
	out, err := cmd.CombinedOutput()
	mu.Lock()
	defer mu.Unlock()
	o.ok = err == nil
	if c.path != "/" && o.ok { // git asks more than once; only the first goes without
		o.sent = o.requests - 1
	}
	return o, string(out)
}

// gitServer serves a repository with one commit.
func gitServer(t *testing.T) http.Handler {
	t.Helper()
	dir := t.TempDir()
	git, err := exec.LookPath("git")
	if err != nil {
		return http.NotFoundHandler()
	}
	for _, args := range [][]string{
		{"init", "-q", "work"},
		{"-C", "work", "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-q", "--allow-empty", "-m", "one"},
		{"clone", "-q", "--bare", "work", "repo.git"},
	} {
		cmd := exec.Command(git, args...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	return &cgi.Handler{Path: git, Args: []string{"http-backend"}, Env: []string{"GIT_PROJECT_ROOT=" + filepath.ToSlash(dir), "GIT_HTTP_EXPORT_ALL=1", "GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=safe.directory", "GIT_CONFIG_VALUE_0=*"}}
}

// Go's client sends the credentials of a URL at once and does nothing with a
// challenge.
func TestGo(t *testing.T) {
	for _, challenge := range []string{`Basic realm="test"`, ""} {
		sent := 0
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if _, _, ok := r.BasicAuth(); ok {
				sent++
			}
			if challenge != "" {
				w.Header().Set("WWW-Authenticate", challenge)
			}
			w.WriteHeader(http.StatusUnauthorized)
		}))
		defer server.Close()
		for _, u := range []string{server.URL, strings.Replace(server.URL, "http://", "http://u:p@", 1)} {
			resp, err := http.Get(u)
			if err != nil {
				t.Fatal(err)
			}
			resp.Body.Close()
		}
		if sent != 1 {
			t.Errorf("challenge %q: credentials were sent %d times in 2 requests", challenge, sent)
		}
	}
}

// Java's client throws where a 401 or a 407 has no challenge: the caller gets
// neither status nor body. Any challenge gives them back, also one of a scheme
// that it has not, and so does a client without credentials.
func TestJava(t *testing.T) {
	if _, err := exec.LookPath("javac"); err != nil {
		t.Skip("javac is not installed")
	}
	dir := t.TempDir()
	main := filepath.Join(dir, "Main.java")
	if err := os.WriteFile(main, []byte(javaClient), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ challenge, password, want string }{
		{"", "p", "java.io.IOException: WWW-Authenticate header missing for response code 401"},
		{`Bearer realm="api"`, "p", `401 {"error": "expired"}`},
		{"", "", `401 {"error": "expired"}`},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if c.challenge != "" {
				w.Header().Set("WWW-Authenticate", c.challenge)
			}
			w.WriteHeader(http.StatusUnauthorized)
			fmt.Fprint(w, `{"error": "expired"}`)
		}))
		args := []string{main, server.URL}
		if c.password != "" {
			args = append(args, c.password)
		}
		cmd := exec.Command("java", args...)
		cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8")
		out, err := cmd.CombinedOutput()
		server.Close()
		if got := string(out); err == nil || !strings.Contains(got, c.want) || strings.Contains(c.want, "missing") && strings.Contains(got, "expired") {
			t.Errorf("challenge %q, password %q: %v\n%s\nwant %s", c.challenge, c.password, err, got, c.want)
		}
	}
}
