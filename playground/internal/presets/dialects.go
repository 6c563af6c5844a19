package presets

import (
	"fmt"
	"strings"
)

// A dialect is how handlers of a framework are written. In its texts %s or %q
// stand for what is named, in that order.
type dialect struct {
	id, title string
	imports   []string // besides those that the text shows by their names
	params    string   // of a handler
	args      string   // the same, where it is called
	result    string   // of a handler, "" for none
	header    string   // reads a field: name
	set       string   // sets the challenge: value as a Go literal
	send      string   // answers: status, text as a Go literal
	serve     string   // answers 200: text as a Go literal
	cookie    string   // opens an if for a cookie that is not there: name
	value     string   // what a middleware kept: key, type
	next      string   // in a middleware
	wrap      [2]string
	router    string // the parameter of the function that registers
	register  string // method, path, handler, as text/template would not help: see route
	behind    string // registers behind a middleware: method, path, handler, middleware
	upper     bool   // methods are written GET and not Get
}

const netHTTPParams, netHTTPArgs = "w http.ResponseWriter, r *http.Request", "w, r"

// netHTTP is the dialect of routers that take handlers of net/http.
func netHTTP(id, title, router, register, behind string, imports ...string) dialect {
	return dialect{
		id: id, title: title, imports: imports,
		params: netHTTPParams, args: netHTTPArgs,
		header: `r.Header.Get(%q)`, set: `w.Header().Set("WWW-Authenticate", %s)`,
		send: `http.Error(w, %[2]s, %[1]s)`, serve: `w.Write([]byte(%s))`,
		cookie: `if _, err := r.Cookie(%q); err != nil {`,
		value:  `r.Context().Value(%q).(%s)`,
		next:   `next.ServeHTTP(w, r)`,
		wrap:   [2]string{"func %s(next http.Handler) http.Handler {\nreturn http.HandlerFunc(func(" + netHTTPParams + ") {", "})\n}"},
		router: router, register: register, behind: behind,
	}
}

var dialects = []dialect{
	netHTTP("nethttp", "net/http", "mux *http.ServeMux", "mux.HandleFunc(\"%[1]s %[2]s\", %[3]s)", "mux.Handle(\"%[1]s %[2]s\", %[4]s(http.HandlerFunc(%[3]s)))"),
	netHTTP("chi", "chi", "r chi.Router", "r.%[1]s(%[2]q, %[3]s)", "r.With(%[4]s).%[1]s(%[2]q, %[3]s)", "github.com/go-chi/chi/v5"),
	netHTTP("gorilla", "gorilla/mux", "r *mux.Router", "r.HandleFunc(%[2]q, %[3]s).Methods(%[1]q)", "r.Handle(%[2]q, %[4]s(http.HandlerFunc(%[3]s))).Methods(%[1]q)", "github.com/gorilla/mux"),
	netHTTP("httprouter", "httprouter", "r *httprouter.Router", "r.HandlerFunc(%[1]q, %[2]q, %[3]s)", "r.Handler(%[1]q, %[2]q, %[4]s(http.HandlerFunc(%[3]s)))", "github.com/julienschmidt/httprouter"),
	{
		id: "gin", title: "gin", imports: []string{"github.com/gin-gonic/gin"},
		params: "c *gin.Context", args: "c",
		header: `c.GetHeader(%q)`, set: `c.Header("WWW-Authenticate", %s)`,
		send: `c.AbortWithStatusJSON(%s, gin.H{"error": %s})`, serve: `c.String(http.StatusOK, %s)`,
		cookie: `if _, err := c.Cookie(%q); err != nil {`,
		value:  `c.MustGet(%q).(%s)`,
		next:   `c.Next()`,
		wrap:   [2]string{"func %s(c *gin.Context) {", "}"},
		router: "r gin.IRouter", register: "r.%[1]s(%[2]q, %[3]s)", behind: "r.%[1]s(%[2]q, %[4]s, %[3]s)", upper: true,
	},
	echo("echo4", "echo v4", "c echo.Context", "github.com/labstack/echo/v4"),
	echo("echo5", "echo v5", "c *echo.Context", "github.com/labstack/echo/v5"),
	fiber("fiber2", "fiber v2", "c *fiber.Ctx", "github.com/gofiber/fiber/v2"),
	fiber("fiber3", "fiber v3", "c fiber.Ctx", "github.com/gofiber/fiber/v3"),
}

func echo(id, title, params, path string) dialect {
	return dialect{
		id: id, title: title, imports: []string{path},
		params: params, args: "c", result: "error",
		header: `c.Request().Header.Get(%q)`, set: `c.Response().Header().Set("WWW-Authenticate", %s)`,
		send: `c.JSON(%s, map[string]string{"error": %s})`, serve: `c.String(http.StatusOK, %s)`,
		cookie: `if _, err := c.Cookie(%q); err != nil {`,
		value:  `c.Get(%q).(%s)`,
		next:   `return next(c)`,
		wrap:   [2]string{"func %s(next echo.HandlerFunc) echo.HandlerFunc {\nreturn func(" + params + ") error {", "}\n}"},
		router: "e *echo.Echo", register: "e.%[1]s(%[2]q, %[3]s)", behind: "e.%[1]s(%[2]q, %[3]s, %[4]s)", upper: true,
	}
}

