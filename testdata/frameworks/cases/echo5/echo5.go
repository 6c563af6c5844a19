// Package echo5 has a case for every way echo/v5 can send 401: without a challenge, and with one.
package echo5

import (
	"errors"
	"net/http"

	echojwt "github.com/labstack/echo-jwt/v5"
	echo "github.com/labstack/echo/v5"
	"github.com/labstack/echo/v5/middleware"
)

func JSON(c *echo.Context) {
	c.JSON(http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func JSONChallenged(c *echo.Context) {
	c.Response().Header().Set(echo.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.JSON(http.StatusUnauthorized, nil)
}

func JSONPretty(c *echo.Context) {
	c.JSONPretty(http.StatusUnauthorized, nil, "denied") // want `\[missing-challenge\]`
}

func JSONPrettyChallenged(c *echo.Context) {
	c.Response().Header().Set(echo.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.JSONPretty(http.StatusUnauthorized, nil, "denied")
}

func JSONBlob(c *echo.Context) {
	c.JSONBlob(http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func JSONBlobChallenged(c *echo.Context) {
	c.Response().Header().Set(echo.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.JSONBlob(http.StatusUnauthorized, nil)
}

func JSONP(c *echo.Context) {
	c.JSONP(http.StatusUnauthorized, "denied", nil) // want `\[missing-challenge\]`
}

func JSONPChallenged(c *echo.Context) {
	c.Response().Header().Set(echo.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.JSONP(http.StatusUnauthorized, "denied", nil)
}

func JSONPBlob(c *echo.Context) {
	c.JSONPBlob(http.StatusUnauthorized, "denied", nil) // want `\[missing-challenge\]`
}

func JSONPBlobChallenged(c *echo.Context) {
	c.Response().Header().Set(echo.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.JSONPBlob(http.StatusUnauthorized, "denied", nil)
}

func XML(c *echo.Context) {
	c.XML(http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func XMLChallenged(c *echo.Context) {
	c.Response().Header().Set(echo.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.XML(http.StatusUnauthorized, nil)
}

func XMLPretty(c *echo.Context) {
	c.XMLPretty(http.StatusUnauthorized, nil, "denied") // want `\[missing-challenge\]`
}

func XMLPrettyChallenged(c *echo.Context) {
	c.Response().Header().Set(echo.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.XMLPretty(http.StatusUnauthorized, nil, "denied")
}

func XMLBlob(c *echo.Context) {
	c.XMLBlob(http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func XMLBlobChallenged(c *echo.Context) {
	c.Response().Header().Set(echo.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.XMLBlob(http.StatusUnauthorized, nil)
}

func HTML(c *echo.Context) {
	c.HTML(http.StatusUnauthorized, "denied") // want `\[missing-challenge\]`
}

func HTMLChallenged(c *echo.Context) {
	c.Response().Header().Set(echo.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.HTML(http.StatusUnauthorized, "denied")
}

func HTMLBlob(c *echo.Context) {
	c.HTMLBlob(http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func HTMLBlobChallenged(c *echo.Context) {
	c.Response().Header().Set(echo.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.HTMLBlob(http.StatusUnauthorized, nil)
}

func String(c *echo.Context) {
	c.String(http.StatusUnauthorized, "denied") // want `\[missing-challenge\]`
}

func StringChallenged(c *echo.Context) {
	c.Response().Header().Set(echo.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.String(http.StatusUnauthorized, "denied")
}

func Blob(c *echo.Context) {
	c.Blob(http.StatusUnauthorized, "denied", nil) // want `\[missing-challenge\]`
}

func BlobChallenged(c *echo.Context) {
	c.Response().Header().Set(echo.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.Blob(http.StatusUnauthorized, "denied", nil)
}

func Stream(c *echo.Context) {
	c.Stream(http.StatusUnauthorized, "denied", nil) // want `\[missing-challenge\]`
}

func StreamChallenged(c *echo.Context) {
	c.Response().Header().Set(echo.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.Stream(http.StatusUnauthorized, "denied", nil)
}

func Render(c *echo.Context) {
	c.Render(http.StatusUnauthorized, "denied", nil) // want `\[missing-challenge\]`
}

func RenderChallenged(c *echo.Context) {
	c.Response().Header().Set(echo.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.Render(http.StatusUnauthorized, "denied", nil)
}

func NoContent(c *echo.Context) {
	c.NoContent(http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func NoContentChallenged(c *echo.Context) {
	c.Response().Header().Set(echo.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.NoContent(http.StatusUnauthorized)
}

func Redirect(c *echo.Context) {
	c.Redirect(http.StatusUnauthorized, "denied") // want `\[missing-challenge\]`
}

func RedirectChallenged(c *echo.Context) {
	c.Response().Header().Set(echo.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.Redirect(http.StatusUnauthorized, "denied")
}

func ResponseWriteHeader(res *echo.Response) {
	res.WriteHeader(http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func ResponseWriteHeaderChallenged(res *echo.Response) {
	res.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	res.WriteHeader(http.StatusUnauthorized)
}

func ResponseStatus(res *echo.Response) {
	res.Status = http.StatusUnauthorized // want `\[missing-challenge\]`
	res.Write(nil)
}

func ResponseStatusChallenged(res *echo.Response) {
	res.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	res.Status = http.StatusUnauthorized
	res.Write(nil)
}

func HTTPError(c *echo.Context) error {
	return &echo.HTTPError{Code: http.StatusUnauthorized} // want `\[missing-challenge\]`
}

func HTTPErrorChallenged(c *echo.Context) error {
	c.Response().Header().Set(echo.HeaderWWWAuthenticate, `Bearer realm="api"`)
	return &echo.HTTPError{Code: http.StatusUnauthorized}
}

func ProblemError(c *echo.Context) error {
	return &echo.ProblemError{Status: http.StatusUnauthorized} // want `\[missing-challenge\]`
}

func ProblemErrorChallenged(c *echo.Context) error {
	c.Response().Header().Set(echo.HeaderWWWAuthenticate, `Bearer realm="api"`)
	return &echo.ProblemError{Status: http.StatusUnauthorized}
}

func NewHTTPError(c *echo.Context) error {
	return echo.NewHTTPError(http.StatusUnauthorized, "denied") // want `\[missing-challenge\]`
}

func NewHTTPErrorChallenged(c *echo.Context) error {
	c.Response().Header().Set(echo.HeaderWWWAuthenticate, `Bearer realm="api"`)
	return echo.NewHTTPError(http.StatusUnauthorized, "denied")
}

func ErrorWrap(c *echo.Context) error {
	return echo.HTTPError{Code: http.StatusUnauthorized}.Wrap(errors.New("denied")) // want `\[missing-challenge\]`
}

func ErrorWrapChallenged(c *echo.Context) error {
	c.Response().Header().Set(echo.HeaderWWWAuthenticate, `Bearer realm="api"`)
	return echo.HTTPError{Code: http.StatusUnauthorized}.Wrap(errors.New("denied"))
}

func ErrUnauthorized(c *echo.Context) error {
	return echo.ErrUnauthorized // want `\[missing-challenge\]`
}

func ErrUnauthorizedChallenged(c *echo.Context) error {
	c.Response().Header().Set(echo.HeaderWWWAuthenticate, `Bearer realm="api"`)
	return echo.ErrUnauthorized
}

func ErrKeyMissing(c *echo.Context) error {
	return middleware.ErrKeyMissing // want `\[missing-challenge\]`
}

func ErrKeyMissingChallenged(c *echo.Context) error {
	c.Response().Header().Set(echo.HeaderWWWAuthenticate, `Bearer realm="api"`)
	return middleware.ErrKeyMissing
}

func ErrInvalidKey(c *echo.Context) error {
	return middleware.ErrInvalidKey // want `\[missing-challenge\]`
}

func ErrInvalidKeyChallenged(c *echo.Context) error {
	c.Response().Header().Set(echo.HeaderWWWAuthenticate, `Bearer realm="api"`)
	return middleware.ErrInvalidKey
}

func ErrJWTMissing(c *echo.Context) error {
	return echojwt.ErrJWTMissing // want `\[missing-challenge\]`
}

func ErrJWTMissingChallenged(c *echo.Context) error {
	c.Response().Header().Set(echo.HeaderWWWAuthenticate, `Bearer realm="api"`)
	return echojwt.ErrJWTMissing
}

func ErrJWTInvalid(c *echo.Context) error {
	return echojwt.ErrJWTInvalid // want `\[missing-challenge\]`
}

func ErrJWTInvalidChallenged(c *echo.Context) error {
	c.Response().Header().Set(echo.HeaderWWWAuthenticate, `Bearer realm="api"`)
	return echojwt.ErrJWTInvalid
}

// denied is an error of the server that knows its status.
type denied struct{}

func (denied) Error() string   { return "denied" }
func (denied) StatusCode() int { return http.StatusUnauthorized }

func StatusCoder(c *echo.Context) error {
	return denied{} // want `\[missing-challenge\]`
}

func StatusCoderChallenged(c *echo.Context) error {
	c.Response().Header().Set(echo.HeaderWWWAuthenticate, `Bearer realm="api"`)
	return denied{}
}

// load is no handler: its error says nothing about a response.
func Load(name string) error {
	return denied{}
}
