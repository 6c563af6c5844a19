// Package model says what the calls, fields and values of HTTP frameworks do
// to a response. The knowledge is data: one file a framework (*.model), one
// row a symbol, in a notation that users extend with the -model flag.
//
// # Notation
//
// A file starts with its framework, the version its rows were checked
// against, when a status leaves the server, and the import paths that bring
// it in. A # that starts a word starts a comment.
//
//	framework gin v1.12.0 commit=body
//	import github.com/gin-gonic/gin
//
// commit is call (the call that names the status sends it), body (the status
// is recorded and leaves with the first byte of the body, or at return) or
// return (nothing leaves before the handler returns). handlers=error after it
// says that handlers return an error and nothing else, so that an error beside
// other results is a helper's.
//
// Three more kinds of line help to read and write code of the framework:
//
//	name 401 github.com/gofiber/fiber/v2.StatusUnauthorized
//	name WWW-Authenticate github.com/gofiber/fiber/v2.HeaderWWWAuthenticate
//	idiom github.com/gofiber/fiber/v2.Ctx $response.Set($header, $value)
//	idiom get github.com/gofiber/fiber/v2.Ctx $response.GetRespHeader($header)
//	code google.golang.org/grpc/codes.Code 16=401
//
// name lists a constant for a status or a header; idiom is the statement that
// sets a header on a response of a type, and behind it idiom get and idiom add are
// the expression that reads one and the statement that adds a line to one: where
// it is set by .Header().Set these are known; code says that a constant of a type
// (here codes.Unauthenticated) stands for a status.
//
// A framework that serves gRPC too says with which package it answers over HTTP.
// In a program that has none of them its rows mean nothing:
//
//	server github.com/go-kratos/kratos/v2/transport/http
//
// Users write rows, code lines and idioms, each on its own as -model takes it.
//
// Every other line is a row: a symbol, what it does, and attributes.
//
//	(*github.com/gin-gonic/gin.Context).JSON    send status=$0
//	(*github.com/gin-gonic/gin.Context).Status  record status=$0
//	(*github.com/gin-gonic/gin.Context).Header  set key=$0 value=$1 emptydeletes
//	github.com/gin-gonic/gin.Context            response
//	github.com/gin-gonic/gin.Context.Writer     same
//	net/http.Error                              send status=$2 on=$0
//	net/http.Response.StatusCode                record status=.
//	github.com/labstack/echo/v4.ErrUnauthorized error status=401
//
// The symbol is a function as types.Func.FullName prints it, a field as
// path.Type.Field, a type, variable or constant as path.Name; type parameters
// are left out. For a promoted method the type that the call's selection
// names is looked up first, then the types on the way to the one that
// declares the method; the first with rows decides. The receiver of a
// promoted method has a star unless its type is an interface. Promoted fields
// likewise. A symbol may have several rows: it does all of that.
//
// An attribute's value is an argument ($0 is the first), a field or niladic
// method of an argument ($1.Code), a constant (401, "text"), or a field or
// niladic method of the value the row is about (.Code): the receiver, the
// value of the type, or what is assigned to the field. A dot alone is that
// value itself. A status that is no integer is one all the same: a text in
// digits ("401"), a constant that a code line translates, an error or another
// value with an error row, which stands for the status it carries.
//
//	send      the status line leaves now (status; without it: the recorded one or 200)
//	record    the status is recorded and leaves later
//	write     a body write: the recorded status, or 200, leaves
//	set, add, del  put key=value into the header (set, add), or remove key (del)
//	headers   returns (or, for a field, is) the response's header map, or the headers that an error brings along
//	same      returns (or is) the same response
//	response  a type that is a response
//	error     returns (or is) an error or another value that carries status, or the status itself; for a type, status names the field or method that gives it
//	literal   a struct type that is a response by itself, with a status and a header field
//	handler   a type of functions that the framework calls, or a function that is given one: result N is the status
//	catch     takes the function that answers returned errors instead of the framework: a field or
//	          variable that it is assigned to, or of a call handler=$N, else the last argument
//	trailers  a type: a function that is given one returns its errors in trailers, with status 200
//	exit      never returns
//
// Rows of these verbs say how handlers are wired: which calls register them, and
// what stands around them.
//
//	router    returns (or, for a type or variable, is) a router, with the middlewares with=; one that
//	          is given with on= stands around it; pattern= is what all of its patterns begin with
//	route     registers handler=, or each of several: the last one answers, those before it stand
//	          around it; with whole its pattern is one for the whole path, behind other routers too;
//	          with each every one of them answers, as routers do that are put into another.
//	          A handler that is a field of an argument ($0.Handler) is registered for each struct of
//	          a list
//	          With controller= methods of that value answer: those that the texts of actions= name, as
//	          "get,post:Save;*:List", else those that are named after the methods of HTTP; before= is
//	          one that runs first and keeps them from running if it answers
//	group     returns a part of the router with middlewares and a pattern of its own, and hands it to runs=
//	use       puts middlewares around the routes of the router that come after it, with early
//	          around all, with inorder also around those of groups that were made before; with
//	          pattern= around those whose patterns begin so; with loose they may be taken off again
//	narrow    says when the route that it is called on is taken; a function without a receiver
//	          returns an option that says so
//	wrap      returns a handler (or a middleware) around handler=, or makes one of with=; pattern= is
//	          what it cuts off the path. With both it puts the middlewares around the handlers, which
//	          may be fields of a list of structs, and method= and pattern= say when they are run. With
//	          check= it makes a middleware that lets pass whom that function returns no error for.
//	          With inside it stands only around what a handler runs by a wrap of a handler with inside
//	endpoint  a type of functions that answer requests and are given no response, as those of RPC are;
//	          middlewares stand around them too
//	names     says by what name the handler that calls it is selected, pattern=
//	select    puts middlewares, with=, around handlers that are selected by their names: those of
//	          pattern=, those that begin with under=, and those of which the function runs= says so;
//	          with loose others too. A type of such functions has a row without attributes
//	option    a type: what a function of its package returns as one stands around nothing, but for rows;
//	          one with a row that registers does so with the router, or the group, which is given it
//	next      runs what stands behind the middleware that it is called in
//	raise     keeps the error that it is given for what answers errors when the handlers have returned
//	abort     keeps what stands behind the middleware from running
//	authenticates  returns (or is) a middleware that lets only callers pass who have shown valid
//	          credentials, unless= a function or a flag says otherwise; of several rows all say so
//	path      returns the path of the request
//	never     always says no
//	passes    a type: a middleware that is given one and returns without abort goes on; with
//	          unanswered only if it has not answered, with stops="false" not where its last result
//	          is that constant, or "true"
//
// A set with a value and no key copies a whole header map; with neither it
// sets headers that are not known, so the challenge is unknown after it. A
// set whose function has neither a receiver nor on makes a middleware or
// option that sets the header elsewhere. An error row for an
// interface holds for every type that implements it; one without status says
// that such an error adds headers.
//
// Attributes with a value:
//
//	status=   the status
//	key=      the header: an argument or a text
//	value=    its value; of a send or an error with own the text of that error, for which the
//	          rows of errors have value=, written over any
//	header=   more headers, as a map or a struct field
//	on=       $N where the response is an argument and not the receiver: the response itself, its
//	          header map, the *http.Request it answers, or the context that leads to it
//	calls=    $N.Method where the call first runs that method of an argument with its own leading
//	          arguments; "path.Var" where it first runs the function in that variable, which has a
//	          catch row, with the response
//	needs=    $N where the call does nothing if that argument is nil
//	in=       "path.Type" where the row holds only in packages that use that type
//
// and in rows of wirings, of which method=, pattern=, with=, handler= and runs= are an
// argument, with all that follow it where it is the variadic one, or a field of an
// argument's elements ($0.Handler):
//
//	method=   the method of a route
//	pattern=  its pattern, or part of one
//	with=     middlewares
//	handler=  what answers
//	runs=     a function that is called with a part of the router, or that is asked
//	under=    texts with which names begin
//	via=      "Method" where middlewares are values that stand around a handler by a method of
//	          theirs: functions do so as they are, but with bymethod only what has the method
//	check=    a function: who makes it fail does not pass
//	unless=   a function that is asked first, or a flag: whom it lets pass shows no credentials
//	controller=, actions=, before=  a value whose methods answer, which ones do, and the method that
//	          runs first
//	stops=    what a middleware returns to keep the rest from running
//
// Flags:
//
//	clear         wipes headers set before
//	chain         returns its receiver
//	emptydeletes  an empty value removes the header
//	own           sends its own challenge
//	sent          of an error type or value: the framework itself writes a returned one to the response
//	nowrap        and does so only when it is not wrapped
//	early, inorder, loose, whole, each, unanswered, inside, bymethod  of wirings, at their verbs
package model
