// Package returned holds handlers that return their status, for others to write.
package returned

import (
	"encoding/json"
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"
)

var errNoLogin = errors.New("log in first")

func known(r *http.Request) bool { return r.Header.Get("Authorization") != "" }

// statusFunc returns its status.
type statusFunc func(r *http.Request) int

// ServeHTTP is the adapter: 401 comes from two handlers that it can't see.
func (h statusFunc) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if status := h(r); status != 0 {
		w.WriteHeader(status) // want `401 \[missing-challenge\]: w\.WriteHeader in statusFunc\.ServeHTTP sends no WWW-Authenticate, from 2 places \(lines 28, 36\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)`
	}
}

func getRoom(r *http.Request) int {
	if !known(r) {
		return http.StatusUnauthorized
	}
	return http.StatusNoContent
}

func putRoom(r *http.Request) int {
	switch {
	case !known(r):
		return 401
	case r.ContentLength == 0:
		return http.StatusBadRequest
	}
	return http.StatusNoContent
}

// pageFunc returns status and error.
type pageFunc func(r *http.Request) (int, error)

// serve is the adapter as a closure; one handler returns 401 with an error.
func serve(h pageFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		status, err := h(r)
		if err != nil {
			http.Error(w, err.Error(), status) // want `401 \[missing-challenge\]: http\.Error in serve sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
			return
		}
		w.WriteHeader(http.StatusOK)
	}
}

func getPage(r *http.Request) (int, error) {
	if !known(r) {
		return http.StatusUnauthorized, errNoLogin
	}
	return 0, nil
}

func putPage(r *http.Request) (int, error) {
	if r.ContentLength == 0 {
		return http.StatusBadRequest, errors.New("empty")
	}
	return 0, nil
}

// check is called directly, by name.
func check(r *http.Request) (status int) {
	status = http.StatusOK
	if !known(r) {
		status = http.StatusUnauthorized
	}
	return status
}

func getHall(w http.ResponseWriter, r *http.Request) {
	if status := check(r); status != http.StatusOK {
		w.WriteHeader(status) // want `401 \[missing-challenge\]: w\.WriteHeader in getHall sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return
	}
	w.Write([]byte("hall"))
}

// The status is compared, and another is sent.
func putHall(w http.ResponseWriter, r *http.Request) {
	if status := check(r); status == http.StatusUnauthorized {
		w.WriteHeader(http.StatusNotFound)
	}
}

// The challenge is set where the result says 401.
func sellHall(w http.ResponseWriter, r *http.Request) {
	status := check(r)
	if status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Bearer realm="halls"`)
	}
	w.WriteHeader(status)
}

// resource is an interface; its implementations return the status.
type resource interface {
	Answer(r *http.Request) (status int, body any)
}

type cellar struct{ open bool }

func (c *cellar) Answer(r *http.Request) (int, any) {
	if !known(r) {
		return http.StatusUnauthorized, "log in first"
	}
	return http.StatusOK, c.open
}

type garret struct{}

func (garret) Answer(r *http.Request) (int, any) {
	if r.Method != http.MethodGet {
		return http.StatusMethodNotAllowed, nil
	}
	return http.StatusOK, "garret"
}

// mount answers with what a resource returns; the cellar says 401.
func mount(res resource) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		status, body := res.Answer(r)
		w.WriteHeader(status) // want `401 \[missing-challenge\]: w\.WriteHeader in mount sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		json.NewEncoder(w).Encode(body)
	}
}

// action is a named function type; its values stand in a table.
type action func(s *session) (code int, reply any)

type session struct{ user string }

var actions = map[string]action{
	"open":  openGate,
	"close": closeGate,
	"paint": func(s *session) (int, any) { return http.StatusTeapot, nil },
}

func openGate(s *session) (int, any) {
	if s.user == "" {
		return http.StatusUnauthorized, "log in first"
	}
	return http.StatusOK, nil
}

func closeGate(s *session) (int, any) {
	if s.user == "" {
		return http.StatusUnauthorized, "log in first"
	}
	return http.StatusOK, nil
}

