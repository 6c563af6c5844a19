// Package rule holds the rules: what each finds, its documentation, and the
// wording of its findings. One file a rule; everything that documents a rule
// elsewhere (the analyzer's Doc, docs/rules, the README's table) is made from
// the Rule value here.
package rule

// Groups of rules that can be switched together.
const (
	GroupChallenge = "challenge" // the header
	GroupChoice    = "choice"    // 401 against 403
)

// Rule documents one category of diagnostics.
type Rule struct {
	ID     string
	Group  string
	Title  string // one line, no full stop
	Doc    string // what is wrong and why it matters
	Before string // Go code that is reported
	After  string // the same, mended
	RFC    string // the sections it rests on
	Fix    string // what the suggested fix does
	Silent string // where the rule deliberately holds its tongue
	Off    bool   // runs only where it is asked for by its id
}

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
	return name == GroupChoice || name == GroupChallenge || len(Select(name)) > 0
}

// IDs returns the ids of all rules.
func IDs() []string {
	ids := make([]string, len(All))
	for i, r := range All {
		ids[i] = r.ID
	}
	return ids
}
