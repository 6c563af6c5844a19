package analyzer_test

import (
	"fmt"
	"strings"
)

// serverFiles writes the files of a package that looks like a server of at
// least so many lines: helpers that all of it uses, and resources with a
// store, rules of business and handlers, each in a file of its own. defects is
// the number of resources that answer a missing login without a challenge.
func serverFiles(lines int) (files []string, defects int) {
	files = append(files, sharedCode)
	n := strings.Count(sharedCode, "\n")
	for i := 0; n < lines; i++ {
		var b strings.Builder
		fmt.Fprintf(&b, "package server\n\nimport (\n\t\"context\"\n\t\"encoding/json\"\n\t\"errors\"\n\t\"fmt\"\n\t\"net/http\"\n\t\"sort\"\n\t\"strings\"\n\t\"time\"\n)\n")
		b.WriteString(storeCode)
		b.WriteString(businessCode)
		b.WriteString(handlerCode)
		if i%10 == 3 {
			defects++
			b.WriteString(defectCode)
		}
		text := strings.NewReplacer("Thing", fmt.Sprintf("Thing%d", i), "thing", fmt.Sprintf("thing%d", i)).Replace(b.String())
		files = append(files, text)
		n += strings.Count(text, "\n")
	}
	return files, defects
}

const sharedCode = `package server

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"
)

type apiError struct {
	Status  int
	Message string
	cause   error
}

func (e *apiError) Error() string { return e.Message }
func (e *apiError) Unwrap() error { return e.cause }

var (
	errNoLogin   = &apiError{Status: http.StatusUnauthorized, Message: "log in first"}
	errForbidden = &apiError{Status: http.StatusForbidden, Message: "you may not do this"}
	errNotFound  = errors.New("not found")
	errConflict  = errors.New("it exists already")
)

type user struct {
	ID      int64
	Name    string
	Admin   bool
	Expires time.Time
}

type sessions struct{ byToken map[string]*user }

func (s *sessions) lookup(ctx context.Context, token string) (*user, error) {
	if token == "" {
		return nil, errNoLogin
	}
	u := s.byToken[token]
	if u == nil || time.Now().After(u.Expires) {
		return nil, errNoLogin
	}
	return u, ctx.Err()
}

type server struct {
	sessions *sessions
	log      func(format string, args ...any)
}

func (s *server) login(r *http.Request) (*user, error) {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok {
		return nil, errNoLogin
	}
	return s.sessions.lookup(r.Context(), token)
}

func (s *server) reply(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if body == nil {
		return
	}
	if err := json.NewEncoder(w).Encode(body); err != nil {
		s.log("reply: %v", err)
	}
}

func statusOf(err error) int {
	var api *apiError
	switch {
	case errors.As(err, &api):
		return api.Status
	case errors.Is(err, errNotFound):
		return http.StatusNotFound
	case errors.Is(err, errConflict):
		return http.StatusConflict
	case errors.Is(err, context.DeadlineExceeded):
		return http.StatusGatewayTimeout
	}
	return http.StatusInternalServerError
}

func (s *server) fail(w http.ResponseWriter, r *http.Request, err error) {
	status := statusOf(err)
	if status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", ` + "`Bearer realm=\"api\"`" + `)
	}
	if status >= 500 {
		s.log("%s %s: %v", r.Method, r.URL.Path, err)
	}
	s.reply(w, status, map[string]string{"error": err.Error()})
}
`

const storeCode = `
// A Thing is one of the things that the server keeps.
type Thing struct {
	ID, Owner int64
	Name      string
	Tags      []string
	Price     int64
	Created   time.Time
	Parts     []thingPart
}

type thingPart struct {
	Name   string
	Count  int
	Weight float64
}

type thingStore struct {
	byID   map[int64]*Thing
	byName map[string]int64
	next   int64
}

func (s *thingStore) get(ctx context.Context, id int64) (*Thing, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("get thing %d: %w", id, err)
	}
	t, ok := s.byID[id]
	if !ok {
		return nil, fmt.Errorf("thing %d: %w", id, errNotFound)
	}
	return t, nil
}

func (s *thingStore) put(ctx context.Context, t *Thing) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if id, ok := s.byName[t.Name]; ok && id != t.ID {
		return fmt.Errorf("thing %q: %w", t.Name, errConflict)
	}
	if t.ID == 0 {
		s.next++
		t.ID = s.next
		t.Created = time.Now()
	}
	s.byID[t.ID] = t
	s.byName[t.Name] = t.ID
	return nil
}

func (s *thingStore) list(ctx context.Context, owner int64, tag string, limit int) ([]*Thing, error) {
	var out []*Thing
	for _, t := range s.byID {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if owner != 0 && t.Owner != owner {
			continue
		}
		if tag != "" && !t.tagged(tag) {
			continue
		}
		out = append(out, t)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Created.Before(out[j].Created) })
	if limit > 0 && len(out) > limit {
		out = out[:limit]
	}
	return out, nil
}
`

