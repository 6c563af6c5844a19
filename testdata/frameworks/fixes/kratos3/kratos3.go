// Package kratos3 answers with kratos v3.
package kratos3

import (
	nethttp "net/http"

	"github.com/go-kratos/kratos/v3/errors"
	"github.com/go-kratos/kratos/v3/transport"
	"github.com/go-kratos/kratos/v3/transport/http"
)

func handler(c http.Context) error {
	if c.Header().Get("Authorization") == "" {
		return errors.Unauthorized("LOGIN", "log in first")
	}
	return c.JSON(nethttp.StatusOK, nil)
}

func written(c http.Context) error {
	return c.JSON(nethttp.StatusUnauthorized, nil)
}

func transported(t transport.Transporter) error {
	if t.RequestHeader().Get("Authorization") == "" {
		return errors.Unauthorized("LOGIN", "log in first")
	}
	return nil
}
