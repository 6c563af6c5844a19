// Package invalid holds challenges that clients can't read.
package invalid

import (
	"fmt"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"
)

const (
	headerName   = "WWW-Authenticate"
	staffRealm   = "staff"
	staffScheme  = "Basic realm=staff" // want `challenge \[invalid-challenge\]: realm must be a quoted-string: write Basic realm="staff" \(RFC 9110 §11\.5; by the RFC only: 17 clients tried read it\)`
	memberScheme = `Bearer realm="members"`
)

func anonymous(r *http.Request) bool {
	return r.Header.Get("Authorization") == ""
}

// realm must be quoted (RFC 9110 §11.5).
func unquotedRealm(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", "Basic realm=Restricted") // want `challenge \[invalid-challenge\]: realm must be a quoted-string: write Basic realm="Restricted" \(RFC 9110 §11\.5; by the RFC only: 17 clients tried read it\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// Single quotes are no quotes.
func singleQuotes(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", "Basic realm='private_pages'") // want `challenge \[invalid-challenge\]: realm must be in double quotes, not in single quotes: write Basic realm="private_pages" \(RFC 9110 §5\.6\.4; by the RFC only: 17 clients tried read it\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// A quote is not closed.
func openQuote(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", `Basic realm="private`) // want `challenge \[invalid-challenge\]: a double quote has no counterpart: write Basic realm="private" \(RFC 9110 §5\.6\.4; by the RFC only: 17 clients tried read it\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// A comma after the scheme ends the challenge there.
func commaAfterScheme(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", `Basic, realm="x"`) // want `challenge \[invalid-challenge\]: a space follows the scheme, not a comma: write Basic realm="x" \(RFC 9110 §11\.3; keeps out 9 of 17 clients tried, among them wget, Maven and urllib\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// A colon after the scheme is no part of it.
func colonAfterScheme(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", `Bearer: realm="api"`) // want `challenge \[invalid-challenge\]: a space follows the scheme, not a colon: write Bearer realm="api" \(RFC 9110 §11\.3; keeps out 15 of 17 clients tried, among them curl and git\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// Parameters are separated by commas.
func missingComma(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="api" error="invalid_token"`) // want `challenge \[invalid-challenge\]: a comma is missing before error: write Bearer realm="api", error="invalid_token" \(RFC 9110 §11\.2; by the RFC only: curl, git, wget, urllib and Java read it\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// Not by semicolons.
func semicolon(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="api"; error="invalid_token"`) // want `challenge \[invalid-challenge\]: parameters and challenges are separated by commas, not by semicolons: write Bearer realm="api", error="invalid_token" \(RFC 9110 §11\.6\.1; by the RFC only: 17 clients tried read it\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// Nor are challenges.
func twoSchemesSemicolon(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", `Basic realm="api"; Bearer realm="api"`) // want `challenge \[invalid-challenge\]: parameters and challenges are separated by commas, not by semicolons: write Basic realm="api", Bearer realm="api" \(RFC 9110 §11\.6\.1; by the RFC only: 17 clients tried read it\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// Nothing follows the comma.
func trailingComma(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", `Basic realm="x",`) // want `challenge \[invalid-challenge\]: a comma at the end makes an empty list element: write Basic realm="x" \(RFC 9110 §5\.6\.1\.1; by the RFC only: 17 clients tried read it\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// A tab after the scheme, where only spaces may stand.
func tab(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", "Basic\trealm=\"x\"") // want `challenge \[invalid-challenge\]: a space follows the scheme, not a tab: write Basic realm="x" \(RFC 9110 §11\.3; by the RFC; not tried with clients\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// A parameter without a scheme.
func noScheme(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", `realm="api"`) // want `challenge \[invalid-challenge\]: no scheme stands before realm \(RFC 9110 §11\.3; keeps out all 17 clients tried\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// Bearer asks for a parameter (RFC 6750 §3).
func bareBearer(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", "Bearer") // want `challenge \[invalid-challenge\]: Bearer needs at least one parameter, such as realm: write Bearer realm="challenge" \(RFC 6750 §3; keeps out all 5 clients of container registries\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// Basic asks for a realm (RFC 7617 §2).
func bareBasic(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", "Basic") // want `challenge \[invalid-challenge\]: Basic lacks the required parameter realm: write Basic realm="api" \(RFC 7617 §2; keeps out 8 of 17 clients tried, among them urllib, Mercurial and Subversion\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// Basic with a parameter that is not the realm.
func basicWithoutRealm(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", `Basic charset="UTF-8"`) // want `challenge \[invalid-challenge\]: Basic lacks the required parameter realm: write Basic realm="api", charset="UTF-8" \(RFC 7617 §2; keeps out 8 of 17 clients tried, among them urllib, Mercurial and Subversion\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// Digest asks for a nonce and qop (RFC 7616 §3.3).
func digestWithoutNonce(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", `Digest realm="api"`) // want `challenge \[invalid-challenge\]: Digest lacks the required parameters nonce, qop \(RFC 7616 §3\.3; keeps out curl, git and Java, even beside a good Basic\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// A parameter stands once in a challenge, in any case of its letters.
func repeatedParameter(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="a", Realm="b"`) // want `challenge \[invalid-challenge\]: the parameter realm occurs more than once \(RFC 9110 §11\.2; by the RFC only: 17 clients tried read it\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// Prose is no challenge.
func prose(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", "You have to log in first!") // want `challenge \[invalid-challenge\]: the value is prose, not a challenge \(RFC 9110 §11\.6\.1; keeps out all 17 clients tried\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// Nothing at all, and a comma, which is nothing.
func empty(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet {
		w.Header().Set("WWW-Authenticate", "") // want `challenge \[invalid-challenge\]: the value is empty, so it holds no challenge \(RFC 9110 §11\.6\.1; keeps out all 17 clients tried\)`
	} else {
		w.Header().Set("WWW-Authenticate", ",") // want `challenge \[invalid-challenge\]: the value is empty, so it holds no challenge \(RFC 9110 §11\.6\.1; keeps out all 17 clients tried\)`
	}
	w.WriteHeader(http.StatusUnauthorized)
}

// insufficient_scope belongs to 403 (RFC 6750 §3.1).
func scopeWith401(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="api", error="insufficient_scope"`) // want `challenge \[invalid-challenge\]: error="insufficient_scope" belongs with status 403, not 401 \(RFC 6750 §3\.1; by the RFC; not tried with clients\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// With 403 it is right.
func scopeWith403(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api", error="insufficient_scope", scope="write"`)
	w.WriteHeader(http.StatusForbidden)
}

// The challenge of scopeWith401 is none of this function's, where it is right.
func sameValueWith403(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api", error="insufficient_scope"`)
	w.WriteHeader(http.StatusForbidden)
}

// invalid_request belongs to 400.
func requestWith401(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="api", error="invalid_request"`) // want `challenge \[invalid-challenge\]: error="invalid_request" belongs with status 400, not 401 \(RFC 6750 §3\.1; by the RFC; not tried with clients\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// A named constant is reported where it is declared, under any spelling of
// the header.
func namedConstant(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set(headerName, staffScheme)
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// And once, however often it is used.
func namedConstantAgain(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", staffScheme)
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// A variable is reported where its value is written.
func variable(w http.ResponseWriter, r *http.Request) {
	value := "Basic realm=guests" // want `challenge \[invalid-challenge\]: realm must be a quoted-string: write Basic realm="guests" \(RFC 9110 §11\.5; by the RFC only: 17 clients tried read it\)`
	if r.Host == "members.example.com" {
		value = memberScheme
	}
	w.Header().Set("WWW-Authenticate", value)
	w.WriteHeader(http.StatusUnauthorized)
}

// A concatenation of constants is a constant.
func concatenation(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("www-authenticate", "Basic realm="+staffRealm) // want `challenge \[invalid-challenge\]: realm must be a quoted-string: write Basic realm="staff" \(RFC 9110 §11\.5; by the RFC only: 17 clients tried read it\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// A format whose operands are constants is a constant too.
func constantFormat(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", fmt.Sprintf("Basic realm=%s", staffRealm)) // want `challenge \[invalid-challenge\]: realm must be a quoted-string: write Basic realm="staff" \(RFC 9110 §11\.5; by the RFC only: 17 clients tried read it\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// The constant parts of a format lack a comma.
func formatWithoutComma(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", fmt.Sprintf("Bearer realm=%q error=%q", r.Host, "invalid_token")) // want `challenge \[invalid-challenge\]: a comma is missing before error: write Bearer realm=%q, error="invalid_token" \(RFC 9110 §11\.2; by the RFC only: curl, git, wget, urllib and Java read it\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// The constant parts of a format lack a scheme.
func formatWithoutScheme(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", fmt.Sprintf("realm=%q", r.Host)) // want `challenge \[invalid-challenge\]: no scheme stands before realm \(RFC 9110 §11\.3; keeps out all 17 clients tried\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// The constant parts of a format have a comma after the scheme.
func formatComma(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", fmt.Sprintf("Basic, realm=%q", r.Host)) // want `challenge \[invalid-challenge\]: a space follows the scheme, not a comma: write Basic realm=%q \(RFC 9110 §11\.3; keeps out 9 of 17 clients tried, among them wget, Maven and urllib\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// A constant scheme and an unknown quoted realm, with a colon between.
func concatenatedColon(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", "Bearer: realm="+strconv.Quote(r.Host)) // want `challenge \[invalid-challenge\]: a space follows the scheme, not a colon \(RFC 9110 §11\.3; keeps out 15 of 17 clients tried, among them curl and git\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// Add is read as Set is.
func added(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Add("WWW-Authenticate", `Bearer realm="api"`)
		w.Header().Add("WWW-Authenticate", "Basic realm=api") // want `challenge \[invalid-challenge\]: realm must be a quoted-string: write Basic realm="api" \(RFC 9110 §11\.5; by the RFC only: 17 clients tried read it\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// So is the map.
func mapped(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header()["Www-Authenticate"] = []string{"Basic realm=api"} // want `challenge \[invalid-challenge\]: realm must be a quoted-string: write Basic realm="api" \(RFC 9110 §11\.5; by the RFC only: 17 clients tried read it\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// A helper that only sets the challenge is judged by its value.
func setStaffChallenge(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", "Basic realm=staff") // want `challenge \[invalid-challenge\]: realm must be a quoted-string: write Basic realm="staff" \(RFC 9110 §11\.5; by the RFC only: 17 clients tried read it\)`
}

// gin.
func ginUnquoted(c *gin.Context) {
	if anonymous(c.Request) {
		c.Header("WWW-Authenticate", "Bearer realm=api") // want `challenge \[invalid-challenge\]: realm must be a quoted-string: write Bearer realm="api" \(RFC 9110 §11\.5; by the RFC only: 17 clients tried read it\)`
		c.AbortWithStatus(http.StatusUnauthorized)
	}
}

// gin, through the writer.
func ginWriter(c *gin.Context) {
	if anonymous(c.Request) {
		c.Writer.Header().Set("WWW-Authenticate", "Basic") // want `challenge \[invalid-challenge\]: Basic lacks the required parameter realm: write Basic realm="api" \(RFC 7617 §2; keeps out 8 of 17 clients tried, among them urllib, Mercurial and Subversion\)`
		c.AbortWithStatus(http.StatusUnauthorized)
	}
}
