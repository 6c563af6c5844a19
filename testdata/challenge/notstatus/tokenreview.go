package notstatus

import (
	"encoding/json"
	"net/http"
)

// tokenReview is as much of Kubernetes' as an authentication webhook answers.
type tokenReview struct {
	Kind   string `json:"kind"`
	Spec   struct{ Token string }
	Status reviewStatus `json:"status"`
}

type reviewStatus struct {
	Authenticated bool   `json:"authenticated"`
	Error         string `json:"error,omitempty"`
	Code          int    `json:"code,omitempty"`
}

// A TokenReview is answered with 200 whatever it says of the token: the API
// server reads the body.
func review(w http.ResponseWriter, r *http.Request) {
	var tr tokenReview
	if err := json.NewDecoder(r.Body).Decode(&tr); err != nil {
		http.Error(w, "no TokenReview", http.StatusBadRequest)
		return
	}
	if tr.Spec.Token != "valid" {
		tr.Status = reviewStatus{Error: "unknown token", Code: http.StatusUnauthorized}
		w.WriteHeader(http.StatusOK)
		_ = json.NewEncoder(w).Encode(tr)
		return
	}
	tr.Status.Authenticated = true
	_ = json.NewEncoder(w).Encode(tr)
}