// dispatch calls a registered function by name.
func dispatch(w http.ResponseWriter, r *http.Request) {
	act, ok := actions[r.PathValue("action")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	code, reply := act(&session{user: r.Header.Get("X-User")})
	writeJSON(w, code, reply)
}

func writeJSON(w http.ResponseWriter, code int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code) // want `401 \[missing-challenge\]: w\.WriteHeader in writeJSON sends no WWW-Authenticate, from 2 places \(lines 150, 157\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)`
	json.NewEncoder(w).Encode(body)
}

// route keeps its function in a field.
type route struct {
	path string
	run  func(q query) (reply []byte, status int)
}

type query struct{ key string }

func newRoutes() []route {
	return []route{
		{"/lamp", lamp},
		{"/fuse", func(q query) ([]byte, int) {
			if q.key == "" {
				return nil, http.StatusUnauthorized
			}
			return []byte("fuse"), 200
		}},
	}
}

func lamp(q query) ([]byte, int) {
	if q.key == "" {
		return nil, http.StatusUnauthorized
	}
	return []byte("lamp"), http.StatusOK
}

// handle calls what stands in the field.
func (rt route) handle(w http.ResponseWriter, r *http.Request) {
	body, status := rt.run(query{r.URL.Query().Get("key")})
	if status >= 400 {
		http.Error(w, http.StatusText(status), status) // want `401 \[missing-challenge\]: http\.Error in route\.handle sends no WWW-Authenticate, from 2 places \(lines 192, 201\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)`
		return
	}
	w.Write(body)
}

// outcome is spread over two parameters.
func outcome(r *http.Request) (int, any) {
	if !known(r) {
		return http.StatusUnauthorized, gin.H{"error": "log in first"}
	}
	return http.StatusOK, gin.H{}
}

func getLawn(c *gin.Context) {
	c.JSON(outcome(c.Request)) // want `401 \[missing-challenge\]: c\.JSON in getLawn sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

// The same with the challenge.
func mowLawn(c *gin.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="lawn"`)
	c.JSON(outcome(c.Request))
}

// answer takes the two results of a call as its parameters.
type answer struct{ w http.ResponseWriter }

func (a answer) send(status int, msg string) {
	a.w.WriteHeader(status) // want `401 \[missing-challenge\]: a\.w\.WriteHeader in answer\.send sends no WWW-Authenticate, from 2 places \(lines 244, 251\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)`
	a.w.Write([]byte(msg))
}

func judge(r *http.Request) (int, string) {
	if !known(r) {
		return http.StatusUnauthorized, "log in first"
	}
	return http.StatusOK, "fine"
}

func judgeAgain(r *http.Request) (int, string) {
	if r.Header.Get("Cookie") == "" {
		return http.StatusUnauthorized, "log in again"
	}
	return http.StatusOK, "fine"
}

func getPond(w http.ResponseWriter, r *http.Request) {
	answer{w}.send(judge(r))
}

func putPond(w http.ResponseWriter, r *http.Request) {
	answer{w}.send(judgeAgain(r))
}

// Routes registers the handlers.
func Routes(mux *http.ServeMux, engine *gin.Engine) {
	mux.Handle("GET /room", statusFunc(getRoom))
	mux.Handle("PUT /room", statusFunc(putRoom))
	mux.HandleFunc("GET /page", serve(getPage))
	mux.HandleFunc("PUT /page", serve(putPage))
	mux.HandleFunc("GET /hall", getHall)
	mux.HandleFunc("PUT /hall", putHall)
	mux.HandleFunc("POST /hall", sellHall)
	mux.HandleFunc("/cellar", mount(&cellar{}))
	mux.HandleFunc("/garret", mount(garret{}))
	mux.HandleFunc("/gate/{action}", dispatch)
	for _, rt := range newRoutes() {
		mux.HandleFunc(rt.path, rt.handle)
	}
	mux.HandleFunc("GET /pond", getPond)
	mux.HandleFunc("PUT /pond", putPond)
	engine.GET("/lawn", getLawn)
	engine.POST("/lawn", mowLawn)
}
