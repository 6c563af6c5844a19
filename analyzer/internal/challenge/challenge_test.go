package challenge

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	q := func(n, v string) Param { return Param{n, v, true} }
	tests := []struct {
		in   string
		want []Challenge
	}{
		{``, nil},
		{` , ,	`, nil},
		{`Custom`, []Challenge{{Scheme: "Custom"}}},
		{`Basic realm="x"`, []Challenge{{Scheme: "Basic", Params: []Param{q("realm", "x")}}}},
		{`Basic   realm="x"  `, []Challenge{{Scheme: "Basic", Params: []Param{q("realm", "x")}}}},
		{`Basic realm = "x"`, []Challenge{{Scheme: "Basic", Params: []Param{q("realm", "x")}}}},
		{`Basic realm=x`, []Challenge{{Scheme: "Basic", Params: []Param{{"realm", "x", false}}}}},
		{`Basic realm="a \"b\" \\ c"`, []Challenge{{Scheme: "Basic", Params: []Param{q("realm", `a "b" \ c`)}}}},
		{`Basic realm="a, b=c"`, []Challenge{{Scheme: "Basic", Params: []Param{q("realm", `a, b=c`)}}}},
		{`Basic realm="é"`, []Challenge{{Scheme: "Basic", Params: []Param{q("realm", "é")}}}},
		{`Basic realm=""`, []Challenge{{Scheme: "Basic", Params: []Param{q("realm", "")}}}},
		{`Basic , realm="x"`, []Challenge{{Scheme: "Basic", Params: []Param{q("realm", "x")}}}},
		{`,Bearer a=b,,c="d",`, []Challenge{{Scheme: "Bearer", Params: []Param{{"a", "b", false}, q("c", "d")}}}},
		{`Negotiate, NTLM`, []Challenge{{Scheme: "Negotiate"}, {Scheme: "NTLM"}}},
		{`Negotiate abc==, Basic realm="x"`, []Challenge{{Scheme: "Negotiate", Token68: "abc=="}, {Scheme: "Basic", Params: []Param{q("realm", "x")}}}},
		{`Negotiate a:b?c`, []Challenge{{Scheme: "Negotiate", Token68: "a:b?c"}}},
		{`Bearer a=b, Basic realm="x", c=d`, []Challenge{
			{Scheme: "Bearer", Params: []Param{{"a", "b", false}}},
			{Scheme: "Basic", Params: []Param{q("realm", "x"), {"c", "d", false}}},
		}},
		// Section 11.6.1 of RFC 9110 has an example of this shape.
		{`Basic realm="simple", Newauth realm="apps", type=1, title="Login to \"apps\""`, []Challenge{
			{Scheme: "Basic", Params: []Param{q("realm", "simple")}},
			{Scheme: "Newauth", Params: []Param{q("realm", "apps"), {"type", "1", false}, q("title", `Login to "apps"`)}},
		}},
	}
	for _, tt := range tests {
		got, err := Parse(tt.in)
		if err != nil || !reflect.DeepEqual(got, tt.want) {
			t.Errorf("Parse(%q) = %+v, %v, want %+v", tt.in, got, err, tt.want)
		}
	}
}

