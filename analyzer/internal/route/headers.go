package route

import "github.com/authstatus/authstatus/analyzer/internal/engine"

// states are the bits of one challenge.
const states engine.Headers = 1<<engine.Proxied - 1

// later says that a challenge may be set once the handler has returned, which is
// soon enough for a status that its framework records.
const later = engine.Headers(1 << 4)

// of are the bits of the challenge that goes with a status.
func of(status int64) engine.Headers {
	if status == 407 {
		return states << engine.Proxied
	}
	return states
}

// asked is the challenge that goes with a status.
func asked(h engine.Headers, status int64) engine.Headers {
	if status == 407 {
		h >>= engine.Proxied
	}
	return h & states
}

// follow is the challenge behind a place that hands on, given what it was before
// the function.
func follow(before, here engine.Headers) engine.Headers {
	out := here&^engine.ChEntry.Both() | before&(later|later<<engine.Proxied)
	for _, one := range []engine.Headers{states, states << engine.Proxied} {
		if here&one&engine.ChEntry.Both() != 0 {
			out |= before & one
		}
	}
	return out
}
