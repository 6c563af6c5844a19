package engine

import "github.com/authstatus/authstatus/analyzer/internal/domain"

// What the engine calls its domain.
type (
	Root  = domain.Root
	Loc   = domain.Loc
	Atom  = domain.Atom
	Value = domain.Value
)

const (
	RootParam    = domain.RootParam
	RootVar      = domain.RootVar
	RootCaptured = domain.RootCaptured
	RootGlobal   = domain.RootGlobal
	RootSite     = domain.RootSite
	RootOpaque   = domain.RootOpaque
	RootExit     = domain.RootExit
	RootTmp      = domain.RootTmp

	AtomNil    = domain.AtomNil
	AtomInt    = domain.AtomInt
	AtomStr    = domain.AtomStr
	AtomBool   = domain.AtomBool
	AtomRef    = domain.AtomRef
	AtomHeader = domain.AtomHeader
	AtomLit    = domain.AtomLit
	AtomFunc   = domain.AtomFunc
	AtomFormat = domain.AtomFormat
	AtomExpr   = domain.AtomExpr
	AtomSome   = domain.AtomSome
)

// What models keep with an object.
var (
	statusStep    = domain.Step{Kind: domain.Slot, Name: "status"}    // its status, if no field of its type is known to hold it
	sentStep      = domain.Step{Kind: domain.Slot, Name: "sent"}      // that a framework sends it, and whether wrapped too
	aloneStep     = domain.Step{Kind: domain.Slot, Name: "alone"}     // that it does so only for handlers that return nothing else
	challengeStep = domain.Step{Kind: domain.Slot, Name: "challenge"} // what is known of the challenge that it brings along
)