func TestParseError(t *testing.T) {
	tests := []struct {
		in     string
		offset int
		reason string
	}{
		{`realm="x"`, 0, "parameter realm belongs to no scheme"},
		{`Basic, realm="x"`, 7, "parameter realm belongs to no scheme"},
		{`Negotiate abc, realm="x"`, 15, "parameter realm belongs to no scheme"},
		{`Bearer: realm="x"`, 6, "want a comma"},
		{`Bearer a="b" c="d"`, 13, "want a comma"},
		{`Bearer a="b"; c="d"`, 12, "want a comma"},
		{`Bearer a="b`, 9, "quoted-string without an end"},
		{`Bearer a="b\`, 9, "quoted-string without an end"},
		{"Bearer a=\"b\x01\"", 11, "control character in a quoted-string"},
		{"Bearer\ta=b", 7, "want a comma"},
		{`Bearer a=b, c=, d=e`, 14, "want a token or a quoted-string as the value of c"},
		{`Bearer foo bar`, 7, "want a parameter or a token68 after the scheme"},
		{`Bearer a:b`, 7, "want a parameter or a token68 after the scheme"},
		{`{}`, 0, "want a scheme or a parameter name"},
	}
	for _, tt := range tests {
		_, err := Parse(tt.in)
		var se *SyntaxError
		if !errors.As(err, &se) || se.Offset != tt.offset || se.Reason != tt.reason {
			t.Errorf("Parse(%q): %v, want offset %d: %s", tt.in, err, tt.offset, tt.reason)
		}
	}
}

func TestFormat(t *testing.T) {
	tests := []struct {
		in   []Challenge
		want string
	}{
		{nil, ``},
		{[]Challenge{{Scheme: "Negotiate"}, {Scheme: "NTLM", Token68: "abc="}}, `Negotiate, NTLM abc=`},
		{[]Challenge{{Scheme: "Basic", Params: []Param{{"realm", `a "b" \`, false}}}}, `Basic realm="a \"b\" \\"`},
		{[]Challenge{{Scheme: "JWT", Params: []Param{{"Realm", "x", false}, {"a", "b", false}, {"c", "d", true}, {"e", "f g", false}}}}, `JWT Realm="x", a=b, c="d", e="f g"`},
		{[]Challenge{{Scheme: "digest", Params: []Param{{"realm", "x", true}, {"nonce", "y", false}, {"QOP", "auth", false}, {"algorithm", "MD5", true}, {"stale", "true", true}}}}, `digest realm="x", nonce="y", QOP="auth", algorithm=MD5, stale=true`},
		{[]Challenge{{Scheme: "Basic", Params: []Param{{"realm", "a\r\nb", true}}}, {Scheme: "B", Params: []Param{{"x", "", false}}}}, `Basic realm="a  b", B x=""`},
	}
	for _, tt := range tests {
		if got := Format(tt.in); got != tt.want {
			t.Errorf("Format(%+v) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestCheckFine(t *testing.T) {
	for _, v := range []string{
		`Basic realm="x"`, `basic realm="x", charset="UTF-8"`, `Basic realm="x", charset=utf-8`, `Basic realm=""`,
		`Basic realm="x", unknown=1`, `Basic realm="it's, \"here\"; a=b"`, ` Basic realm="x" `,
		`Bearer realm="x"`, `Bearer error="invalid_token", error_description="The access token expired"`,
		`Bearer error=invalid_token`, `Bearer scope="openid read:all"`, `Bearer foo=bar`,
		`Bearer resource_metadata="https://resource.example.com/.well-known/oauth-protected-resource"`,
		`Bearer error="own_code"`, `Bearer realm="x", error_uri="https://example.com/e?a=b"`,
		`Concealed`, `Digest realm="x", qop="auth, auth-int", algorithm=SHA-256, nonce="n", opaque="o", stale=false, domain="/a /b", userhash=true, charset=UTF-8`,
		`DPoP`, `DPoP algs="ES256 PS256"`, `DPoP error="use_dpop_nonce", error_description="x"`,
		`Bearer realm="x", DPoP algs="ES256"`,
		`GNAP as_uri="https://as.example/tx", access="a"`,
		`HOBA max-age="180", challenge="16:MTEy"`, `HOBA challenge=abc, max-age=10, realm="x"`,
		`Mutual realm="x", version=1, algorithm=iso-kam3-dl-2048-sha256, validation=host, reason=initial`,
		`Mutual realm="x", version=1, algorithm=a, validation=host, sid=00, ks1="x"`,
		`Negotiate`, `Negotiate oRQwEqADCgEB==`, `Negotiate a:b`, `OAuth`, `OAuth realm="http://server.example.com/"`,
		`PrivateToken challenge="abc=", token-key="123="`, `PrivateToken challenge="abc="`,
		`SCRAM-SHA-1 realm="x"`, `SCRAM-SHA-256 sid=AAAABBBB, data="c2VydmVy"`, `SCRAM-SHA-256`, `vapid`,
		`Custom`, `NTLM`, `NTLM TlRMTVNTUAAC`, `Negotiate, NTLM, Basic realm="x"`, `Token`, `Token realm="x"`, `ApiKey`,
		`AWS4-HMAC-SHA256`, `Cookie realm="x", form-action="/login", cookie-name=SID`, `X-Foo abc123==`,
		`Custom abcdef`,
	} {
		if ps := Check(v, 401); ps != nil {
			t.Errorf("Check(%q, 401) = %+v, want nothing", v, ps)
		}
		if ps := Check(v, 0); ps != nil {
			t.Errorf("Check(%q, 0) = %+v, want nothing", v, ps)
		}
	}
}

// TestCheck has a row for each mistake: its problems as "text [RFC]" and the
// one correction.
func TestCheck(t *testing.T) {
	const (
		empty   = "the value is empty, so it holds no challenge [RFC 9110 §11.6.1]"
		prose   = "the value is prose, not a challenge [RFC 9110 §11.6.1]"
		quotes  = "a double quote has no counterpart [RFC 9110 §5.6.4]"
		semi    = "parameters and challenges are separated by commas, not by semicolons [RFC 9110 §11.6.1]"
		realm   = "realm must be a quoted-string [RFC 9110 §11.5]"
		colon   = "a space follows the scheme, not a colon [RFC 9110 §11.3]"
		comma   = "a space follows the scheme, not a comma [RFC 9110 §11.3]"
		noRealm = "Basic lacks the required parameter realm [RFC 7617 §2]"
		bearer  = "Bearer needs at least one parameter, such as realm [RFC 6750 §3]"
		charset = `charset can only be "UTF-8" [RFC 7617 §2]`
		trail   = "a comma at the end makes an empty list element [RFC 9110 §5.6.1.1]"
		double  = "a comma too many makes an empty list element [RFC 9110 §5.6.1.1]"
		bws     = `no whitespace may stand around "=" [RFC 9110 §5.6.3]`
		spaces  = "one space stands between the values of scope, and nowhere else [RFC 6750 §3]"
	)
	missing := func(p string) string { return "a comma is missing before " + p + " [RFC 9110 §11.2]" }
	control := func(c string) string { return "the value holds the control character U+" + c + " [RFC 9110 §5.5]" }
	twice := func(p string) string { return "the parameter " + p + " occurs more than once [RFC 9110 §11.2]" }
	noScheme := func(p string) string { return "no scheme stands before " + p + " [RFC 9110 §11.3]" }
	word := func(w string) string { return fmt.Sprintf("%q is prose, not a challenge [RFC 9110 §11.6.1]", w) }
	token := func(p string) string {
		return "the value of " + p + " must be a quoted-string, since it is not a token [RFC 9110 §11.2]"
	}
	tests := []struct {
		in    string
		want  []string
		fixed string
	}{
		// No challenge at all.
		{``, []string{empty}, ``},
		{`,`, []string{empty}, ``},
		{" , \t", []string{empty}, ``},
		{"\r\n", []string{empty, control("000D")}, ``},

		// Prose.
		{`Unauthorized`, []string{word("Unauthorized")}, ``},
		{`Forbidden`, []string{word("Forbidden")}, ``},
		{`Invalid`, []string{word("Invalid")}, ``},
		{`Error`, []string{word("Error")}, ``},
		{`Bearer realm="x", Unauthorized`, []string{word("Unauthorized")}, ``},
		{`Authorization Required`, []string{prose}, ``},
		{`invalid token`, []string{prose}, ``},
		{`Token required`, []string{prose}, ``},
		{`You are not logged in.`, []string{prose}, ``},
		{`Unauthorized, please log in`, []string{prose}, ``},
		{`Error: denied`, []string{prose}, ``},
		{`Basic authentication required`, []string{prose}, `Basic realm="restricted"`},
		{`Bearer token is missing`, []string{prose}, `Bearer realm="restricted"`},
		{`Basic Members Area`, []string{prose}, `Basic realm="Members Area"`},
		{`invalid_token`, []string{"invalid_token is a value of the parameter error, not a scheme [RFC 6750 §3]"}, `Bearer error="invalid_token"`},

		// No scheme, or not one.
		{`realm="x"`, []string{noScheme("realm")}, ``},
		{`error="invalid_token", scope="a"`, []string{noScheme("error")}, `Bearer error="invalid_token", scope="a"`},
		{`realm="x", charset="UTF-8"`, []string{noScheme("realm")}, `Basic realm="x", charset="UTF-8"`},
		{`{"error":"x"}`, []string{`"{" is not the name of a scheme [RFC 9110 §11.1]`}, ``},
		{`https://example.com/login`, []string{`"https://example.com/login" is not the name of a scheme [RFC 9110 §11.1]`}, ``},
		{`WWW-Authenticate: Basic realm="x"`, []string{"the value repeats the field name [RFC 9110 §11.6.1]"}, `Basic realm="x"`},

		// What stands after the scheme.
		{`Bearer: realm="x"`, []string{colon}, `Bearer realm="x"`},
		{`Bearer:realm="x"`, []string{colon}, `Bearer realm="x"`},
		{`Bearer:`, []string{colon, bearer}, `Bearer realm="restricted"`},
		{`Basic, realm="x"`, []string{comma}, `Basic realm="x"`},
		{`Basic , realm="x"`, []string{comma}, `Basic realm="x"`},
		{"Basic\trealm=\"x\"", []string{"a space follows the scheme, not a tab [RFC 9110 §11.3]"}, `Basic realm="x"`},

		// Separators.
		{`Bearer realm="a" error="b"`, []string{missing("error")}, `Bearer realm="a", error="b"`},
		{`Bearer realm="a"error="b"`, []string{missing("error")}, `Bearer realm="a", error="b"`},
		{`Bearer a=b c=d e=f`, []string{missing("c"), missing("e")}, `Bearer a=b, c=d, e=f`},
		{`Basic realm="x" Bearer realm="y"`, []string{"a comma is missing before Bearer [RFC 9110 §11.6.1]"}, `Basic realm="x", Bearer realm="y"`},
		{`Bearer Basic realm="x"`, []string{"a comma is missing before Basic [RFC 9110 §11.6.1]", bearer}, `Basic realm="x", Bearer realm="restricted"`},
		{`Basic realm="x"; charset="UTF-8"`, []string{semi}, `Basic realm="x", charset="UTF-8"`},
		{`Basic realm="x"; Bearer realm="y"`, []string{semi}, `Basic realm="x", Bearer realm="y"`},
		{`Basic realm="x";`, []string{semi}, `Basic realm="x"`},
		{`Basic realm="x",`, []string{trail}, `Basic realm="x"`},
		{`Basic realm="x" , `, []string{trail}, `Basic realm="x"`},
		{`, Basic realm="x"`, []string{double}, `Basic realm="x"`},
		{`Basic realm="x",, a=b`, []string{double}, `Basic realm="x", a=b`},
		{`Basic realm: "x"`, []string{`"=" stands between a parameter and its value, not ":" [RFC 9110 §11.2]`}, `Basic realm="x"`},
		{`Basic realm = "x"`, []string{bws}, `Basic realm="x"`},
		{`Basic realm= "x"`, []string{bws}, `Basic realm="x"`},

		// Quotes.
		{`Basic realm=Restricted`, []string{realm}, `Basic realm="Restricted"`},
		{`basic realm=My App`, []string{realm}, `Basic realm="My App"`},
		{`JWT realm=x`, []string{realm}, `JWT realm="x"`},
		{`OAuth realm=http://x/`, []string{realm}, `OAuth realm="http://x/"`},
		{`Basic realm='x'`, []string{"realm must be in double quotes, not in single quotes [RFC 9110 §5.6.4]"}, `Basic realm="x"`},
		{`Basic realm='My, App', charset="UTF-8"`, []string{"realm must be in double quotes, not in single quotes [RFC 9110 §5.6.4]"}, `Basic realm="My, App", charset="UTF-8"`},
		{`Bearer error='x'`, []string{"error must be in double quotes, not in single quotes [RFC 9110 §5.6.4]"}, `Bearer error="x"`},
		{`Basic realm=\"x\"`, []string{"realm must be in double quotes without backslashes [RFC 9110 §5.6.4]"}, `Basic realm="x"`},
		{`Basic realm="x`, []string{quotes}, `Basic realm="x"`},
		{`Basic realm=x"`, []string{quotes}, `Basic realm="x"`},
		{`Basic realm="x, charset="UTF-8"`, []string{quotes}, ``},
		{`Basic realm="a"b"`, []string{quotes}, ``},
		{`Basic realm="a" b`, []string{`"b" follows the value of realm [RFC 9110 §11.3]`}, ``},
		{`Basic realm="a"b"c"`, []string{`"b" follows the value of realm [RFC 9110 §11.3]`}, ``},
		{`Basic realm=a"b"c`, []string{`a double quote stands inside the value of realm [RFC 9110 §11.3]`}, ``},
		{`Basic "x"`, []string{"a quoted-string stands where a scheme or a parameter name should [RFC 9110 §11.3]"}, ``},
		{`Bearer a=b, ="x"`, []string{`"=" has no parameter name before it [RFC 9110 §11.3]`}, ``},
		{`Basic realm=`, []string{"realm has no value [RFC 9110 §11.2]"}, `Basic realm=""`},
		{`Bearer realm=, error=x`, []string{"realm has no value [RFC 9110 §11.2]"}, `Bearer realm="", error=x`},
		{`Bearer resource_metadata=https://x/y?z=1`, []string{token("resource_metadata")}, `Bearer resource_metadata="https://x/y?z=1"`},
		{`Bearer error_description=token expired, error=x`, []string{token("error_description")}, `Bearer error_description="token expired", error=x`},

		// Characters.
		{"Basic realm=\"x\"\n", []string{control("000A")}, `Basic realm="x"`},
		{"Basic realm=\"x\",\r\n charset=\"UTF-8\"", []string{control("000D")}, `Basic realm="x", charset="UTF-8"`},
		{"Basic realm=\"x\x00\"", []string{control("0000")}, ``},
		{"Basic realm=\"\x7f\"", []string{control("007F")}, ``},

		// Duplicates.
		{`Basic realm="a", REALM="b"`, []string{twice("realm")}, ``},
		{`Basic realm="a", Realm="a"`, []string{twice("realm")}, `Basic realm="a"`},
		{`Custom a=b, a=b`, []string{twice("a")}, `Custom a=b`},

		// Basic.
		{`Basic`, []string{noRealm}, `Basic realm="restricted"`},
		{`Basic charset="UTF-8"`, []string{noRealm}, `Basic realm="restricted", charset="UTF-8"`},
		{`Bearer realm="x", basic`, []string{noRealm}, `Basic realm="restricted", Bearer realm="x"`},
		{`Basic Restricted`, []string{`Basic takes parameters, so "Restricted" needs a name before it [RFC 7617 §2]`}, `Basic realm="Restricted"`},
		{`Basic realm`, []string{`Basic takes parameters, so "realm" needs a name before it [RFC 7617 §2]`}, `Basic realm="restricted"`},
		{`Basic realm="x", charset="ISO-8859-1"`, []string{charset}, ``},
		{`Basic realm="x", charset=utf8`, []string{charset}, `Basic realm="x", charset=UTF-8`},

		// Bearer and DPoP.
		{`Bearer`, []string{bearer}, `Bearer realm="restricted"`},
		{`Bearer, Basic realm="x"`, []string{bearer}, `Basic realm="x", Bearer realm="restricted"`},
		{`Bearer invalid_token`, []string{`Bearer takes parameters, so "invalid_token" needs a name before it [RFC 6750 §3]`}, `Bearer error="invalid_token"`},
		{`Bearer token`, []string{`Bearer takes parameters, so "token" needs a name before it [RFC 6750 §3]`}, `Bearer realm="restricted"`},
		{`Bearer error_description="a \"b\" c"`, []string{`error_description can't hold the character "\"" [RFC 6750 §3]`}, `Bearer error_description="a 'b' c"`},
		{`Bearer error_description="a \\ c"`, []string{`error_description can't hold the character "\\" [RFC 6750 §3]`}, ``},
		{`Bearer error="é"`, []string{`error can't hold the character "\xc3" [RFC 6750 §3]`}, ``},
		{`Bearer error_uri="a b"`, []string{`error_uri can't hold the character " " [RFC 6750 §3]`}, ``},
		{`Bearer scope="a  b "`, []string{spaces}, `Bearer scope="a b"`},
		{`Bearer scope=""`, []string{"scope is empty [RFC 6750 §3]"}, `Bearer realm="restricted"`},
		{`DPoP realm="x", error=""`, []string{"error is empty [RFC 6750 §3]"}, `DPoP realm="x"`},

		// The other registered schemes.
		{`Digest`, []string{"Digest lacks the required parameters realm, nonce, qop [RFC 7616 §3.3]"}, ``},
		{`Digest realm="x", qop="auth"`, []string{"Digest lacks the required parameter nonce [RFC 7616 §3.3]"}, ``},
		{`Digest nonce="x", qop="auth"`, []string{"Digest lacks the required parameter realm [RFC 7616 §3.3]"}, `Digest realm="restricted", nonce="x", qop="auth"`},
		{`Digest realm="x", nonce=y, qop="auth"`, []string{"nonce must be a quoted-string in a Digest challenge [RFC 7616 §3.3]"}, `Digest realm="x", nonce="y", qop="auth"`},
		{`Digest realm="x", nonce="y", qop=auth,auth-int`, []string{token("qop")}, `Digest realm="x", nonce="y", qop="auth,auth-int"`},
		{`Digest realm="x", nonce="y", qop="auth", algorithm="MD5", stale="true"`, []string{
			"algorithm must not be quoted in a Digest challenge [RFC 7616 §3.3]",
			"stale must not be quoted in a Digest challenge [RFC 7616 §3.3]",
		}, `Digest realm="x", nonce="y", qop="auth", algorithm=MD5, stale=true`},
		{`Digest abc`, []string{`Digest takes parameters, so "abc" needs a name before it [RFC 7616 §3.3]`}, ``},
		{`Concealed abc`, []string{`Concealed takes parameters, so "abc" needs a name before it [RFC 9729]`}, ``},
		{`GNAP as_uri=https://as.example/tx`, []string{token("as_uri")}, `GNAP as_uri="https://as.example/tx"`},
		{`HOBA`, []string{"HOBA lacks the required parameters challenge, max-age [RFC 7486 §3]"}, ``},
		{`HOBA challenge=a`, []string{"HOBA lacks the required parameter max-age [RFC 7486 §3]"}, ``},
		{`Mutual version=1, algorithm=a, validation=host, realm="x"`, []string{"Mutual lacks the required parameter reason or sid [RFC 8120 §4]"}, ``},
		{`Mutual version=1, algorithm=a, validation=host, reason=initial`, []string{"Mutual lacks the required parameter realm [RFC 8120 §4]"}, `Mutual realm="restricted", version=1, algorithm=a, validation=host, reason=initial`},
		{`Negotiate realm=x`, []string{realm}, `Negotiate realm="x"`},
		{`OAuth abc`, []string{`OAuth takes parameters, so "abc" needs a name before it [RFC 5849 §3.5.1]`}, ``},
		{`PrivateToken`, []string{"PrivateToken lacks the required parameter challenge [RFC 9577 §2.1]"}, ``},
		{`PrivateToken challenge=abc=`, []string{token("challenge")}, `PrivateToken challenge="abc="`},
		{`SCRAM-SHA-1 realm=x`, []string{realm}, `SCRAM-SHA-1 realm="x"`},
		{`scram-sha-256 abc`, []string{`SCRAM-SHA-256 takes parameters, so "abc" needs a name before it [RFC 7804 §5]`}, ``},
		{`DPoP abc`, []string{`DPoP takes parameters, so "abc" needs a name before it [RFC 9449 §7.1]`}, ``},
		{`vapid abc`, []string{`vapid takes parameters, so "abc" needs a name before it [RFC 8292 §3]`}, ``},

		// Several at once, the most important first.
		{`Bearer: realm=x; scope="a  b",`, []string{colon, semi, realm, spaces, trail}, `Bearer realm="x", scope="a b"`},
		{`Basic realm=x, charset=latin1`, []string{realm, charset}, ``},
	}
	for _, tt := range tests {
		ps := Check(tt.in, 401)
		if got := texts(ps); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("Check(%q):\n got %q\nwant %q", tt.in, got, tt.want)
		}
		for _, p := range ps {
			if p.Fixed != tt.fixed {
				t.Errorf("Check(%q): fixed %q, want %q", tt.in, p.Fixed, tt.fixed)
			}
			if p.Text == "" || strings.HasSuffix(p.Text, ".") || p.RFC == "" {
				t.Errorf("Check(%q): badly put problem %+v", tt.in, p)
			}
		}
		if tt.fixed != "" {
			if ps := Check(tt.fixed, 401); ps != nil {
				t.Errorf("Check(%q), the correction of %q, has %+v", tt.fixed, tt.in, ps)
			}
		}
	}
}

