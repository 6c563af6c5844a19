// Package partly refuses callers by checks of which a part can't be told.
package partly

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"strings"

	"google.golang.org/grpc/metadata"
)

var (
	errForm  = errors.New("no such form")
	errApart = errors.New("passwords don't match")
)

// A digest is kept as salt and sum.
type digest struct{ salt, sum []byte }

func (d *digest) read(b []byte) error {
	salt, sum, ok := bytes.Cut(b, []byte("$"))
	if !ok {
		return errForm
	}
	d.salt, d.sum = salt, sum
	return nil
}

func (d *digest) compare(phrase []byte) error {
	if len(d.salt) == 0 {
		return errForm
	}
	sum := sha256.Sum256(append(d.salt, phrase...))
	if !bytes.Equal(sum[:], d.sum) {
		return errApart
	}
	return nil
}

// equal also fails where what is kept has another form.
func equal(kept, phrase []byte) (bool, error) {
	d := &digest{}
	if err := d.read(kept); err != nil {
		return false, err
	}
	if err := d.compare(phrase); err != nil {
		return false, err
	}
	return len(d.salt) < 8, nil
}

func Phrase(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, phrase, ok := r.BasicAuth()
		if !ok {
			w.Header().Set("WWW-Authenticate", `Basic realm="kiln"`)
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		kept, err := os.ReadFile("phrase")
		if err != nil {
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		if _, err := equal(kept, []byte(phrase)); err != nil {
			w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: the credentials were rejected \(err from equal, line 70\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
			return
		}
		next.ServeHTTP(w, r)
	})
}

// A Gate takes the credentials out of a context, and gives one with the caller.
type Gate interface {
	Pass(ctx context.Context) (context.Context, error)
	PassFor(ctx context.Context, of string) (context.Context, error)
}

// A Store asks another server.
type Store interface {
	Load(ctx context.Context, name string) ([]byte, error)
	Review(ctx context.Context, verb, name string) (*Review, error)
}

type Review struct{ Allowed bool }

type figures struct {
	gate  Gate
	store Store
	next  http.Handler
}

func (f *figures) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	md := metadata.New(map[string]string{"authorization": r.Header.Get("Authorization")})
	ctx := metadata.NewIncomingContext(r.Context(), md)
	if _, err := f.gate.Pass(ctx); err != nil {
		w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: the credentials were rejected \(err from f\.gate\.Pass, line 101\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	f.next.ServeHTTP(w, r)
}

// Near: another server answers what it is sent along with.
func (f *figures) Sent(w http.ResponseWriter, r *http.Request) {
	ctx := metadata.AppendToOutgoingContext(r.Context(), "authorization", r.Header.Get("Authorization"))
	b, err := f.store.Load(ctx, r.PathValue("name"))
	if err != nil {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	w.Write(b)
}

// known also fails where the address has another form.
func (f *figures) known(r *http.Request, of string) (context.Context, error) {
	if !strings.HasPrefix(r.URL.Path, "/figures/") {
		return nil, errForm
	}
	token := r.Header.Get("Authorization")
	ctx := metadata.NewIncomingContext(r.Context(), metadata.MD{"authorization": []string{token}})
	ctx, err := f.gate.PassFor(ctx, of)
	if err != nil {
		return nil, err
	}
	return ctx, nil
}

func (f *figures) CanI(ctx context.Context, verb, name string) (bool, error) {
	v, err := f.store.Review(ctx, verb, name)
	if err != nil {
		return false, err
	}
	return v.Allowed, nil
}

func (f *figures) may(ctx context.Context, name string) error {
	ok, err := f.CanI(ctx, "get", name)
	if err != nil {
		return err
	}
	if !ok {
		return errors.New("no such right")
	}
	return nil
}

func unknown(w http.ResponseWriter) {
	http.Error(w, http.StatusText(http.StatusUnauthorized), http.StatusUnauthorized)
}

func (f *figures) Load(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	ctx, err := f.known(r, name)
	if err != nil {
		unknown(w)
		return
	}
	if err := f.may(ctx, name); err != nil {
		unknown(w) // want `401 \[want-403\]: the caller is known and lacks a right \(err from f\.may, line 163\): respond 403 \(RFC 9110 §15\.5\.4\)`
		return
	}
	w.Write(nil)
}

// Near: nobody was asked who they are.
func (f *figures) Peek(w http.ResponseWriter, r *http.Request) {
	if err := f.may(r.Context(), r.PathValue("name")); err != nil {
		unknown(w)
		return
	}
	w.Write(nil)
}

type user struct{ name string }

func callerOf(ctx context.Context) *user {
	u, _ := ctx.Value("user").(*user)
	return u
}

// An Answer keeps why a caller was refused.
type Answer struct{ Error error }

type desk interface {
	Authorize(ctx context.Context, who, what string) (*Answer, error)
	Deliver(ctx context.Context, who, what string) (*Answer, error)
}

func Ask(d desk, w http.ResponseWriter, r *http.Request) {
	u := callerOf(r.Context())
	if u == nil {
		unknown(w)
		return
	}
	a, err := d.Authorize(r.Context(), u.name, r.PathValue("name"))
	if err != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	if a.Error != nil {
		unknown(w) // want `401 \[want-403\]: the caller is known and lacks a right \(err from d\.Authorize, line 200\): respond 403 \(RFC 9110 §15\.5\.4\)`
		return
	}
	// Near: what is delivered may be refused for another reason.
	a, err = d.Deliver(r.Context(), u.name, r.PathValue("name"))
	if err != nil || a.Error != nil {
		unknown(w)
		return
	}
	w.Write(nil)
}

type share struct{ Tokens []struct{ Value string } }

func bearerOf(r *http.Request) string {
	return strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
}

func Drive(w http.ResponseWriter, r *http.Request, s *share) {
	token := bearerOf(r)
	if token == "" || len(s.Tokens) == 0 || token != s.Tokens[0].Value {
		w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: no credentials were sent \(token, line 226\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	// Near: who has none of these may have been let in all the same.
	if token == "" || len(s.Tokens) == 0 || r.Method != http.MethodGet {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	w.Write(nil)
}

func checkToken(token string) bool {
	var claims map[string]string
	return json.Unmarshal([]byte(token), &claims) == nil && claims["sub"] != ""
}

func Twice(w http.ResponseWriter, r *http.Request) {
	u, loggedIn := r.Context().Value("user").(*user)
	if !loggedIn && checkToken(bearerOf(r)) {
		loggedIn = true
	}
	if !loggedIn {
		w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: the credentials were rejected \(checkToken, line 245\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	_ = u
	w.Write(nil)
}

// Near: a page that is public lets everybody in.
func Either(w http.ResponseWriter, r *http.Request, public bool) {
	_, in := r.Context().Value("user").(*user)
	if !in && public {
		in = true
	}
	if !in {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	w.Write(nil)
}
