// Package route finds out which ways lead to a handler: the routes that it is
// registered under, and the middlewares that run before it.
//
// It carries out the code that wires a package's handlers, on values that are
// functions, routers, and lists and structs of them; everything else is unknown.
// What a library's calls do is data, the wiring rows of package model. A
// middleware of the package is no special thing: it is a function whose result,
// or whose body, hands the response on to what it was given.
//
// Then it walks from what is served to every handler that is in view, and notes
// for each way what the engine knows of the challenge where the response was
// handed on, and under which conditions that happened.
//
// What can't be followed has no ways, and is as if nothing were known of it: a
// middleware out of view is taken to leave the header alone, and to let everybody
// pass.
package route
