package generated

import "net/http"

// Reply answers in generated code, where nothing is reported.
func Reply(w http.ResponseWriter, code int) { reply(w, code) }