func texts(ps []Problem) []string {
	var ss []string
	for _, p := range ps {
		ss = append(ss, p.Text+" ["+p.RFC+"]")
	}
	return ss
}

func TestCheckStatus(t *testing.T) {
	right := map[string]int{
		`Bearer error="invalid_request"`:    400,
		`Bearer error="invalid_token"`:      401,
		`Bearer error="insufficient_scope"`: 403,
		`bearer error=insufficient_scope`:   403,
		`DPoP error="invalid_request"`:      400,
		`DPoP error="invalid_token"`:        401,
		`DPoP error="insufficient_scope"`:   403,
		`DPoP error="invalid_dpop_proof"`:   401,
		`DPoP error="use_dpop_nonce"`:       401,
	}
	for v, want := range right {
		for _, status := range []int{0, 200, 400, 401, 403, 407, 500} {
			ps := Check(v, status)
			conflict := (status == 400 || status == 401 || status == 403) && status != want
			if !conflict && ps != nil || conflict && (len(ps) != 1 || ps[0].Fixed != "" ||
				!strings.Contains(ps[0].Text, fmt.Sprintf("belongs with status %d, not %d", want, status))) {
				t.Errorf("Check(%q, %d) = %+v; it belongs with %d", v, status, ps, want)
			}
		}
	}
	if ps := Check(`Custom error="insufficient_scope"`, 401); ps != nil {
		t.Errorf("the codes of Bearer are held against another scheme: %+v", ps)
	}
}

