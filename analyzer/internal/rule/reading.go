package rule

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// A reading is the set of what code reads of a request to learn who asks, by
// how that came. The bottom is the empty set, join is union.
type reading uint32

const (
	readsBasic       reading = 1 << iota // user and password, by a call that reads both
	readsBasicScheme                     // the scheme Basic is tested
	readsBearer                          // the scheme Bearer is tested, or a library reads the token
	readsDPoP                            // the scheme or the header DPoP
	readsTokenScheme                     // a scheme Token
	readsKeyScheme                       // a scheme ApiKey
	readsOtherScheme                     // another registered scheme
	readsField                           // the Authorization field, with any scheme
	readsProxy                           // Proxy-Authorization
	readsElsewhere                       // a token or a key in a header of its own, or a parameter
	readsParameter                       // the parameter access_token of RFC 6750 §2.2 and §2.3
	readsCookie
	readsCertificate
	readsTyped // a password that is compared, from a form or a body
	readsToken // a token, wherever it came from
	readsBody  // a form or a body, whatever was in it

	// Signs that tell something beside the field alone.
	decodes          // base64
	signs            // a signature is made or verified
	splitsColon      // a text is cut at a colon
	namesOwn         // the name of some scheme is tested
	readsCookieField // the field that all cookies come in, of which one may be a session's
	namesScheme      // a challenge of the package names a registered scheme
)

// transports are the readings that say how a credential came.
const transports = readsBasic | readsBasicScheme | readsBearer | readsDPoP | readsTokenScheme | readsKeyScheme |
	readsOtherScheme | readsField | readsProxy | readsElsewhere | readsParameter | readsCookie | readsCertificate

func (r reading) has(q reading) bool { return r&q != 0 }

// resolved settles what the field alone does not tell: what was decoded and cut
// at a colon is Basic (RFC 7617 §2), and a field of which a scheme is tested
// holds no other. The words basic, token and apikey are schemes only where the
// field is read.
func (r reading) resolved() reading {
	if !r.has(readsField | readsProxy) {
		r &^= readsBasicScheme | readsTokenScheme | readsKeyScheme
	}
	if r.has(readsField|readsProxy) && r&(decodes|splitsColon) == decodes|splitsColon && !r.has(readsBearer|readsDPoP) {
		r |= readsBasicScheme
	}
	if r.has(readsBasic | readsBasicScheme | readsBearer | readsDPoP | readsTokenScheme | readsKeyScheme | readsOtherScheme) {
		r &^= readsField
	}
	if r.has(readsField) && r.has(namesOwn|signs) {
		r = r&^readsField | readsOtherScheme // one that nobody else has, or a signature of the request
	}
	if r.has(readsField) {
		r |= readsBearer
	}
	if r.has(readsBasicScheme) {
		r |= readsBasic
	}
	return r
}

// credentials are the kinds of credentials that a reading of a package is.
func (r reading) credentials() Credentials {
	byHand := r.has(readsBasicScheme) || r&(decodes|splitsColon) == decodes|splitsColon && r.has(readsField)
	return Credentials{
		Basic:  r.has(readsBasic) || byHand,
		Bearer: r.has(readsBearer|readsDPoP|readsTokenScheme|readsKeyScheme|readsElsewhere|readsParameter|readsToken) || r.has(readsField|readsProxy) && !byHand,
		Cookie: r.has(readsCookie),
		Other:  r.has(readsCertificate | readsOtherScheme | namesScheme),
	}
}

// cookieOnly tells whether a session cookie is read and nothing else that says
// how a credential came.
func (r reading) cookieOnly() bool { return r&transports == readsCookie && !r.has(namesScheme) }

// keeps tells whether a getter gives what a middleware or a session keeps: that
// is of any type, and what a request brings is text.
func keeps(fn *types.Func) bool {
	results := fn.Signature().Results()
	return results.Len() > 0 && types.IsInterface(results.At(0).Type())
}

// schemeReading is what the test of a scheme reads.
func schemeReading(name string) reading {
	switch strings.ToLower(name) {
	case "basic":
		return readsBasicScheme
	case "bearer":
		return readsBearer
	case "dpop":
		return readsDPoP
	case "token":
		return readsTokenScheme
	case "apikey":
		return readsKeyScheme
	case "digest", "negotiate", "hoba", "mutual":
		return readsOtherScheme
	}
	return 0
}

// fieldOfAuth tells whether a name is that of a field for credentials.
func fieldOfAuth(name string) bool {
	name = strings.ToLower(name)
	return name == "authorization" || name == "proxy-authorization"
}

// elsewhere tells whether what is read came in a way that no registered scheme
// names, and in no other.
func (r reading) elsewhere() bool { return r&transports == readsElsewhere }

// schemes are the schemes of challenges that answer a reading, the safest
// first: Basic first where both are taken, since clients that know no other
// stop at the first that they don't know. There are none where no scheme names
// what is read.
func (r reading) schemes(status int64) []string {
	if status == 401 && r.has(readsProxy) && !r.has(readsField) {
		return nil // what a proxy asks for goes with 407
	}
	r = r.resolved()
	var out []string
	add := func(q reading, scheme string) {
		if r.has(q) {
			out = append(out, scheme)
		}
	}
	if status == 407 {
		switch {
		case !r.has(readsBearer):
			return []string{"Basic"}
		case r.has(readsBasic):
			return []string{"Basic", "Bearer"}
		}
		return []string{"Bearer"}
	}
	add(readsBasic, "Basic")
	add(readsBearer, "Bearer")
	add(readsDPoP, "DPoP")
	if len(out) > 0 || r.has(readsOtherScheme|readsProxy) {
		return out
	}
	switch {
	case r.has(readsTokenScheme):
		return []string{"Token"}
	case r.has(readsKeyScheme):
		return []string{"ApiKey"}
	case r.has(readsParameter):
		return []string{"Bearer"}
	}
	return nil
}

// ofField tells whether an expression is made of the Authorization field.
func (r *credentialReader) ofField(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		if x, ok := n.(ast.Expr); ok && !found {
			s, _ := r.constant(x)
			id, _ := x.(*ast.Ident)
			found = fieldOfAuth(s) || id != nil && slices.Contains(r.fields, r.info.ObjectOf(id))
		}
		return !found
	})
	return found
}