func fiber(id, title, params, path string) dialect {
	d := dialect{
		id: id, title: title, imports: []string{path},
		params: params, args: "c", result: "error",
		header: `c.Get(%q)`, set: `c.Set("WWW-Authenticate", %s)`,
		send: `c.Status(%s).SendString(%s)`, serve: `c.SendString(%s)`,
		cookie: `if c.Cookies(%q) == "" {`,
		value:  `c.Locals(%q).(%s)`,
		next:   `return c.Next()`,
		wrap:   [2]string{"func %s(" + params + ") error {", "}"},
		router: "app *fiber.App", register: "app.%[1]s(%[2]q, %[3]s)", behind: "app.%[1]s(%[2]q, %[4]s, %[3]s)",
	}
	return d
}

// What follows is what the templates call.

// Func opens a handler.
func (d dialect) Func(name string) string {
	return strings.TrimSpace(fmt.Sprintf("func %s(%s) %s", name, d.params, d.result)) + " {"
}

// FuncWith opens a function that answers for handlers.
func (d dialect) FuncWith(name, param string) string {
	return strings.TrimSpace(fmt.Sprintf("func %s(%s, %s) %s", name, d.params, param, d.result)) + " {"
}

// Header reads a field of the request.
func (d dialect) Header(name string) string { return fmt.Sprintf(d.header, name) }

// Set sets the challenge.
func (d dialect) Set(value string) string {
	literal := "`" + value + "`"
	return fmt.Sprintf(d.set, literal)
}

func status(code string) string {
	return map[string]string{"401": "http.StatusUnauthorized", "403": "http.StatusForbidden"}[code]
}

// Send answers and goes on.
func (d dialect) Send(code, text string) string {
	return fmt.Sprintf(d.send, status(code), fmt.Sprintf("%q", text))
}

// Return leaves a handler that answered.
func (d dialect) Return() string {
	if d.result != "" {
		return "return nil"
	}
	return "return"
}

// Refuse answers and leaves, in the middle of a function.
func (d dialect) Refuse(code, text string) string {
	if d.result != "" {
		return "return " + d.Send(code, text)
	}
	return d.Send(code, text) + "\nreturn"
}

// Answer answers at the end of a function.
func (d dialect) Answer(code, text string) string { return d.AnswerStatus(status(code), text) }

// AnswerStatus answers with what an expression says, at the end of a function.
func (d dialect) AnswerStatus(expr, text string) string {
	send := fmt.Sprintf(d.send, expr, fmt.Sprintf("%q", text))
	if d.result != "" {
		return "return " + send
	}
	return send
}

// Serve answers 200, at the end of a function.
func (d dialect) Serve(text string) string {
	serve := fmt.Sprintf(d.serve, fmt.Sprintf("%q", text))
	if d.result != "" {
		return "return " + serve
	}
	return serve
}

// Call has a function answer, and leaves.
func (d dialect) Call(name, arg string) string {
	if d.result != "" {
		return d.Tail(name, arg)
	}
	return d.Tail(name, arg) + "\nreturn"
}

// Tail has a function answer, at the end.
func (d dialect) Tail(name, arg string) string {
	call := fmt.Sprintf("%s(%s, %s)", name, d.args, arg)
	if d.result != "" {
		return "return " + call
	}
	return call
}

// Cookie opens a branch for requests without a cookie.
func (d dialect) Cookie(name string) string { return fmt.Sprintf(d.cookie, name) }

// Value is what a middleware kept in the request.
func (d dialect) Value(key, typ string) string { return fmt.Sprintf(d.value, key, typ) }

// Next hands on to what a middleware stands before.
func (d dialect) Next() string { return d.next }

// Middleware opens one, and End closes it.
func (d dialect) Middleware(name string) string { return fmt.Sprintf(d.wrap[0], name) }

// End closes a middleware.
func (d dialect) End() string { return d.wrap[1] }

// Routes registers handlers, each as "METHOD path name".
func (d dialect) Routes(routes ...string) string {
	lines := []string{"// Routes registers the handlers.", "func Routes(" + d.router + ") {"}
	for _, r := range routes {
		lines = append(lines, d.route(d.register, r, ""))
	}
	return strings.Join(append(lines, "}"), "\n")
}

// RoutesBehind registers a handler behind a middleware, and others without.
func (d dialect) RoutesBehind(middleware, first string, others ...string) string {
	text := d.Routes(others...)
	open := "func Routes(" + d.router + ") {\n"
	return strings.Replace(text, open, open+d.route(d.behind, first, middleware)+"\n", 1)
}

func (d dialect) route(format, route, middleware string) string {
	f := strings.Fields(route)
	method := f[0]
	if !d.upper && !strings.Contains(format, "HandleFunc") && !strings.Contains(format, "Handle") {
		method = method[:1] + strings.ToLower(method[1:])
	}
	args := []any{method, f[1], f[2]}
	if middleware != "" {
		args = append(args, middleware)
	}
	return fmt.Sprintf(format, args...)
}