// parts makes a partial value of a format; $ is a hole without a verb.
func parts(format string) []Part {
	var ps []Part
	text := ""
	flush := func() {
		if text != "" {
			ps = append(ps, Part{Text: text})
		}
		text = ""
	}
	for i := 0; i < len(format); i++ {
		switch c := format[i]; {
		case c == '$':
			flush()
			ps = append(ps, Part{Hole: true})
		case c == '%' && format[i+1] == '%':
			i++
			text += "%"
		case c == '%':
			flush()
			i++
			ps = append(ps, Part{Hole: true, Verb: format[i]})
		default:
			text += string(c)
		}
	}
	flush()
	return ps
}

func TestCheckPartial(t *testing.T) {
	const (
		realm    = "realm must be a quoted-string"
		single   = "realm must be in double quotes, not in single quotes"
		comma    = "a comma is missing before error"
		twice    = "realm is quoted twice: %q brings its own quotes"
		prose    = "the value is prose, not a challenge"
		noRealm  = "Basic lacks the required parameter realm"
		quotes   = "a double quote has no counterpart"
		noScheme = "no scheme stands before realm"
		semi     = "parameters and challenges are separated by commas, not by semicolons"
	)
	tests := []struct {
		in    string
		want  []string
		fixed string
	}{
		// Some filling makes these right.
		{`%s`, nil, ``},
		{`$`, nil, ``},
		{`Bearer %s`, nil, ``},
		{`Bearer$`, nil, ``},
		{`%s realm="x"`, nil, ``},
		{`%s realm=%q`, nil, ``},
		{`$ realm="x"`, nil, ``},
		{`Basic realm="%s"`, nil, ``},
		{`Basic realm=%q`, nil, ``},
		{`Basic realm=$`, nil, ``},
		{`Basic realm="$"`, nil, ``},
		{`Basic realm="$`, nil, ``},
		{`Basic realm=$"`, nil, ``},
		{`Basic $="x"`, nil, ``},
		{`Bearer error="%s"`, nil, ``},
		{`Bearer error=%s`, nil, ``},
		{`Bearer max_age=%d`, nil, ``},
		{`Bearer realm="x"%s`, nil, ``},
		{`Bearer realm="x" %s`, nil, ``},
		{`Basic charset="UTF-8"$`, nil, ``},
		{`Basic realm="x", charset=$`, nil, ``},
		{`Basic realm="x", charset=utf$`, nil, ``},
		{`Digest realm=%q, nonce="%s", qop="auth", opaque=%q`, nil, ``},
		{`Unauthorized$`, nil, ``},
		{`$, realm="x"`, nil, ``},
		{`Bearer error="invalid_token"$`, nil, ``},
		{`Bearer realm="a", realm$`, nil, ``},
		{`$ foo:bar`, nil, ``}, // Negotiate takes it

		// realm without quotes.
		{`Basic realm=%s`, []string{realm}, `Basic realm=%q`},
		{`Basic realm=%v`, []string{realm}, `Basic realm="%v"`},
		{`Basic realm=%d`, []string{realm}, `Basic realm="%d"`},
		{`Basic realm=%s, charset="UTF-8"`, []string{realm}, `Basic realm=%q, charset="UTF-8"`},
		{`%s realm=%s`, nil, ``}, // the scheme may be `X a="`
		{`Basic realm=my-%s`, []string{realm}, `Basic realm="my-%s"`},
		{`Basic realm=my-$`, []string{realm}, ``},
		{`Basic realm='%s'`, []string{single}, `Basic realm=%q`},
		{`Basic realm='$'`, []string{single}, ``},
		{`Bearer realm=x, scope="%s"`, []string{realm}, `Bearer realm="x", scope="%s"`},
		{`Bearer realm=100%%, scope="%s"`, []string{realm}, `Bearer realm="100%%", scope="%s"`},
		{`Basic realm="%q"`, []string{twice}, `Basic realm=%q`},
		{`Basic realm="my %q"`, []string{twice}, ``},

		// Structure.
		{`Bearer realm="a" error=%q`, []string{comma}, `Bearer realm="a", error=%q`},
		{`Bearer realm=%q error=%q`, []string{comma}, `Bearer realm=%q, error=%q`},
		{`Bearer realm="%s" error="x"`, []string{comma}, `Bearer realm="%s", error="x"`},
		{`Bearer realm="$" error="x"`, []string{comma}, ``},
		// What stands between two quotes of the author's holds none of its own.
		{`Bearer realm="%s",service="%s" scope="%s"`, []string{"a comma is missing before scope"}, `Bearer realm="%s", service="%s", scope="%s"`},
		{`Bearer realm="$" scope="$"`, []string{"a comma is missing before scope"}, ``},
		{`Bearer realm="a $" scope="$ b"`, []string{"a comma is missing before scope"}, ``},
		{`Bearer realm="$", scope="$"`, nil, ``},
		{`Bearer realm="$\"" scope="$"`, []string{"a comma is missing before scope"}, ``},
		{`Bearer realm="$ scope=$`, nil, ``},
		{`Basic charset="$"`, []string{noRealm}, ``},
		{`Bearer realm="%s", error="insufficient_scope"`, []string{`error="insufficient_scope" belongs with status 403, not 401`}, ``},
		{`Bearer realm="$", error="invalid_token"`, nil, ``},
		{`Bearer realm="$", error="$"`, nil, ``},
		{`Bearer realm=%q; error="x"`, []string{semi}, `Bearer realm=%q, error="x"`},
		{`Bearer realm="%s; error="x"`, []string{quotes}, ``},
		{`realm="%s"`, []string{noScheme}, ``},
		{`Bearer: realm="%s"`, []string{"a space follows the scheme, not a colon"}, `Bearer realm="%s"`},
		{`Basic, realm="%s"`, []string{"a space follows the scheme, not a comma"}, `Basic realm="%s"`},
		{`Bearer realm="%s",`, []string{"a comma at the end makes an empty list element"}, `Bearer realm="%s"`},
		{`invalid token: %v`, []string{prose}, ``},
		{`%s is not authorized`, []string{prose}, ``},

		// Meaning, where the text up to it is known.
		{`Basic, %s`, []string{noRealm}, `Basic realm="restricted", %s`},
		{`Basic charset=%q`, []string{noRealm}, `Basic realm="restricted", charset=%q`},
		{`Basic realm="a", realm=%q`, []string{"the parameter realm occurs more than once"}, ``},
		{`Basic realm=%q, charset=latin1`, []string{`charset can only be "UTF-8"`}, ``},
		{`Bearer error="insufficient_scope", scope="%s"`, []string{`error="insufficient_scope" belongs with status 403, not 401`}, ``},
		{`Bearer realm=%q, error="insufficient_scope"`, []string{`error="insufficient_scope" belongs with status 403, not 401`}, ``},

		// Without holes it is Check.
		{`Basic realm=100%%`, []string{realm}, `Basic realm="100%"`},
	}
	for _, tt := range tests {
		var got []string
		for _, p := range CheckPartial(parts(tt.in), 401) {
			got = append(got, p.Text)
			if p.Fixed != tt.fixed {
				t.Errorf("CheckPartial(%q): fixed %q, want %q", tt.in, p.Fixed, tt.fixed)
			}
		}
		if !reflect.DeepEqual(got, tt.want) {
			t.Errorf("CheckPartial(%q):\n got %q\nwant %q", tt.in, got, tt.want)
		}
		if tt.fixed == "" || !strings.Contains(tt.in, "%") || strings.HasSuffix(tt.fixed, ", %s") {
			continue
		}
		if ps := CheckPartial(parts(tt.fixed), 401); ps != nil && tt.fixed != `Basic realm="100%"` {
			t.Errorf("CheckPartial(%q), the correction of %q, has %+v", tt.fixed, tt.in, ps)
		}
	}
}

