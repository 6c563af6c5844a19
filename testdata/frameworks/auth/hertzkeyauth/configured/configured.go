// Package configured tells the middleware how to answer.
package configured

import (
	"github.com/cloudwego/hertz/pkg/app"
	"github.com/hertz-contrib/keyauth"
)

func New(onError keyauth.KeyAuthErrorHandler) app.HandlerFunc {
	return keyauth.New(keyauth.WithErrorHandler(onError))
}
