package engine

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

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

// CarrierFact lists the carriers that a package and its imports fill.
type CarrierFact struct {
	Sources []FactSource
	Rets    []FactRet
	Sinks   []FactSink
	Asks    []FactAsk
	Typed   []FactTyped
	Places  []string // fields, parameters and results of the package that may hold a status
	Makers  []string // functions that return an error and never nil
}

// FactSink says that a package sends the status of a carrier without a
// challenge, and knows no 401 that it sends so.
type FactSink struct {
	Type  string
	Iface []string
	Path  domain.Path
	Name  string // the responder's function
}

// FactAsk says that a package sends the status that a function value or an
// interface's method returns, without a challenge.
type FactAsk struct {
	Sig    string
	Name   string
	Result int
}

// FactSource is an object that carries statuses out of a function.
type FactSource struct {
	Type    string
	Methods []string
	Path    domain.Path
	Status  int64
	Place   string
	Consts  []FactConst
	Name    string // of the variable that holds it
	Told    uint8  // whether the status is reported where it is chosen
	By      string // the methods that return it
}

// FactConst is a constant field of an object, or one that is nil or is not.
type FactConst struct {
	Path domain.Path
	Kind uint8
	Int  int64
	Str  string
}

// FactRet is a function value or method that returns a status.
type FactRet struct {
	Sig    string
	Name   string
	Result int
	Nils   string
	Status int64
	Place  string
}

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
