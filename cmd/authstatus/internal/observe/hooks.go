package observe

import "embed"

// The files that the overlay adds to packages.
//
//go:embed overlay/*.txt
var added embed.FS

// A hook is a place in a package's source where a status leaves, or is
// recorded for later.
type hook struct {
	pkg string // import path; of a module without its major version
	// add is a file of overlay/ that goes into the package.
	add   string
	edits []edit
	// declares is what a package must declare for the added file to work.
	declares string
	// since and until bound the Go releases of a package of std, such as "1.27".
	since, until string
}

// An edit puts a statement at the beginning of a function, or before the one
// statement in it that is given. The function is a Name, a Type.Name, or a
// variable that holds a literal. In the text $r stands for the receiver, $1 and
// $2 for the first two parameters. An edit with a file goes to an offset there.
type edit struct {
	function, before, text string
	file                   string
	offset                 int
}

// recorder goes into a package of std that net/http, httptest and testing may
// import. A package of its own would have no directory, which go vet wants.
const recorderPkg = "internal/sysinfo"

// stdHooks are all needed: where one does not fit, the Go release is not
// supported.
var stdHooks = []hook{
	{pkg: recorderPkg, add: "recorder.go.txt"},
	{pkg: "testing", add: "testing.go.txt", declares: "running"},
	{pkg: "net/http", add: "nethttp.go.txt", edits: []edit{
		{function: "response.WriteHeader", text: "if !$r.conn.hijacked() { authstatusNote($1, $r.handlerHeader, $r.wroteHeader, $r.status) }"},
		{function: "serverHandler.ServeHTTP", text: "authstatusBegin()"},
		{function: "Header.Set", text: "authstatusSet($r, $1)"},
		{function: "Header.Add", text: "authstatusSet($r, $1)"},
		{function: "timeoutWriter.writeHeaderLocked", text: "if $r.err == nil && !$r.wroteHeader { authstatusMark($r, $1) }"},
		{function: "timeoutHandler.ServeHTTP", before: "w.WriteHeader(tw.code)", text: "authstatusAdopt(tw, tw.code)"},
	}},
	{pkg: "net/http", until: "1.27", edits: []edit{
		{function: "http2responseWriterState.writeHeader", text: "authstatusNote($1, $r.handlerHeader, $r.wroteHeader, $r.status)"},
	}},
	{pkg: "net/http/internal/http2", since: "1.27", add: "std.go.txt", edits: []edit{
		{function: "responseWriterState.writeHeader", text: "authstatusNote($1, $r.handlerHeader, $r.wroteHeader, $r.status)"},
	}},
	{pkg: "net/http/httptest", add: "std.go.txt", edits: []edit{
		{function: "NewRecorder", text: "authstatusBegin()"},
		{function: "ResponseRecorder.WriteHeader", text: "authstatusNote($1, $r.HeaderMap, $r.wroteHeader, $r.Code)"},
	}},
}

// frameworkHooks are for what does not answer through net/http, and for what
// answers after the handler has returned: there they note where the status was
// recorded. A version that lacks a place is seen without it, and a warning.
var frameworkHooks = []hook{
	{pkg: "golang.org/x/net/http2", add: "xhttp2.go.txt", edits: []edit{
		{function: "responseWriterState.writeHeader", text: "authstatusNote($1, $r.handlerHeader, $r.wroteHeader, $r.status)"},
	}},
	{pkg: "github.com/valyala/fasthttp", add: "fasthttp.go.txt", edits: []edit{
		{function: "ResponseHeader.SetStatusCode", text: "$r.AuthstatusMark($1)"},
		{function: "writeResponse", text: "if $1.timeoutResponse == nil { $1.Response.Header.AuthstatusNote($1.Response.StatusCode()) }"},
	}},
	{pkg: "github.com/cloudwego/hertz/pkg/protocol", add: "hertz.go.txt", edits: []edit{
		{function: "ResponseHeader.SetStatusCode", text: "$r.AuthstatusMark($1)"},
	}},
	{pkg: "github.com/cloudwego/hertz/pkg/protocol/http1/resp", edits: []edit{
		{function: "Write", text: "$1.Header.AuthstatusNote($1.StatusCode())"},
	}},
	{pkg: "github.com/cloudwego/hertz/pkg/common/ut", edits: []edit{
		{function: "ResponseRecorder.WriteHeader", text: "if $r.header != nil && !$r.wroteHeader { $r.header.AuthstatusNote($1) }"},
	}},
	{pkg: "github.com/gin-gonic/gin", add: "mark.go.txt", edits: []edit{
		{function: "responseWriter.WriteHeader", text: "authstatusMark($1)"},
	}},
	{pkg: "github.com/go-chi/render", add: "mark.go.txt", edits: []edit{
		{function: "Status", text: "authstatusMark($2)"},
	}},
	{pkg: "github.com/labstack/echo", add: "mark.go.txt", edits: []edit{
		{function: "NewHTTPError", text: "authstatusMark($1)"},
	}},
	{pkg: "github.com/gofiber/fiber", add: "mark.go.txt", edits: []edit{
		{function: "NewError", text: "authstatusMark($1)"},
	}},
	{pkg: "github.com/danielgtaylor/huma", add: "mark.go.txt", edits: []edit{
		{function: "NewError", text: "authstatusMark($1)"},
		{function: "Error401Unauthorized", text: "authstatusMark(401)"},
		{function: "Error403Forbidden", text: "authstatusMark(403)"},
	}},
}
