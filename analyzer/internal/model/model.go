package model

import (
	"strconv"
	"strings"
)

// Verb says what a symbol does to a response. The package documentation
// explains each.
type Verb int

const (
	Send Verb = iota + 1
	Record
	Write
	Set
	Add
	Delete
	Headers
	Same
	Response
	Error
	Literal
	Handler
	Catch
	Trailers
	Exit

	// What follows says how handlers are wired, and nothing of a response.
	Router
	Route
	Group
	Use
	Wrap
	Next
	Abort
	Passes
	Authenticates
	Narrow
	Raise
	Endpoint
	Option
	Names
	Select
	Path
	Never
)

var verbNames = [...]string{
	Send: "send", Record: "record", Write: "write", Set: "set", Add: "add", Delete: "del",
	Headers: "headers", Same: "same", Response: "response", Error: "error", Literal: "literal", Handler: "handler", Catch: "catch", Trailers: "trailers", Exit: "exit",
	Router: "router", Route: "route", Group: "group", Use: "use", Wrap: "wrap", Next: "next", Abort: "abort", Passes: "passes", Authenticates: "authenticates", Narrow: "narrow", Raise: "raise",
	Endpoint: "endpoint", Option: "option", Names: "names", Select: "select", Path: "path", Never: "never",
}

// String returns the verb as the notation writes it.
func (v Verb) String() string {
	if v < Send || v > Never {
		return "verb(" + strconv.Itoa(int(v)) + ")"
	}
	return verbNames[v]
}

// Wires tells whether a verb says how handlers are wired. Rows of such verbs are
// kept apart: to the engine their symbols are like any other.
func (v Verb) Wires() bool { return v >= Router }

// ArgKind tells where the value of an attribute comes from.
type ArgKind int

const (
	None  ArgKind = iota // the attribute is absent
	Index                // argument N of the call, or its field or niladic method Text
	Int                  // the constant N
	Text                 // the constant Text
	Field                // field or niladic method Text of the value the row is about; "" is that value itself
)

// Arg is the value of an attribute.
type Arg struct {
	Kind ArgKind
	N    int
	Text string
}

// String returns the value as the notation writes it, "" for None.
func (a Arg) String() string {
	switch a.Kind {
	case Index:
		if a.Text != "" {
			return "$" + strconv.Itoa(a.N) + "." + a.Text
		}
		return "$" + strconv.Itoa(a.N)
	case Int:
		return strconv.Itoa(a.N)
	case Text:
		return strconv.Quote(a.Text)
	case Field:
		return "." + a.Text
	}
	return ""
}

// Row is what one symbol does to a response.
type Row struct {
	Framework string // name of the framework; "" for a row of the user
	Symbol    string
	Verb      Verb

	Status, Key, Value, Header Arg
	On                         Arg // the response; None is the receiver
	Calls                      Arg // the method, or the function in a variable, that the call runs first with the response
	Needs                      Arg // the argument without which, nil, nothing happens
	In                         Arg // only in packages that use this type

	// Of a wiring: where a route is, what is around it and what serves it.
	Method, Pattern, With, Handler, Runs Arg
	Via                                  Arg // the method by which what is around it stands there
	Under                                Arg // texts with which names begin
	Controller, Actions, Before          Arg // a value whose methods answer, which ones do, and one that runs first
	Stops                                Arg // what a middleware returns to keep the rest from running
	Check                                Arg // a function: who makes it fail does not pass
	Unless                               Arg // a function or a flag: whom it lets pass is not asked for credentials

	Clear        bool // wipes headers set before
	Chain        bool // returns its receiver
	EmptyDeletes bool // an empty value removes the header
	Own          bool // sends its own challenge
	Sent         bool // the framework itself writes a returned error
	NoWrap       bool // and only when it is not wrapped
	Early        bool // also around the routes that were registered before
	Whole        bool // its pattern is for the whole path, also behind another router
	Each         bool // of several handlers each is registered, and none stands around another
	InOrder      bool // also around later routes of groups that were made before
	Loose        bool // other calls may take it off again
	Unanswered   bool // passes only if it has not answered
	Inside       bool // stands around what the handler runs so
	ByMethod     bool // what has not the method of via does not stand around

	Line int // in the file
}

// String returns the row in the notation.
func (r Row) String() string {
	var b strings.Builder
	b.WriteString(r.Symbol + " " + r.Verb.String())
	for _, a := range attributes {
		if v := *a.of(&r); v.Kind != None {
			b.WriteString(" " + a.name + "=" + v.String())
		}
	}
	for _, f := range flags {
		if *f.of(&r) {
			b.WriteString(" " + f.name)
		}
	}
	return b.String()
}

// Commit tells when a status leaves the server.
type Commit int

const (
	AtCall   Commit = iota // the call that names the status sends it
	AtBody                 // with the first byte of the body, or at return
	AtReturn               // when the handler returns
)

// Idiom is the usual way to set a header on a response of a type.
type Idiom struct {
	Type string // path.Name, without a star
	Code string // with the placeholders $response, $header and $value
	Get  string // the expression that reads it, "" if none is told
	Add  string // the statement that adds a line to it, likewise
}

// Code is a constant of a framework's own code type that stands for a status.
type Code struct {
	Type   string // path.Name
	Value  Arg    // Int or Text
	Status int
}

// String returns the line in the notation.
func (i Idiom) String() string { return "idiom " + i.Type + " " + i.Code }

// String returns the line in the notation.
func (c Code) String() string {
	return "code " + c.Type + " " + c.Value.String() + "=" + strconv.Itoa(c.Status)
}

// Framework is one file of rows, or what a user adds.
type Framework struct {
	Name, Version string
	Commit        Commit
	ErrorOnly     bool // its handlers return an error and nothing else
	Imports       []string
	Servers       []string // the packages of which a program needs one, to answer over HTTP
	Rows          []Row
	Idioms        []Idiom
	Codes         []Code
	Names         map[string][]string // "401", "403", "WWW-Authenticate", … to the constants that name it
}
