// Package rule holds the rules: what each finds, its documentation, and the
// wording of its findings. One file a rule; everything that documents a rule
// elsewhere (the analyzer's Doc, docs/rules, the README's table) is made from
// the Rule value here.
package rule

import (
	"slices"

	"golang.org/x/tools/go/analysis"
)

// Groups of rules that can be switched together.
const (
	GroupChallenge = "challenge" // the header
	GroupChoice    = "choice"    // 401 against 403
)

// Groups lists them.
var Groups = []string{GroupChallenge, GroupChoice}

// Rule is one category of diagnostics: its documentation, and what finds it.
// Its id is a constant beside it, because its check names it.
type Rule struct {
	ID     string
	Check  func(*Package) []analysis.Diagnostic
	Behind []string // the rules of its group that leave it what they don't find
	Lacks  bool     // a challenge that a challenger adds mends what it finds
	Group  string
	Title  string // one line, no full stop
	Doc    string // what is wrong and why it matters
	Before string // Go code that is reported
	After  string // the same, mended
	RFC    string // the sections it rests on
	Fix    string // what the suggested fix does
	Silent string // where the rule deliberately holds its tongue
	Off    bool   // runs only where it is asked for by its id

	// What drivers ask, which know findings of any rule: where they stand, and
	// what an answer has to be like that confirms one.

	Responds bool // speaks of a responder, and may stand at its caller or where its status was chosen
	AtValue  bool // may stand where a challenge is set, and not where it leaves
	InCallee bool // what it speaks of is answered by a library that is called there
	Anywhere bool // gone as well where what answers errors, or stands around, adds the challenge
	// Confirms tells whether an answer is as it says, by the challenge that was sent
	// ("" for none) and what is wrong with that. Where it is nil any answer is.
	Confirms func(challenge, problem string) bool
}

// bare is an answer without a challenge.
func bare(challenge, _ string) bool { return challenge == "" }

// All lists the rules, in the order in which documents show them.
var All = []*Rule{
	MissingChallenge,
	SessionChallenge,
	LateChallenge,
	InvalidChallenge,
	WeakChallenge,
	InteropChallenge,
	MiddlewareChallenge,
	Want401,
	Want403,
	MixedStatus,
}

// inOrder lists rules so that each comes behind those whose leavings it finds,
// and else as documents show them.
func inOrder(rs []*Rule) []*Rule {
	rs = slices.Clone(rs)
	var out []*Rule
	for len(rs) > 0 {
		i := slices.IndexFunc(rs, func(r *Rule) bool {
			return !slices.ContainsFunc(rs, func(q *Rule) bool { return slices.Contains(r.Behind, q.ID) })
		})
		i = max(i, 0) // a circle is broken anywhere
		out = append(out, rs[i])
		rs = slices.Delete(rs, i, i+1)
	}
	return out
}

// Select returns the rules that an id or a group names, or nil.
func Select(name string) []*Rule {
	var rs []*Rule
	for _, r := range All {
		if r.ID == name || r.Group == name {
			rs = append(rs, r)
		}
	}
	return rs
}

// Known tells whether a name is that of a rule or group.
func Known(name string) bool {
	return slices.Contains(Groups, name) || len(Select(name)) > 0
}

// IDs returns the ids of all rules.
func IDs() []string {
	ids := make([]string, len(All))
	for i, r := range All {
		ids[i] = r.ID
	}
	return ids
}