const businessCode = `
func (t *Thing) tagged(tag string) bool {
	for _, have := range t.Tags {
		if strings.EqualFold(have, tag) {
			return true
		}
	}
	return false
}

func (t *Thing) weight() (total float64) {
	for _, p := range t.Parts {
		if p.Count < 0 {
			continue
		}
		total += float64(p.Count) * p.Weight
	}
	return total
}

func (t *Thing) cost(at time.Time, distance int) int64 {
	cost := t.Price
	switch w := t.weight(); {
	case w > 1000:
		cost += int64(w) * 3
	case w > 100:
		cost += int64(w) * 2
	case w > 10:
		cost += 25
	}
	for step := 50; distance > step; step *= 2 {
		cost += cost / 20
	}
	if day := at.Weekday(); day == time.Saturday || day == time.Sunday {
		cost += cost / 10
	}
	if age := at.Sub(t.Created); age > 365*24*time.Hour {
		cost -= cost / 4
	} else if age > 30*24*time.Hour {
		cost -= cost / 20
	}
	return max(cost, 1)
}

func (t *Thing) validate() error {
	var problems []string
	if name := strings.TrimSpace(t.Name); name == "" {
		problems = append(problems, "a name is missing")
	} else if len(name) > 200 {
		problems = append(problems, "the name is too long")
	}
	if t.Price < 0 {
		problems = append(problems, "the price is negative")
	}
	seen := map[string]bool{}
	for i, p := range t.Parts {
		if p.Name == "" {
			problems = append(problems, fmt.Sprintf("part %d has no name", i))
		}
		if seen[p.Name] {
			problems = append(problems, fmt.Sprintf("two parts are called %s", p.Name))
		}
		seen[p.Name] = true
	}
	if len(problems) > 0 {
		return &apiError{Status: http.StatusUnprocessableEntity, Message: strings.Join(problems, ", ")}
	}
	return nil
}

func mergeThings(a, b []*Thing) []*Thing {
	out := make([]*Thing, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if a[0].Created.Before(b[0].Created) {
			out, a = append(out, a[0]), a[1:]
		} else {
			out, b = append(out, b[0]), b[1:]
		}
	}
	return append(append(out, a...), b...)
}
`

const handlerCode = `
type thingHandlers struct {
	*server
	store *thingStore
}

func (h *thingHandlers) routes(mux *http.ServeMux) {
	mux.HandleFunc("GET /thing/{id}", h.show)
	mux.HandleFunc("GET /thing", h.index)
	mux.HandleFunc("PUT /thing", h.save)
}

func (h *thingHandlers) mayChange(u *user, t *Thing) error {
	if u.Admin || t.Owner == u.ID {
		return nil
	}
	return errForbidden
}

func (h *thingHandlers) show(w http.ResponseWriter, r *http.Request) {
	u, err := h.login(r)
	if err != nil {
		h.fail(w, r, err)
		return
	}
	var id int64
	if _, err := fmt.Sscan(r.PathValue("id"), &id); err != nil {
		http.Error(w, "the id is no number", http.StatusBadRequest)
		return
	}
	t, err := h.store.get(r.Context(), id)
	if err != nil {
		h.fail(w, r, err)
		return
	}
	if err := h.mayChange(u, t); err != nil {
		h.fail(w, r, err)
		return
	}
	h.reply(w, http.StatusOK, t)
}

func (h *thingHandlers) index(w http.ResponseWriter, r *http.Request) {
	owner := int64(0)
	if u, err := h.login(r); err == nil && !u.Admin {
		owner = u.ID
	}
	list, err := h.store.list(r.Context(), owner, r.URL.Query().Get("tag"), 100)
	if err != nil {
		h.fail(w, r, err)
		return
	}
	total := int64(0)
	for _, t := range list {
		total += t.cost(time.Now(), 10)
	}
	h.reply(w, http.StatusOK, map[string]any{"things": list, "total": total})
}

func (h *thingHandlers) save(w http.ResponseWriter, r *http.Request) {
	u, err := h.login(r)
	if err != nil {
		h.fail(w, r, err)
		return
	}
	var t Thing
	if err := json.NewDecoder(r.Body).Decode(&t); err != nil {
		h.reply(w, http.StatusBadRequest, map[string]string{"error": err.Error()})
		return
	}
	if err := t.validate(); err != nil {
		h.fail(w, r, err)
		return
	}
	status := http.StatusCreated
	if old, err := h.store.get(r.Context(), t.ID); err == nil {
		if err := h.mayChange(u, old); err != nil {
			h.fail(w, r, err)
			return
		}
		status = http.StatusOK
	} else if !errors.Is(err, errNotFound) {
		h.fail(w, r, err)
		return
	}
	if err := h.store.put(r.Context(), &t); err != nil {
		h.fail(w, r, err)
		return
	}
	h.reply(w, status, &t)
}
`

const defectCode = `
func (h *thingHandlers) remove(w http.ResponseWriter, r *http.Request) {
	if _, err := h.login(r); err != nil {
		http.Error(w, "log in", http.StatusUnauthorized)
		return
	}
	h.reply(w, http.StatusNoContent, nil)
}
`
