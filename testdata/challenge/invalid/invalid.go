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
	staffScheme  = "Basic realm=staff" // want `challenge \[invalid-challenge\]: .*: write Basic realm="staff" \(RFC .*\)`
	memberScheme = `Bearer realm="members"`
)

func anonymous(r *http.Request) bool {
	return r.Header.Get("Authorization") == ""
}

// realm must be quoted (RFC 9110 §11.5).
func unquotedRealm(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", "Basic realm=Restricted") // want `challenge \[invalid-challenge\]: .*: write Basic realm="Restricted" \(RFC .*\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// Single quotes are no quotes.
func singleQuotes(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", "Basic realm='private_pages'") // want `challenge \[invalid-challenge\]: .*: write Basic realm="private_pages" \(RFC .*\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// A quote is not closed.
func openQuote(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", `Basic realm="private`) // want `challenge \[invalid-challenge\]: .*: write Basic realm="private" \(RFC .*\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// A comma after the scheme ends the challenge there.
func commaAfterScheme(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", `Basic, realm="x"`) // want `challenge \[invalid-challenge\]: .*: write Basic realm="x" \(RFC .*\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// A colon after the scheme is no part of it.
func colonAfterScheme(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", `Bearer: realm="api"`) // want `challenge \[invalid-challenge\]: .*: write Bearer realm="api" \(RFC .*\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// Parameters are separated by commas.
func missingComma(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="api" error="invalid_token"`) // want `challenge \[invalid-challenge\]: .*: write Bearer realm="api", error="invalid_token" \(RFC .*\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// Not by semicolons.
func semicolon(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="api"; error="invalid_token"`) // want `challenge \[invalid-challenge\]: .*: write Bearer realm="api", error="invalid_token" \(RFC .*\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// Nor are challenges.
func twoSchemesSemicolon(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", `Basic realm="api"; Bearer realm="api"`) // want `challenge \[invalid-challenge\]: .*`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// Nothing follows the comma.
func trailingComma(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", `Basic realm="x",`) // want `challenge \[invalid-challenge\]: .*: write Basic realm="x" \(RFC .*\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// A tab after the scheme, where only spaces may stand.
func tab(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", "Basic\trealm=\"x\"") // want `challenge \[invalid-challenge\]: .*: write Basic realm="x" \(RFC .*\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// A parameter without a scheme.
func noScheme(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", `realm="api"`) // want `challenge \[invalid-challenge\]: .*`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// Bearer asks for a parameter (RFC 6750 §3).
func bareBearer(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", "Bearer") // want `challenge \[invalid-challenge\]: .*`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// Basic asks for a realm (RFC 7617 §2).
func bareBasic(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", "Basic") // want `challenge \[invalid-challenge\]: .*`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// Basic with a parameter that is not the realm.
func basicWithoutRealm(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", `Basic charset="UTF-8"`) // want `challenge \[invalid-challenge\]: .*`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// Digest asks for a nonce and qop (RFC 7616 §3.3).
func digestWithoutNonce(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", `Digest realm="api"`) // want `challenge \[invalid-challenge\]: .*`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// A parameter stands once in a challenge, in any case of its letters.
func repeatedParameter(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="a", Realm="b"`) // want `challenge \[invalid-challenge\]: .*`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// Prose is no challenge.
func prose(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", "You have to log in first!") // want `challenge \[invalid-challenge\]: .*`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// Nothing at all, and a comma, which is nothing.
func empty(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet {
		w.Header().Set("WWW-Authenticate", "") // want `challenge \[invalid-challenge\]: .*`
	} else {
		w.Header().Set("WWW-Authenticate", ",") // want `challenge \[invalid-challenge\]: .*`
	}
	w.WriteHeader(http.StatusUnauthorized)
}

// insufficient_scope belongs to 403 (RFC 6750 §3.1).
func scopeWith401(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="api", error="insufficient_scope"`) // want `challenge \[invalid-challenge\]: .*`
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
		w.Header().Set("WWW-Authenticate", `Bearer realm="api", error="invalid_request"`) // want `challenge \[invalid-challenge\]: .*`
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
	value := "Basic realm=guests" // want `challenge \[invalid-challenge\]: .*: write Basic realm="guests" \(RFC .*\)`
	if r.Host == "members.example.com" {
		value = memberScheme
	}
	w.Header().Set("WWW-Authenticate", value)
	w.WriteHeader(http.StatusUnauthorized)
}

// A concatenation of constants is a constant.
func concatenation(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("www-authenticate", "Basic realm="+staffRealm) // want `challenge \[invalid-challenge\]: .*: write Basic realm="staff" \(RFC .*\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// A format whose operands are constants is a constant too.
func constantFormat(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", fmt.Sprintf("Basic realm=%s", staffRealm)) // want `challenge \[invalid-challenge\]: .*`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// The constant parts of a format lack a comma.
func formatWithoutComma(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", fmt.Sprintf("Bearer realm=%q error=%q", r.Host, "invalid_token")) // want `challenge \[invalid-challenge\]: .*`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// The constant parts of a format lack a scheme.
func formatWithoutScheme(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", fmt.Sprintf("realm=%q", r.Host)) // want `challenge \[invalid-challenge\]: .*`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// The constant parts of a format have a comma after the scheme.
func formatComma(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", fmt.Sprintf("Basic, realm=%q", r.Host)) // want `challenge \[invalid-challenge\]: .*`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// A constant scheme and an unknown quoted realm, with a colon between.
func concatenatedColon(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", "Bearer: realm="+strconv.Quote(r.Host)) // want `challenge \[invalid-challenge\]: .*`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// Add is read as Set is.
func added(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Add("WWW-Authenticate", `Bearer realm="api"`)
		w.Header().Add("WWW-Authenticate", "Basic realm=api") // want `challenge \[invalid-challenge\]: .*: write Basic realm="api" \(RFC .*\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// So is the map.
func mapped(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header()["Www-Authenticate"] = []string{"Basic realm=api"} // want `challenge \[invalid-challenge\]: .*: write Basic realm="api" \(RFC .*\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// A helper that only sets the challenge is judged by its value.
func setStaffChallenge(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", "Basic realm=staff") // want `challenge \[invalid-challenge\]: .*: write Basic realm="staff" \(RFC .*\)`
}

// gin.
func ginUnquoted(c *gin.Context) {
	if anonymous(c.Request) {
		c.Header("WWW-Authenticate", "Bearer realm=api") // want `challenge \[invalid-challenge\]: .*: write Bearer realm="api" \(RFC .*\)`
		c.AbortWithStatus(http.StatusUnauthorized)
	}
}

// gin, through the writer.
func ginWriter(c *gin.Context) {
	if anonymous(c.Request) {
		c.Writer.Header().Set("WWW-Authenticate", "Basic") // want `challenge \[invalid-challenge\]: .*`
		c.AbortWithStatus(http.StatusUnauthorized)
	}
}
