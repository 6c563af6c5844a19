package check

import (
	"go/token"

	"github.com/authstatus/authstatus/analyzer"
)

// A Route is a handler with what stands around it.
type Route struct {
	Method   string      `json:"method"` // empty for any
	Pattern  string      `json:"pattern"`
	At       *Span       `json:"at"`
	Handler  string      `json:"handler"`
	Handled  *Span       `json:"handled"` // nil where the handler is not in view
	Open     bool        `json:"open"`    // more may stand around it
	Known    bool        `json:"known"`   // the caller is known
	Around   []Around    `json:"around"`  // outermost first
	Statuses []StatusOut `json:"statuses"`
}

// Around is a middleware on the way to a handler.
type Around struct {
	Name        string `json:"name"`
	At          *Span  `json:"at"`
	Unseen      bool   `json:"unseen"`
	Conditional bool   `json:"conditional"`
	Knows       bool   `json:"knows"`
	Challenges  bool   `json:"challenges"`
}

// A StatusOut is a 401, 403 or 407 that can leave on a route.
type StatusOut struct {
	Status    int64  `json:"status"`
	At        *Span  `json:"at"`
	In        string `json:"in"`
	Challenge string `json:"challenge"`
}

func (w *writer) at(pos token.Pos) *Span {
	if at, ok := w.span(pos, pos); ok && pos.IsValid() {
		return &at
	}
	return nil
}

func (w *writer) routes(whole *analyzer.Program) {
	var results []*analyzer.Result
	for _, pk := range w.program.packages {
		results = append(results, pk.result.result)
	}
	w.answer.Routes = []Route{}
	for _, r := range whole.Routes(w.program.fset, results) {
		out := Route{
			Method: r.Method, Pattern: r.Pattern, At: w.at(r.At), Handler: r.Handler, Handled: w.at(r.HandlerAt),
			Open: r.Open, Known: r.Known, Around: []Around{}, Statuses: []StatusOut{},
		}
		for _, m := range r.Links {
			out.Around = append(out.Around, Around{m.Name, w.at(m.Pos), m.Outside, m.Maybe, m.Known, m.Sets})
		}
		for _, a := range r.Answers {
			out.Statuses = append(out.Statuses, StatusOut{a.Status, w.at(a.At), a.In, string(a.Challenge)})
		}
		w.answer.Routes = append(w.answer.Routes, out)
	}
}
