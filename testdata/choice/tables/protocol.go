package tables

import "net/http"

// A protocol fixes statuses, and its clients read the codes.

type ObjectCode int

const (
	ObjNone ObjectCode = iota
	ErrObjAnonymous
	ErrObjInvalidAccessKey
	ErrObjSignature
)

type ObjectFault struct {
	Code   string
	Text   string
	Status int
}

var objectFaults = map[ObjectCode]ObjectFault{
	ErrObjAnonymous:        {"AccessDenied", "Anonymous callers may not do this. Please authenticate.", http.StatusForbidden},
	ErrObjInvalidAccessKey: {"InvalidAccessKeyId", "The access key does not exist.", http.StatusForbidden},
	ErrObjSignature:        {"SignatureDoesNotMatch", "The signature is another one.", http.StatusForbidden},
}

func Objects(w http.ResponseWriter, c ObjectCode) {
	f := objectFaults[c]
	http.Error(w, f.Text, f.Status)
}

type DeskCode int

const (
	DeskNone DeskCode = iota
	ErrDeskAnonymous
	ErrDeskInvalidAccessKey
)

var deskFaults = map[DeskCode]ObjectFault{
	ErrDeskAnonymous:        {"AccessDenied", "Anonymous callers may not do this. Please authenticate.", http.StatusForbidden}, // want `403 \[want-401\]: the caller is not known \(ErrDeskAnonymous, line 42\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
	ErrDeskInvalidAccessKey: {"WrongKey", "The access key does not exist.", http.StatusForbidden},                              // want `403 \[want-401\]: the credentials were rejected \(ErrDeskInvalidAccessKey, line 43\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
}

func Desks(w http.ResponseWriter, c DeskCode) {
	f := deskFaults[c]
	http.Error(w, f.Text, f.Status)
}
