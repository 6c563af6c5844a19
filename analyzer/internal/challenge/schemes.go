package challenge

import "strings"

// scheme is what the registry and its RFC say of a scheme's challenges.
type scheme struct {
	name string
	rfc  string
	// required parameters; of oneOf at least one; anyParam: at least one of
	// whatever name.
	required []string
	oneOf    []string
	anyParam bool
	params   []string // known parameters, required ones included
	token68  bool     // may be followed by a token68 instead
	quoted   []string // a sender must quote these
	unquoted []string // a sender must not quote these
	exempt   bool     // does not keep to the grammar
	errors   []code   // values of the parameter error
}

// code is a value of the parameter error and the status it comes with.
type code struct {
	name   string
	status int
	rfc    string
}

// schemes are the entries of the IANA HTTP Authentication Scheme Registry, as
// of 2025-02-18. It is data: nothing writes to it.
var schemes = [...]scheme{
	{
		name:     "Basic",
		rfc:      "RFC 7617 §2",
		required: []string{"realm"},
		params:   []string{"realm", "charset"},
		quoted:   []string{"realm"},
	},
	{
		name:     "Bearer",
		rfc:      "RFC 6750 §3",
		anyParam: true,
		// resource_metadata: RFC 9728 §5.1; acr_values, max_age: RFC 9470 §3.
		params: []string{"realm", "scope", "error", "error_description", "error_uri", "resource_metadata", "acr_values", "max_age"},
		errors: []code{
			{"invalid_request", 400, "RFC 6750 §3.1"},
			{"invalid_token", 401, "RFC 6750 §3.1"},
			{"insufficient_scope", 403, "RFC 6750 §3.1"},
		},
	},
	{
		// Sent without being asked: no challenge is defined.
		name: "Concealed",
		rfc:  "RFC 9729",
	},
	{
		name:     "Digest",
		rfc:      "RFC 7616 §3.3",
		required: []string{"realm", "nonce", "qop"},
		params:   []string{"realm", "nonce", "qop", "domain", "opaque", "stale", "algorithm", "charset", "userhash"},
		quoted:   []string{"realm", "domain", "nonce", "opaque", "qop"},
		unquoted: []string{"stale", "algorithm"},
	},
	{
		name:   "DPoP",
		rfc:    "RFC 9449 §7.1",
		params: []string{"realm", "scope", "error", "error_description", "error_uri", "algs", "resource_metadata"},
		errors: []code{
			{"invalid_request", 400, "RFC 6750 §3.1"},
			{"invalid_token", 401, "RFC 6750 §3.1"},
			{"insufficient_scope", 403, "RFC 6750 §3.1"},
			{"invalid_dpop_proof", 401, "RFC 9449 §7.1"},
			{"use_dpop_nonce", 401, "RFC 9449 §9"},
		},
	},
	{
		name:   "GNAP",
		rfc:    "RFC 9635 §9.1",
		params: []string{"as_uri", "referrer", "access"},
	},
	{
		name:     "HOBA",
		rfc:      "RFC 7486 §3",
		required: []string{"challenge", "max-age"},
		params:   []string{"challenge", "max-age", "realm"},
	},
	{
		// reason stands in the first message, sid in the key exchange.
		name:     "Mutual",
		rfc:      "RFC 8120 §4",
		required: []string{"version", "algorithm", "validation", "realm"},
		oneOf:    []string{"reason", "sid"},
		params:   []string{"version", "algorithm", "validation", "realm", "reason", "sid", "auth-scope", "nc-max", "nc-window", "time", "path"},
	},
	{
		name:    "Negotiate",
		rfc:     "RFC 4559 §4",
		token68: true,
		exempt:  true,
	},
	{
		name:   "OAuth",
		rfc:    "RFC 5849 §3.5.1",
		params: []string{"realm"},
	},
	{
		// token-key may be left out where clients get the key elsewhere.
		name:     "PrivateToken",
		rfc:      "RFC 9577 §2.1",
		required: []string{"challenge"},
		params:   []string{"challenge", "token-key", "max-age", "realm"},
	},
	{
		name:   "SCRAM-SHA-1",
		rfc:    "RFC 7804 §5",
		params: []string{"realm", "sid", "data", "sr", "ttl", "stale"},
	},
	{
		name:   "SCRAM-SHA-256",
		rfc:    "RFC 7804 §5",
		params: []string{"realm", "sid", "data", "sr", "ttl", "stale"},
	},
	{
		name: "vapid",
		rfc:  "RFC 8292 §3",
	},
}

// unregistered are schemes in wide use that the registry does not have. They
// matter only where a word could be a scheme or prose.
var unregistered = [...]string{
	"NTLM", "Kerberos", "AWS4-HMAC-SHA256", "Token", "ApiKey", "API-Key", "JWT",
	"Hawk", "UMA", "xBasic", "Cookie", "Session", "Signature", "HMAC", "MAC",
}

// lookup returns a registered scheme, or nil. Case does not matter.
func lookup(name string) *scheme {
	for i := range schemes {
		if strings.EqualFold(schemes[i].name, name) {
			return &schemes[i]
		}
	}
	return nil
}

// knownScheme tells whether name is a scheme that is registered or in wide use.
func knownScheme(name string) bool {
	return lookup(name) != nil || contains(unregistered[:], name)
}

// knownParam tells whether name is a parameter of any registered scheme.
func knownParam(name string) bool {
	for i := range schemes {
		if contains(schemes[i].params, name) {
			return true
		}
	}
	return false
}

// contains compares as names of schemes and parameters compare: without case.
func contains(names []string, name string) bool {
	for _, n := range names {
		if strings.EqualFold(n, name) {
			return true
		}
	}
	return false
}

// isProseWord tells words of an error text that name no realm either.
func isProseWord(w string) bool {
	switch strings.ToLower(w) {
	case "authorization", "authentication", "unauthorized", "unauthorised", "unauthenticated",
		"forbidden", "denied", "required", "needed", "missing", "invalid", "expired", "failed",
		"failure", "error", "wrong", "bad", "incorrect", "unknown", "access", "please", "must",
		"not", "no", "is", "are", "was", "the", "a", "an", "login", "log", "sign", "credentials",
		"credential", "password", "user", "username", "permission", "permissions",
		"provided", "found", "allowed", "permitted":
		return true
	}
	return false
}

// isProse tells words that stand in a sentence and in no challenge.
func isProse(w string) bool { return isProseWord(w) || isLoneProse(w) }

// isLoneProse tells words that, alone, are an error text or a piece of a
// challenge that lost its scheme. By the grammar any token is a scheme, so this
// holds only words that can't be meant as one.
func isLoneProse(w string) bool {
	switch strings.ToLower(w) {
	case "unauthorized", "unauthorised", "unauthenticated", "forbidden", "denied", "required",
		"missing", "invalid", "expired", "failed", "failure", "error", "restricted", "protected",
		"login", "authenticate", "authorization", "authentication", "realm", "www-authenticate",
		"proxy-authenticate", "none", "null", "nil", "undefined", "true", "false", "401", "403", "407":
		return true
	}
	return false
}

// Begins tells whether a text begins as a challenge of a registered scheme does.
func Begins(text string) bool {
	name, _, more := strings.Cut(text, " ")
	return more && knownScheme(name)
}