func TestCheckPartialNothing(t *testing.T) {
	for _, ps := range [][]Part{nil, {{Text: ""}}, {{Text: " "}, {Text: ","}}} {
		if got := CheckPartial(ps, 401); len(got) != 1 || !strings.Contains(got[0].Text, "empty") {
			t.Errorf("CheckPartial(%+v) = %+v, want an empty value", ps, got)
		}
	}
}

// What is right by the grammar may keep clients out all the same.
func TestInterop(t *testing.T) {
	for in, want := range map[string]string{
		`Bearer realm="x", Basic realm="y"`:    `Basic realm="y", Bearer realm="x"`,
		`Negotiate, Basic realm="y"`:           `Basic realm="y", Negotiate`,
		`Basic charset="UTF-8", realm="x"`:     `Basic realm="x", charset="UTF-8"`,
		`basic realm="x"`:                      `Basic realm="x"`,
		`Basic realm="y", Bearer realm="x"`:    "",
		`Basic realm="x", charset="UTF-8"`:     "",
		`Bearer realm="x"`:                     "",
		`Digest realm="d", nonce="n", qop="a"`: "",
		`Basic`:                                "", // a defect
		"":                                     "",
	} {
		why, got := Interop(in)
		if got != want || (why == "") != (want == "") {
			t.Errorf("Interop(%q) = %q, %q, want %q", in, why, got, want)
		}
		if again, _ := Interop(got); again != "" {
			t.Errorf("%q keeps clients out: %s", got, again)
		}
	}
}

