// Package kubernetes has a case for every way kubernetes can send 401: without a challenge, and with one.
package kubernetes

import (
	"net/http"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/endpoints/handlers/responsewriters"
)

func RespondWithError(w http.ResponseWriter, r *http.Request) {
	responsewriters.RespondWithError(w, r, apierrors.NewUnauthorized("denied"), nil) // want `\[missing-challenge\]`
}

func RespondWithErrorChallenged(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	responsewriters.RespondWithError(w, r, apierrors.NewUnauthorized("denied"), nil)
}

func ErrorNegotiated(w http.ResponseWriter, r *http.Request) {
	responsewriters.ErrorNegotiated(apierrors.NewUnauthorized("denied"), nil, schema.GroupVersion{}, w, r) // want `\[missing-challenge\]`
}

func ErrorNegotiatedChallenged(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	responsewriters.ErrorNegotiated(apierrors.NewUnauthorized("denied"), nil, schema.GroupVersion{}, w, r)
}

func WriteObjectNegotiated(w http.ResponseWriter, r *http.Request) {
	responsewriters.WriteObjectNegotiated(nil, nil, schema.GroupVersion{}, w, r, http.StatusUnauthorized, nil, false) // want `\[missing-challenge\]`
}

func WriteObjectNegotiatedChallenged(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	responsewriters.WriteObjectNegotiated(nil, nil, schema.GroupVersion{}, w, r, http.StatusUnauthorized, nil, false)
}

func SerializeObject(w http.ResponseWriter, r *http.Request) {
	responsewriters.SerializeObject("denied", nil, w, r, http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func SerializeObjectChallenged(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	responsewriters.SerializeObject("denied", nil, w, r, http.StatusUnauthorized, nil)
}

func StreamObject(w http.ResponseWriter, r *http.Request) {
	responsewriters.StreamObject(http.StatusUnauthorized, schema.GroupVersion{}, nil, nil, w, r) // want `\[missing-challenge\]`
}

func StreamObjectChallenged(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	responsewriters.StreamObject(http.StatusUnauthorized, schema.GroupVersion{}, nil, nil, w, r)
}

func WriteRawJSON(w http.ResponseWriter) {
	responsewriters.WriteRawJSON(http.StatusUnauthorized, nil, w) // want `\[missing-challenge\]`
}

func WriteRawJSONChallenged(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	responsewriters.WriteRawJSON(http.StatusUnauthorized, nil, w)
}

func NewUnauthorized(w http.ResponseWriter, r *http.Request) {
	responsewriters.RespondWithError(w, r, apierrors.NewUnauthorized("denied"), nil) // want `\[missing-challenge\]`
}

func NewUnauthorizedChallenged(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	responsewriters.RespondWithError(w, r, apierrors.NewUnauthorized("denied"), nil)
}

func NewGenericServerResponse(w http.ResponseWriter, r *http.Request) {
	responsewriters.RespondWithError(w, r, apierrors.NewGenericServerResponse(http.StatusUnauthorized, "denied", schema.GroupResource{}, "denied", "denied", 0, false), nil) // want `\[missing-challenge\]`
}

func NewGenericServerResponseChallenged(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	responsewriters.RespondWithError(w, r, apierrors.NewGenericServerResponse(http.StatusUnauthorized, "denied", schema.GroupResource{}, "denied", "denied", 0, false), nil)
}

func StatusError(w http.ResponseWriter, r *http.Request) {
	responsewriters.RespondWithError(w, r, &apierrors.StatusError{ErrStatus: metav1.Status{Code: http.StatusUnauthorized}}, nil) // want `\[missing-challenge\]`
}

func StatusErrorChallenged(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	responsewriters.RespondWithError(w, r, &apierrors.StatusError{ErrStatus: metav1.Status{Code: http.StatusUnauthorized}}, nil)
}

// A status object is sent as an object is: with the status that is given.
func Status(w http.ResponseWriter, r *http.Request) {
	responsewriters.WriteRawJSON(http.StatusUnauthorized, &metav1.Status{Code: http.StatusUnauthorized}, w) // want `\[missing-challenge\]`
}

func ErrorToAPIStatus(w http.ResponseWriter, r *http.Request) {
	st := responsewriters.ErrorToAPIStatus(apierrors.NewUnauthorized("denied"))
	responsewriters.WriteRawJSON(int(st.Code), st, w) // want `\[missing-challenge\]`
}

func ErrorToAPIStatusChallenged(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	st := responsewriters.ErrorToAPIStatus(apierrors.NewUnauthorized("denied"))
	responsewriters.WriteRawJSON(int(st.Code), st, w)
}
