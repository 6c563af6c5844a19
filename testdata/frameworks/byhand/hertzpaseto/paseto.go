// Package paseto is written by hand: the declarations of hertz-contrib/paseto
// 71af663 that the table of middlewares names, without their bodies' work.
package paseto

import "github.com/cloudwego/hertz/pkg/app"

type Options struct {
	ErrorHandler app.HandlerFunc
	TokenPrefix  string
}

type Option struct{ F func(o *Options) }

func New(opts ...Option) app.HandlerFunc { return nil }

func WithTokenPrefix(tokenPrefix string) Option { return Option{} }

func WithErrorFunc(f app.HandlerFunc) Option { return Option{} }
