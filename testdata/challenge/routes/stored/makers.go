package stored

import "net/http"

// Middlewares that a function makes, with what they answer in a variable or a
// field; who puts them around what is not in view.

type parts struct{ refused http.HandlerFunc }

func partRefused(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "who are you?", http.StatusUnauthorized)
}

// With takes what sets another.
func With(set ...func(*parts)) func(http.Handler) http.Handler {
	p := parts{refused: partRefused}
	for _, s := range set {
		s(&p)
	}
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if _, _, ok := r.BasicAuth(); ok {
				next.ServeHTTP(w, r)
				return
			}
			w.Header().Set("WWW-Authenticate", `Basic realm="parts"`)
			p.refused(w, r)
		})
	}
}

func bareRefused(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "who are you?", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http\.Error in bareRefused sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

// Plain sets no challenge before.
func Plain() func(http.Handler) http.Handler {
	no := http.HandlerFunc(bareRefused)
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if _, _, ok := r.BasicAuth(); !ok {
				no(w, r)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}
