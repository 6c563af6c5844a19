package rule

import (
	"sync"

	"github.com/authstatus/authstatus/analyzer/internal/know"
)

// The words and calls by which code shows what credentials it reads. Import
// paths stand without their major version.

type credentialCall struct {
	reads reading
	path  string
	recv  string // the type, where others have methods of that name
	names []string
}

// credentialCalls are functions and methods that read credentials, as the
// libraries' files list them.
var credentialCalls = sync.OnceValue(func() (out []credentialCall) {
	kinds := map[string]reading{"basic": readsBasic, "bearer": readsBearer, "cookie": readsCookie, "decoded": decodes, "password": readsTyped, "signature": signs}
	for _, l := range know.Libraries() {
		for _, r := range l.Readings {
			out = append(out, credentialCall{kinds[r.Kind], r.Path, r.Recv, r.Names})
		}
	}
	return out
})

// tokenLibraries are imported by packages that check tokens.
var tokenLibraries = sync.OnceValue(func() (out []string) {
	for _, l := range know.Libraries() {
		out = append(out, l.Tokens...)
	}
	return out
})

// headerPackages are those of the standard library that read requests.
var headerPackages = []string{"net/http", "net/textproto", "net/url"}

// getters read a header or a parameter by its name.
var getters = []string{
	"DefaultQuery", "FormValue", "Get", "GetHeader", "GetQuery", "GetReqHeader", "Header",
	"HeaderParameter", "Peek", "PostForm", "PostFormValue", "Query", "QueryParam", "QueryParameter", "URLParam", "Values",
	"ValueFromIncomingContext",
}

// posting are words of calls that read a form or a body.
var posting = []string{"bind", "body", "form"}

// notReading are first words of functions that write a header or only mention
// its name.
var notReading = []string{
	"add", "allow", "append", "del", "delete", "error", "expose", "fail", "log", "print",
	"put", "redact", "remove", "save", "set", "store", "with", "write",
}

// tokens are words for a token that stands for a user.
var tokens = []string{"apikey", "bearer", "jwt", "jwts", "token", "tokens"}

// comparing are words of functions that hold a password against another.
var comparing = []string{"check", "compare", "match", "matches", "valid", "validate", "verify"}

// issuing are first words of functions that make a token instead of reading it.
var issuing = []string{
	"create", "encode", "gen", "generate", "issue", "make", "marshal", "mint", "new", "next",
	"rand", "random", "refresh", "sign",
}

// otherTokens are words that make another thing of a token: a protection of
// forms, a page, a mail's link, the cookie itself.
var otherTokens = []string{
	"activation", "captcha", "confirm", "confirmation", "continuation", "cookie", "csrf",
	"cursor", "device", "invitation", "invite", "lex", "lexer", "nosurf", "page", "push",
	"recaptcha", "recovery", "reset", "scanner", "session", "sessions", "turnstile",
	"unsubscribe", "upload", "verification", "xsrf",
}

// otherCookies are words in the names of cookies that hold no session.
var otherCookies = []string{
	"banner", "consent", "csrf", "flash", "lang", "language", "locale", "nonce", "state",
	"theme", "tz", "xsrf",
}

// registered are schemes of the IANA HTTP Authentication Scheme Registry that
// servers ask for; a private scheme is none of them.
var registered = map[string]bool{
	"basic": true, "bearer": true, "digest": true, "dpop": true, "gnap": true, "hoba": true,
	"mutual": true, "negotiate": true, "oauth": true,
}
