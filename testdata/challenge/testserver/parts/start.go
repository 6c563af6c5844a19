package parts

import "net/http/httptest"

// Start starts a double.
func Start() *httptest.Server { return httptest.NewServer(double{}) }

// StartApp starts the server for a test.
func StartApp() *httptest.Server { return httptest.NewServer(App{}) }
