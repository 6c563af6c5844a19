// Package domain is the abstract domain in which package engine interprets a
// function: what may be at a location, and what is known of it. It knows no
// syntax.
//
// # Values
//
// A [Value] is an element of a lattice: the set of the things that are known to
// be possible, and Top where others are possible too. Its order is inclusion,
// bottom is the empty value, which no path brings, and [Join] is the least upper
// bound: commutative, associative and idempotent, whatever the order in which
// members were found. A member that both sides have is kept with what both note
// of it: its [Branch], that it is not nil, that it was chosen by a text, or by a
// code that nobody gives. What one side notes alone is lost, and never what a
// rule would be silent about for want of a member: what a bound cuts off is Top.
//
//   - [MaxAtoms] bounds the members; statuses are kept beyond it, as the rules
//     ask about these alone.
//   - [MaxDepth] bounds the depth of a [Path]. Each location has fewer parts than
//     a program has names, so no chain of joins is longer than these two allow:
//     with a budget of steps beside them, widening is a join whose bound is met.
//
// What may be dropped from a value is a note (on either branch, maybe nil). A
// member may be dropped where Top says so. Top may never be dropped.
//
// # Predicates
//
// A [Pred] says one thing of a location. [Pred.Negate] is an involution, and a
// predicate contradicts its negation. [Pred.Contradicts] is symmetric, and sound:
// where it holds no value satisfies both. It is not complete, and what it does
// not see is taken to be possible.
//
// # Traces
//
// States that differ in what the rules ask about are kept apart where paths meet
// (trace partitioning); all others are joined. [JoinApart] is the join that
// remembers for each member the [Branch] that it came by: what is possible only
// there goes when the branch is found not to be taken, and without the branches
// it is [Join].
package domain

// MaxDepth bounds the depth of a path.
const MaxDepth = 5
