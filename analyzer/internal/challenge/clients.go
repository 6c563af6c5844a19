package challenge

import "strings"

// Whom a form keeps out, as it was tried: 17 clients that wait for a challenge
// and hold Basic credentials, against a server that takes them (curl, git,
// wget, Wget2, Java's HttpClient and HttpURLConnection, Maven, LWP, urllib,
// Mercurial, Subversion, cadaver, lynx, w3m, lftp, gowebdav, needle), and 5 of
// container registries (skopeo, crane, oras, regctl, containerd). The table
// stands in docs/why-401.md.

const (
	keepsAll  = "keeps out all 17 clients tried"
	keepsNone = "by the RFC only: 17 clients tried read it"
	notTried  = "by the RFC; not tried with clients"
)

// clients says whom a defect keeps out.
func clients(d defect, r *reader) string {
	switch d.kind {
	case kEmpty, kProse, kNoScheme:
		return keepsAll
	case kColon:
		return "keeps out 15 of 17 clients tried, among them curl and git"
	case kAfterScheme:
		return "keeps out 9 of 17 clients tried, among them wget, Maven and urllib"
	case kSpace:
		if d.rfc != "RFC 9110 §5.6.3" {
			return notTried // a tab behind the scheme
		}
		return "keeps out 5 of 17 clients tried, among them urllib, Mercurial and Subversion"
	case kEmptyElement:
		if d.pos == 0 || len(r.items) > 0 && d.pos < len(r.s)-1 {
			return "keeps out 9 of 17 clients tried, among them Java, Mercurial and Subversion"
		}
		return keepsNone
	case kGarbage:
		if !strings.HasPrefix(d.text, "a quoted-string stands where") {
			return notTried
		}
		return "keeps out 7 of 17 clients tried, among them urllib, Mercurial and Subversion"
	case kRealm:
		if c := r.last(); c != nil {
			for i := range c.params {
				if p := &c.params[i]; isRealm(p) && strings.Contains(text(p.value), " ") {
					return "keeps out 1 of 17 clients tried, lftp, and others read half a realm"
				}
			}
		}
		return keepsNone
	case kUnbalanced, kSemicolon, kDuplicate:
		return keepsNone
	case kMissingComma:
		return "by the RFC only: curl, git, wget, urllib and Java read it"
	case kRequired:
		return required(r)
	}
	return notTried
}

// required says whom a challenge keeps out that lacks what its scheme asks for.
func required(r *reader) string {
	for _, c := range r.items {
		switch strings.ToLower(text(c.scheme)) {
		case "basic":
			return "keeps out 8 of 17 clients tried, among them urllib, Mercurial and Subversion"
		case "bearer":
			return "keeps out all 5 clients of container registries"
		case "digest":
			return "keeps out curl, git and Java, even beside a good Basic"
		}
	}
	return notTried
}

// Interop says whom a value keeps out that has no defect, and what to write
// instead; "" if it keeps out none that is known.
func Interop(value string) (why, better string) {
	cs, err := Parse(value)
	if err != nil || len(Check(value, 0)) > 0 {
		return "", ""
	}
	basic := -1
	for i, c := range cs {
		if strings.EqualFold(c.Scheme, "Basic") && basic < 0 {
			basic = i
		}
	}
	if basic < 0 {
		return "", ""
	}
	c := cs[basic]
	switch {
	case basic > 0 && strings.EqualFold(cs[0].Scheme, "Negotiate"):
		why = "Basic behind Negotiate in one line keeps out 12 of 17 clients tried, among them curl and git"
	case basic > 0:
		why = "Basic behind " + cs[0].Scheme + " in one line keeps out 9 of 17 clients tried, among them Java, Maven and Subversion"
	case len(c.Params) > 0 && !strings.EqualFold(c.Params[0].Name, "realm"):
		why = "a realm that is not the first parameter keeps out 3 of 17 clients tried: urllib, Mercurial and Subversion"
	case c.Scheme != "Basic":
		why = "a name of Basic in other letters keeps out 1 of 17 clients tried, needle, and npm takes it for another scheme"
	default:
		return "", ""
	}
	return why, Format(readable(cs))
}

// readable are challenges in the form that all clients read: Basic first, by
// that name, with its realm first.
func readable(cs []Challenge) []Challenge {
	var first, rest []Challenge
	for _, c := range cs {
		if !strings.EqualFold(c.Scheme, "Basic") {
			rest = append(rest, c)
			continue
		}
		c.Scheme = "Basic"
		var realm, others []Param
		for _, p := range c.Params {
			if strings.EqualFold(p.Name, "realm") {
				realm = append(realm, p)
			} else {
				others = append(others, p)
			}
		}
		c.Params = append(realm, others...)
		first = append(first, c)
	}
	return append(first, rest...)
}
