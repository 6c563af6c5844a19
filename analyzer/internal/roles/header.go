package roles

import (
	"go/types"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// The header fields of challenges.
const (
	Challenge = "WWW-Authenticate"
	Proxy     = "Proxy-Authenticate"
)

// NeededBy is "401" or "407" for the header field of the challenge that these
// need, and "" for another. Names of fields have no case.
func NeededBy(field string) string {
	switch {
	case strings.EqualFold(field, Challenge):
		return "401"
	case strings.EqualFold(field, Proxy):
		return "407"
	}
	return ""
}

// IsHeader tells whether a type is a map of header fields.
func IsHeader(t types.Type) bool {
	switch syntax.TypeName(t) {
	case "net/http.Header", "net/textproto.MIMEHeader":
		return true
	}
	return false
}

// IsRequest tells whether a type is that of requests to a server.
func IsRequest(t types.Type) bool { return syntax.TypeName(t) == "net/http.Request" }
