package evidence

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"slices"
	"strings"
	"testing"
)

// world is what the cases of the vocabulary are written in: W is the word.
const world = `package app
import "errors"
type User struct { ID, Role string; Admin bool }
type rec struct { F, ID string }
type box map[string]bool
type table map[string]any
var (
	user *User
	all table
	err0 = errors.New("x")
)
func refuse(int, ...string) {}
func header(string) string { return "" }
func isLoggedIn() bool { return user != nil }
func fetch() error { return err0 }
`

// cases have a template for each set of words. With a word of the set the
// verdict is another than with a word of none.
var cases = map[string]string{
	"wordsCredential": "type api interface{ verify_W() bool }; var x api; func basic() { if !x.verify_W() { refuse(403) } }",
	"wordsRight":      "type api interface{ has_W() bool }; var x api; func h() { if !x.has_W() { refuse(403) } }",
	"wordsPolicy":     "type api interface{ is_W_logged_in() bool }; var x api; func h() { if !x.is_W_logged_in() { refuse(403) } }",
	"wordsPrincipal":  "func h(current_W *rec) { if current_W == nil { refuse(403) } }",
	"wordsOpen":       "type api interface{ is_W() bool }; var x api; func h() { if x.is_W() { refuse(403) } }",
	"verbs":           "type api interface{ W_token() bool }; var x api; func h() { if !x.W_token() { refuse(403) } }",
	"wordsVerify":     "type api interface{ W() bool }; var token_checker api; func h() { if !token_checker.W() { refuse(403) } }",
	"wordsAsk":        "type api interface{ W_role() error; is_logged_in() bool }; var x api; func h() { if !x.is_logged_in() { return }; if err := x.W_role(); err != nil { refuse(401) } }",
	"wordsMaking":     "type api interface{ W_token() error }; var x api; func h() { if err := x.W_token(); err != nil { refuse(403) } }",
	"wordsByID":       "type api interface{ token_W() error }; var x api; func h() { if err := x.token_W(); err != nil { refuse(403) } }",
	"wordsGetting":    "type api interface{ W_token() error; has_role() bool }; var x api; func h() { if err := x.W_token(); err != nil { return }; if !x.has_role() { refuse(401) } }",
	"wordsLookup":     "type api interface{ W(string) bool }; var x api; func h(token string) { if !x.W(token) { refuse(403) } }",
	"wordsBearer":     "type api interface{ exists(string) bool }; var x api; func h(W string) { if !x.exists(W) { refuse(403) } }",
	"wordsAuthorize":  "type api interface{ enforce_it(string) error; find() error }; var x api; func W_it() error { if err := x.enforce_it(user.ID); err != nil { return err }; if err := x.find(); err != nil { return err }; return nil }; func h() { if err := W_it(); err != nil { refuse(401) } }",
	"wordsMay":        "type api interface{ W() bool }; var x api; func h() { if !x.W() { refuse(403) } }",
	"wordsEither":     "type api interface{ is_logged_in() bool }; var x api; type state struct{ W bool }; func h(v state) { if !x.is_logged_in() && !v.W { refuse(403) } }",
	"wordsIs":         `var ErrInvalidToken = errors.New("x"); type lib struct{}; func (lib) W(a, b error) bool { return a == b }; func h(l lib, err error) { if l.W(err, ErrInvalidToken) { refuse(403) } }`,
	"strongNames":     "type api interface{ W() bool }; var x api; func h() { if !x.W() { refuse(403) } } --- type api interface{ W() bool; has_role() bool }; var x api; func h() { if x.W() { return }; if !x.has_role() { refuse(401) } }",
	"wordsIn":         "type state struct{ W bool }; func h(v state) { if !v.W { refuse(403) } }",
	"wordsNot":        "type state struct{ is_W_authenticated bool }; func h(v state) { if v.is_W_authenticated { refuse(403) } }",
	"wordsKind":       "type api interface{ is_service_W() bool }; var x api; func h() { if !x.is_service_W() { refuse(401) } }",
	"wordsNoKind":     "type api interface{ is_W_user() bool }; var x api; func h() { if !x.is_W_user() { refuse(401) } }",
	"wordsEngine":     "type api interface{ W_it() bool }; var x api; func h() { if !x.W_it() { refuse(401) } }",
	"wordsFactor":     "type claims struct{ W string }; type config struct{ full string }; func h(c claims, conf config) { if c.W != conf.full { refuse(401) } }",
	"wordsAsking":     "func h(W_user *rec) { if W_user == nil { refuse(403) } }",
	"wordsAskingID":   "type post struct{ author_id string }; type who struct{ id string }; func h(p post, W_thing who) { if p.author_id != W_thing.id { refuse(401) } }",
	"wordsID":         "type post struct{ author_key string }; type who struct{ W string }; func h(p post, current who) { if p.author_key != current.W { refuse(401) } }",
	"wordsPlainID":    "type claim struct{ sub string }; func h(claims claim, W string) { if W != claims.sub { refuse(401) } }",

	"wordsFromContext":   "type api interface{ user_W() error }; var x api; func h() { if err := x.user_W(); err != nil { refuse(403) } }",
	"wordsContext":       `type req_ctx struct{}; func (req_ctx) W(string) any { return nil }; func h(c req_ctx) { _, ok := c.W("user").(*User); if !ok { refuse(403) } }`,
	"wordsCtx":           `type req_W struct{}; func (req_W) Get(string) any { return nil }; func h(c req_W) { _, ok := c.Get("user").(*User); if !ok { refuse(403) } }`,
	"wordsHeld":          "type api interface{ W_from_context() error }; var x api; func h() { if err := x.W_from_context(); err != nil { refuse(403) } }",
	"wordsOwner":         "type post struct{ W_ref string }; type who struct{ id string }; func h(p post, current who) { if p.W_ref != current.id { refuse(401) } }",
	"wordsUserField":     "type post struct{ W_ref string }; type who struct{ id string }; func h(p post, current who) { if p.W_ref != current.id { refuse(401) } }",
	"wordsPath":          `type who struct{ id string }; type api interface{ W(string) string }; var x api; func h(current who) { key := x.W("a"); if key != current.id { refuse(401) } }`,
	"wordsLevel":         "type api interface{ W() int }; var x api; func h() { if x.W() < 1 { refuse(403) } }",
	"wordsNobody":        "const state_W = 0; func h(n int) { if n == state_W { refuse(403) } }",
	"wordsHeader":        `type api interface{ W(string) string }; var x api; func h() { token := x.W("a"); if token == "" { refuse(403) } }`,
	"wordsRequest":       `type in struct{ token string }; func h(W in) { if W.token == "" { refuse(403) } }`,
	"wordsInput":         `type in struct{ role string }; func h(W_x in) { if W_x.role != "admin" { refuse(401) } }`,
	"wordsKeyed":         `func h(r *http.Request) { if r.Header.Get("W-Token") == "" { refuse(403) } }`,
	"wordsKept":          `func h(key string, W_map box) { _, ok := W_map[key]; if !ok { refuse(403) } }`,
	"wordsClaim":         `type in struct{ W string }; func h(v in) { if v.W != "x" { refuse(403) } }`,
	"wordsExpiry":        `type tok struct{ W_at int }; func now() int { return 1 }; func h(token tok) { if token.W_at < now() { refuse(403) } }`,
	"wordsIntrospection": "type W_result struct{ Active bool }; func h(v W_result) { if !v.Active { refuse(403) } }",
	"wordsConfig":        "type on struct{ Reports bool }; func h(W on) { if !W.Reports { refuse(401) } }",
	"wordsSwitch":        `func h() { if os.Getenv("W_X") == "" { refuse(401) } }`,
	"wordsOn":            `func h() { if os.Getenv("FEATURE") != "W" { refuse(401) } }`,
	"wordsClosed":        `type gate struct{ W bool }; func (g *gate) h(r *http.Request) { if g.W { refuse(401); return }; refuse(200) }`,

	"wordsCarrier":  `type req_W struct{}; func (req_W) query(string) string { return "" }; func h(c req_W) { if c.query("token") == "" { refuse(403) } }`,
	"wordsPart":     `type api interface{ W(*http.Request, string) string }; func h(x api, r *http.Request) { if x.W(r, "token") == "" { refuse(403) } }`,
	"wordsTarget":   `type api interface{ has_role(string, string) bool }; var x api; type req struct{ X_W_csrf string }; func h(r *req) { if !x.has_role(user.ID, r.X_W_csrf) { refuse(401) } }`,
	"wordsForms":    `type req_ctx struct{}; func (req_ctx) query_W(string) string { return "" }; var kept string; func h(c req_ctx) { if c.query_W("password") != kept { refuse(403) } }`,
	"wordsPeer":     `type req_ctx struct{}; func (req_ctx) W() string { return "" }; type api interface{ lets(string) bool }; func h(c req_ctx, x api) { if !x.lets(c.W()) { refuse(401); return }; header("x") }`,
	"wordsOwnSay":   `type claims struct{ t_W string }; var want string; func h(c *claims) { if c.t_W != want { refuse(401) } }`,
	"wordsFresh":    `type api interface{ find(string) *rec; W(*rec) bool }; func h(x api, r *http.Request) { v := x.find(r.Header.Get("Authorization")); if !x.W(v) { refuse(403) } }`,
	"wordsKeep":     `type claims struct{}; type req_ctx struct{}; func (req_ctx) W(string, any) {}; func (req_ctx) value(string) any { return nil }; func keep(c req_ctx, v *claims) { c.W("a", v) }; func h(c req_ctx) { v := c.value("a").(*rec); if v == nil { refuse(403) } }`,
	"wordsVerified": `type W struct{ Name string }; var want string; func h(c *W) { if c.Name != want { refuse(401) } }`,

	"wordsRevoked":      `var Err_W_token = errors.New("x"); func h(err error) { if errors.Is(err, Err_W_token) { refuse(401) } }`,
	"wordsExpired":      `var Err_W_token = errors.New("x"); func h(err error) { if errors.Is(err, Err_W_token) { refuse(403) } }`,
	"wordsBad":          `var Err_W_token = errors.New("x"); func h(err error) { if errors.Is(err, Err_W_token) { refuse(403) } }`,
	"wordsLack":         `var Err_W_role = errors.New("x"); func h(err error) { if errors.Is(err, Err_W_role) { refuse(401) } }`,
	"wordsDenied":       `var Err_W = errors.New("invalid token"); func h(err error) { if errors.Is(err, Err_W) { refuse(403) } }`,
	"wordsNothing":      `var Err_W = errors.New("x"); type api interface{ find(string) error }; func h(x api, r *http.Request) { if err := x.find(r.Header.Get("Authorization")); errors.Is(err, Err_W) { refuse(403) } }`,
	"wordsUnauthorized": `var Err_W = errors.New("x"); func v(token string) error { if token == "" { return Err_W }; return nil }; func h(err error) { if errors.Is(err, Err_W) { refuse(403) } }`,

	"wordsForm":    "type api interface{ want_W() bool }; var x api; func h() { if !isLoggedIn() { if x.want_W() { refuse(403) } } }",
	"wordsMode":    `type in struct{ W_role string }; func h(v in) { if v.W_role != "admin" { refuse(401) } }`,
	"wordsOneTime": `func h() { token := header("W_X"); if token == "" { refuse(403) } }`,
	"wordsLogin":   "type api interface{ is_logged_in() bool }; var x api; func h_W() { if !x.is_logged_in() { refuse(403) } }",
	"wordsNoForm":  "type api interface{ verify_login_W() bool }; var x api; func login() { if !x.verify_login_W() { refuse(403) } }",
	"wordsMachine": "type api interface{ is_logged_in() bool }; var x api; func h_W() { if !x.is_logged_in() { refuse(403) } }",
	"wordsTyped":   "type api interface{ verify_W_token() bool }; var x api; func h() { if !x.verify_W_token() { refuse(403) } }",
	"wordsSent":    "type api interface{ verify_password() bool }; var x api; func h_W() { if !x.verify_password() { refuse(403) } }",
	"wordsTool":    "type api interface{ get_session_W() error }; var x api; func h() { if err := x.get_session_W(); err != nil { refuse(403) } }",
	"wordsReads":   "type config struct{ Reports bool }; func h(cfg config, W_x int) { if !cfg.Reports { refuse(401) } }",
	"wordsLog":     `type out struct{}; func (out) Put(string) {}; type api interface{ is_logged_in() bool }; var x api; func h(W_x out) { if !x.is_logged_in() { W_x.Put("you lack the admin role"); refuse(403) } }`,
}

