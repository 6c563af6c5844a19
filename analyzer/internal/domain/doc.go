// Package domain is the abstract domain in which package engine interprets a
// function: what may be at a location, and what is known of it.
//
// A [Path] leads from a root to a part of what is there. Paths are as deep as
// [MaxDepth]; what lies deeper is unknown.
package domain

// MaxDepth bounds the depth of a path.
const MaxDepth = 5