// Every defect says whom its form keeps out.
func TestClients(t *testing.T) {
	for in, want := range map[string]string{
		"":                                 keepsAll,
		"Unauthorized":                     keepsAll,
		`realm="x"`:                        keepsAll,
		`Basic: realm="x"`:                 "keeps out 15 of 17 clients tried, among them curl and git",
		`Basic, realm="x"`:                 "keeps out 9 of 17 clients tried, among them wget, Maven and urllib",
		`, Basic realm="x"`:                "keeps out 9 of 17 clients tried, among them Java, Mercurial and Subversion",
		`Basic`:                            "keeps out 8 of 17 clients tried, among them urllib, Mercurial and Subversion",
		`Basic "x"`:                        "keeps out 7 of 17 clients tried, among them urllib, Mercurial and Subversion",
		`Basic realm = "x"`:                "keeps out 5 of 17 clients tried, among them urllib, Mercurial and Subversion",
		`Basic realm=my site`:              "keeps out 1 of 17 clients tried, lftp, and others read half a realm",
		`Bearer`:                           "keeps out all 5 clients of container registries",
		`Digest realm="x"`:                 "keeps out curl, git and Java, even beside a good Basic",
		`Basic realm=x`:                    keepsNone,
		`Basic realm="x",`:                 keepsNone,
		`Basic realm="x"; charset="UTF-8"`: keepsNone,
		`Basic realm="x" charset="UTF-8"`:  "by the RFC only: curl, git, wget, urllib and Java read it",
		`Bearer error="invalid_request"`:   notTried,
	} {
		if ps := Check(in, 401); len(ps) == 0 || ps[0].Clients != want {
			t.Errorf("Check(%q): %+v, want %q", in, ps, want)
		}
	}
}

// TestSchemes holds the table to the registry's 14 names, and to itself.
func TestSchemes(t *testing.T) {
	var names []string
	for _, sc := range schemes {
		names = append(names, sc.name)
		for _, list := range [][]string{sc.required, sc.oneOf, sc.quoted, sc.unquoted} {
			for _, p := range list {
				if !contains(sc.params, p) {
					t.Errorf("%s: %s is not among its parameters", sc.name, p)
				}
			}
		}
		if !strings.HasPrefix(sc.rfc, "RFC ") {
			t.Errorf("%s: no RFC", sc.name)
		}
		if lookup(strings.ToUpper(sc.name)) == nil || lookup(strings.ToLower(sc.name)) == nil {
			t.Errorf("%s: not found in another case", sc.name)
		}
	}
	want := "Basic Bearer Concealed Digest DPoP GNAP HOBA Mutual Negotiate OAuth PrivateToken SCRAM-SHA-1 SCRAM-SHA-256 vapid"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("schemes: %s, want %s", got, want)
	}
}
