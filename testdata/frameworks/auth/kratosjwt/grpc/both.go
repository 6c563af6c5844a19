package grpc

import "github.com/go-kratos/kratos/v2/transport/http"

// Other serves HTTP in the same package, without the middleware.
func Other() *http.Server { return http.NewServer() }