// texts are sets that only texts of a response are made of.
var texts = map[string]string{
	"wordsToken": "the W is invalid",
	"wordsFault": "W token",
}

// sets lists the sets of words that vocabulary.go declares.
func sets(t *testing.T) map[string]string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), "vocabulary.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, d := range f.Decls {
		for _, s := range d.(*ast.GenDecl).Specs {
			v := s.(*ast.ValueSpec)
			if v.Names[0].Name == "lackings" {
				continue
			}
			var all []string
			ast.Inspect(v.Values[0], func(n ast.Node) bool {
				c, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				for i, a := range c.Args {
					text := strings.Trim(a.(*ast.BasicLit).Value, `"`)
					if i == 0 {
						all = append(all, strings.Fields(text)...)
					} else {
						all = append(all, text)
					}
				}
				return true
			})
			out[v.Names[0].Name] = strings.Join(all, "|")
		}
	}
	return out
}

// Every word of the vocabulary makes a difference.
func TestVocabulary(t *testing.T) {
	const none = "zebra"
	for set, all := range sets(t) {
		template, text := cases[set], texts[set]
		if template == "" && text == "" {
			t.Errorf("no case for %s", set)
			continue
		}
		verdict := func(w string) string {
			if text != "" {
				c, plain, mixed := textClass(strings.ReplaceAll(text, "W", w))
				return fmt.Sprint(c, plain, mixed)
			}
			all := ""
			for _, one := range strings.Split(template, "---") {
				src := world
				if strings.Contains(template, "http.") {
					src = strings.Replace(src, `import "errors"`, "import \"errors\"; import \"net/http\"", 1)
				}
				if strings.Contains(template, "os.") {
					src = strings.Replace(src, `import "errors"`, "import \"errors\"; import \"os\"", 1)
				}
				v := weigh(t, "", "", src+strings.ReplaceAll(one, "W", strings.ReplaceAll(w, " ", "_")))
				all += fmt.Sprintln(v.Class, v.High, v.What, v.Part != nil, v.Key != "")
			}
			return all
		}
		without := verdict(none)
		for _, w := range strings.Split(all, "|") {
			if verdict(w) == without {
				t.Errorf("%s: %q makes no difference (%s)", set, w, strings.TrimSpace(without))
			}
		}
	}
	for set := range cases {
		if sets(t)[set] == "" {
			t.Errorf("a case for %s, which is gone", set)
		}
	}
}

// Each row of lackings names what is lacking.
func TestLackings(t *testing.T) {
	for i, row := range lackings {
		for _, w := range slices.Sorted(maps.Keys(mergeOf(row.Words))) {
			v := weigh(t, "", "", world+strings.ReplaceAll("type who struct{ has_W bool }; func h(user *who) { if !user.has_W { refuse(401) } }", "W", w))
			if v.What != row.What {
				t.Errorf("row %d, %q: %q, want %q", i, w, v.What, row.What)
			}
		}
	}
}
