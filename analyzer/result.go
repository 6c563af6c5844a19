package analyzer

import (
	"reflect"

	"github.com/authstatus/authstatus/analyzer/internal/challenge"
	"github.com/authstatus/authstatus/analyzer/internal/evidence"
	"github.com/authstatus/authstatus/analyzer/internal/route"
	"github.com/authstatus/authstatus/analyzer/internal/rule"
)

// Result is what the analyzer returns beside its diagnostics, for drivers that
// show more: the ways of the statuses, and what sets challenges.
type Result struct {
	Findings []Finding // one a diagnostic of a rule, in their order
	Setters  []Setter
	// Middlewares are the functions that add a challenge to what passes
	// through them: what Config.Challengers might name.
	Middlewares []Function
	// Steps counts the work that the analysis was, alike on every machine.
	Steps int

	unit *route.Unit // for the whole program, with Config.Program
	// again reports once more, where others know callers to be known; ok is
	// false where that changes nothing.
	again func(known evidence.Guarded) (rule.Reported, bool)
}

// A Finding is what a diagnostic rests on.
type Finding = rule.Finding

// A Step is one place on the way of a status to the client.
type Step = rule.Step

// A Route is a handler with what stands around it.
type Route = route.Row

// A Middleware stands around a handler.
type Middleware = route.Link

// An Answer is a 401, 403 or 407 that can leave on a route.
type Answer = route.Answer

// A Setter is a place that sets a challenge.
type Setter = rule.Setter

// A Function is a declared function.
type Function = rule.Function

var resultType = reflect.TypeFor[*Result]()

// A Rule documents one category of diagnostics.
type Rule = rule.Rule

// Rules returns the documentation of all rules, in the order in which
// documents show them.
func Rules() []Rule {
	rules := make([]Rule, len(rule.All))
	for i, r := range rule.All {
		rules[i] = *r
	}
	return rules
}

// RuleOf is the rule of a diagnostic's category; the zero Rule if there is none.
func RuleOf(category string) Rule {
	for _, r := range rule.All {
		if r.ID == category {
			return *r
		}
	}
	return Rule{}
}

// URL is where the rules are documented; #id leads to a rule.
const URL = rule.URL

// ChallengeProblem says what is wrong with the value of a WWW-Authenticate or
// Proxy-Authenticate header field that was sent with a status: a clause with
// the section that it rests on, or "" for a value without defects. The status
// is 401, 407, or 0 if it is not known.
func ChallengeProblem(value string, status int) string {
	ps := challenge.Check(value, status)
	if len(ps) == 0 {
		return ""
	}
	return ps[0].Text + " (" + ps[0].RFC + ")"
}
