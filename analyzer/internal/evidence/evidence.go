// Package evidence tells what the branch that chose a status had found out:
// whether the caller has not shown who they are, lacks a right, or met a
// refusal that credentials don't change.
//
// The tables of this package only assign a subject and a test to each leaf of
// a condition; a dozen rows decide what those mean. What can't be told is
// silent.
package evidence

import (
	"go/ast"
)

// A Subject is what a condition looks at.
type Subject uint8

const (
	NoSubject     Subject = iota
	Credential            // a token, password, key or certificate
	Principal             // who is asking
	Resource              // the principal against what is asked for
	Configuration         // a switch of the server
	Request               // another part of the request
	Account               // the state of an account: locked, unverified, limited
)

// A Tested is what a condition found out about its subject.
type Tested uint8

const (
	NoTest    Tested = iota
	Absent           // there is none
	Rejected         // it is wrong or malformed
	Expired          // its time is over
	Revoked          // it was taken back
	Attribute        // it lacks a role, right, scope or membership
	Relation         // it is not the one that the resource belongs to
	Refused          // a policy engine said no
	Off              // it is switched off
	Other            // anything else
)

// A Class is what a finding means for the status.
type Class uint8

const (
	Silent         Class = iota
	Authentication       // other credentials would help: 401
	Authorization        // they would not: 403
	Policy               // nobody gets in: 403, where no credential was read
	TakenBack            // a revoked token: as the configuration says
)

// decisions say what subject and test mean. What no row names is silent.
var decisions = []struct {
	Subject Subject
	Test    Tested
	Class   Class
}{
	{Credential, Absent, Authentication},
	{Credential, Rejected, Authentication},
	{Credential, Expired, Authentication},
	{Credential, Revoked, TakenBack},
	{Principal, Absent, Authentication},
	{Principal, Attribute, Authorization},
	{Principal, Refused, Authorization},
	{Resource, Relation, Authorization},
	{Configuration, Off, Policy},
	{Request, Other, Silent},
	{Account, Other, Silent},
	{Request, Rejected, Silent},
	{Request, Refused, Policy},
}

// classOf is what subject and test mean.
func classOf(s Subject, t Tested) Class {
	for _, d := range decisions {
		if d.Subject == s && d.Test == t {
			return d.Class
		}
	}
	return Silent
}

// A Finding is what one leaf of a condition found out.
type Finding struct {
	Subject Subject
	Test    Tested
	Typed   bool   // told by an API, and not by words
	Strong  bool   // words that leave little doubt
	Known   bool   // the caller must be known for this to be asked
	Sent    bool   // the credentials come with every request, and from no form
	Proven  bool   // told by where the operands come from, and not by words
	What    string // one clause: the token failed verification
	From    string // what it was read from: err from jwt.Parse
	Node    ast.Node
	Row     string // the row of a table that told
	Key     string // the object that is tested, and the outcome
}

func (f Finding) class() Class { return classOf(f.Subject, f.Test) }

// A Verdict is what the conditions of a place say together.
type Verdict struct {
	Class Class
	Finding
	High bool // reported at the default confidence
	// Bearer tells that what was judged came in the Authorization field, and
	// that a function verified it.
	Bearer bool
	Key    string // what the innermost condition tests, also where it tells nothing
	// Part is the right that is lacking in one part of a condition whose other
	// part says that the caller is not known.
	Part *Finding
}
