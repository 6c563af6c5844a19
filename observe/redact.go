package observe

import "strings"

// maxChallenge bounds a value.
const maxChallenge = 256

// shown are the parameters whose values say nothing about a caller. Others may:
// a nonce, a token that is handed on, a description of what was wrong with a
// credential.
var shown = map[string]bool{"realm": true, "scope": true, "error": true, "algorithm": true, "qop": true, "charset": true, "stale": true}

// redact writes x for what a challenge says beside its schemes and these
// parameters, and keeps its form, quotes and defects included.
func redact(value string) string {
	if len(value) > maxChallenge {
		value = value[:maxChallenge]
	}
	var out strings.Builder
	name := "" // of the parameter whose value comes
	for i := 0; i < len(value); {
		switch c := value[i]; {
		case c == '"':
			end := quoted(value, i)
			text := value[i:end]
			if !shown[name] {
				text = `"x`
				if end-i > 1 && value[end-1] == '"' {
					text += `"`
				}
			}
			out.WriteString(text)
			i, name = end, ""
		case word(c):
			end := i
			for end < len(value) && word(value[end]) {
				end++
			}
			text := value[i:end]
			switch next := strings.TrimLeft(value[end:], " \t"); {
			case name != "":
				if !shown[name] {
					text = "x"
				}
				name = ""
			case strings.HasPrefix(next, "=") && !padding(next):
				name = strings.ToLower(text)
			case first(value[:i]):
				// a scheme
			default:
				text = "x" // token68
			}
			out.WriteString(text)
			i = end
		default:
			if c != '=' && c != ' ' && c != '\t' {
				name = ""
			}
			out.WriteByte(c)
			i++
		}
	}
	return out.String()
}

// quoted is the end of a quoted-string.
func quoted(value string, start int) int {
	for i := start + 1; i < len(value); i++ {
		switch value[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(value)
}

// first tells whether a list element begins behind the text.
func first(before string) bool {
	before = strings.TrimRight(before, " \t")
	return before == "" || strings.HasSuffix(before, ",")
}

// padding tells whether = ends a token68.
func padding(text string) bool {
	text = strings.TrimLeft(text, "=")
	return text == "" || strings.HasPrefix(strings.TrimLeft(text, " \t"), ",")
}

func word(c byte) bool {
	return c > ' ' && c != '"' && c != ',' && c != '=' && c != 0x7f
}
