package sarif

import (
	"cmp"
	"strings"
)

// The parts of SARIF 2.1.0 that are written, by the names it gives them.

type sarifLog struct {
	Schema  string `json:"$schema"`
	Version string `json:"version"`
	Runs    []run  `json:"runs"`
}

type run struct {
	Tool        tool                `json:"tool"`
	Invocations []invocation        `json:"invocations"`
	BaseIDs     map[string]artifact `json:"originalUriBaseIds"`
	Columns     string              `json:"columnKind"`
	Results     []result            `json:"results"`
}

type tool struct {
	Driver component `json:"driver"`
}

type component struct {
	Name           string       `json:"name"`
	Version        string       `json:"version"`
	InformationURI string       `json:"informationUri"`
	Rules          []descriptor `json:"rules"`
}

type descriptor struct {
	ID      string         `json:"id"`
	Name    string         `json:"name,omitempty"`
	Short   *message       `json:"shortDescription,omitempty"`
	Full    *message       `json:"fullDescription,omitempty"`
	Help    *message       `json:"help,omitempty"`
	HelpURI string         `json:"helpUri,omitempty"`
	Config  *config        `json:"defaultConfiguration,omitempty"`
	Props   map[string]any `json:"properties,omitempty"`
}

type config struct {
	Enabled bool   `json:"enabled"`
	Level   string `json:"level"`
}

type message struct {
	Text     string `json:"text"`
	Markdown string `json:"markdown,omitempty"`
}

type invocation struct {
	ExecutionSuccessful bool           `json:"executionSuccessful"`
	Notifications       []notification `json:"toolExecutionNotifications,omitempty"`
}

type notification struct {
	Level   string  `json:"level"`
	Message message `json:"message"`
}

type result struct {
	at           location
	RuleID       string            `json:"ruleId"`
	Index        int               `json:"ruleIndex"`
	Level        string            `json:"level"`
	Message      message           `json:"message"`
	Places       []location        `json:"locations"`
	Related      []location        `json:"relatedLocations,omitempty"`
	Flows        []codeFlow        `json:"codeFlows,omitempty"`
	Fixes        []fix             `json:"fixes,omitempty"`
	Fingerprints map[string]string `json:"partialFingerprints"`
	Props        map[string]any    `json:"properties,omitempty"`
}

type location struct {
	ID       int       `json:"id,omitempty"`
	Physical *physical `json:"physicalLocation,omitempty"`
	Message  *message  `json:"message,omitempty"`
}

func (l location) uri() string { return l.Physical.Artifact.URI }

func (l location) compare(o location) int {
	return cmp.Or(
		strings.Compare(l.uri(), o.uri()),
		cmp.Compare(l.Physical.Region.StartLine, o.Physical.Region.StartLine),
		cmp.Compare(l.Physical.Region.StartColumn, o.Physical.Region.StartColumn),
	)
}

type physical struct {
	Artifact artifact `json:"artifactLocation"`
	Region   region   `json:"region"`
}

type artifact struct {
	URI  string `json:"uri"`
	Base string `json:"uriBaseId,omitempty"`
}

type region struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn"`
	EndLine     int `json:"endLine"`
	EndColumn   int `json:"endColumn"`
}

type codeFlow struct {
	Threads []threadFlow `json:"threadFlows"`
}

type threadFlow struct {
	Locations []flowLocation `json:"locations"`
}

type flowLocation struct {
	Location location `json:"location"`
	Kinds    []string `json:"kinds"`
}

type fix struct {
	Description message  `json:"description"`
	Changes     []change `json:"artifactChanges"`
}

type change struct {
	Artifact     artifact      `json:"artifactLocation"`
	Replacements []replacement `json:"replacements"`
}

type replacement struct {
	Deleted  region  `json:"deletedRegion"`
	Inserted content `json:"insertedContent"`
}

type content struct {
	Text string `json:"text"`
}
