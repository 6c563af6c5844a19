// Package configured tells the middleware how to answer.
package configured

import (
	"github.com/go-kratos/kratos/v2/middleware/auth/jwt"
	"github.com/go-kratos/kratos/v2/transport/http"
)

func Serve(onError http.EncodeErrorFunc) *http.Server {
	return http.NewServer(http.ErrorEncoder(onError), http.Middleware(jwt.Server(nil)))
}
