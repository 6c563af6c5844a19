package engine

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/channel"
	"github.com/authstatus/authstatus/analyzer/internal/domain"
)

// Facts carry summaries between packages. They speak of parameters, exported
// variables and the objects that a function makes, never of another package's
// positions: a place is the text dir/file.go:line.

// SummaryFact says what calling a function does.
type SummaryFact struct {
	Exits   []FactExit
	Events  []FactEvent
	Vouches bool
	Renders int64  // the 401 or 407 that a method of generated code sends, without a challenge
	Sends   int64  // the 401 or 403 that every call sends
	Keeps   uint64 // the parameters that a package-level variable holds afterwards, a bit each
}

// FactExit is one way of leaving a function.
type FactExit struct {
	Conds   []domain.Pred
	Exact   bool
	Resps   []FactResp
	Stores  []domain.Binding
	Results []Value
	Objs    []domain.Binding
	Sites   []FactSite
	Derefs  uint64 // the parameters that are surely not nil: a bit each, the receiver first
}

// FactEvent is a status that leaves, as far as a caller chooses it.
type FactEvent struct {
	Resp   Loc
	Status Value
	Ch     Challenge
	Proxy  Challenge
	Conds  []domain.Pred
	Done   int64 // masks the statuses that a finding at the responder speaks of
	Twins  []FactTwin
	Derefs uint64 // as those of an exit
}

// FactTwin is another of the function's responses, with its challenges.
type FactTwin struct {
	Loc       Loc
	Ch, Proxy Challenge
}

// FactResp is what an exit does to a response.
type FactResp struct {
	Loc     Loc
	Ch      Challenge
	Proxy   Challenge
	Sent    Sent
	Val     string
	Pending Value
	Over    bool
	Flushed bool
	Stops   bool
}

// FactSite is the type of an object that a function makes.
type FactSite struct {
	Type    string
	Methods []string
}

// VarFact says what a package-level variable holds.
type VarFact struct {
	Val   Value
	Objs  []domain.Binding
	Sites []FactSite
}

// CarrierFact says what a package and its imports put and take out of sight.
type CarrierFact channel.Fact

func (*SummaryFact) AFact() {}

func (*VarFact) AFact() {}

func (*CarrierFact) AFact() {}

func (f *SummaryFact) String() string {
	return fmt.Sprintf("summary of %d exits, %d sends", len(f.Exits), len(f.Events))
}

func (f *VarFact) String() string { return fmt.Sprintf("variable of %d atoms", len(f.Val.Atoms)) }

func (f *CarrierFact) String() string {
	return fmt.Sprintf("carriers %d, %d", len(f.Sources), len(f.Rets))
}

// FactTypes lists the facts that the engine exports.
func FactTypes() []analysis.Fact {
	return []analysis.Fact{new(SummaryFact), new(VarFact), new(CarrierFact)}
}
