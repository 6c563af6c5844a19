// Package syntax reads what the syntax of Go means, with its types.
package syntax
