// Package iris has a case for every way iris can send 401: without a challenge, and with one.
package iris

import (
	"errors"

	iris "github.com/kataras/iris/v12"
	"github.com/kataras/iris/v12/context"
	"github.com/kataras/iris/v12/hero"
	iriserrors "github.com/kataras/iris/v12/x/errors"
)

func StatusCode(c *context.Context) {
	c.StatusCode(iris.StatusUnauthorized) // want `\[missing-challenge\]`
}

func StatusCodeChallenged(c *context.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	c.StatusCode(iris.StatusUnauthorized)
}

func StopWithStatus(c *context.Context) {
	c.StopWithStatus(iris.StatusUnauthorized) // want `\[missing-challenge\]`
}

func StopWithStatusChallenged(c *context.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	c.StopWithStatus(iris.StatusUnauthorized)
}

func StopWithPlainError(c *context.Context) {
	c.StopWithPlainError(iris.StatusUnauthorized, errors.New("denied")) // want `\[missing-challenge\]`
}

func StopWithPlainErrorChallenged(c *context.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	c.StopWithPlainError(iris.StatusUnauthorized, errors.New("denied"))
}

func Redirect(c *context.Context) {
	c.Redirect("denied", iris.StatusUnauthorized) // want `\[missing-challenge\]`
}

func RedirectChallenged(c *context.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	c.Redirect("denied", iris.StatusUnauthorized)
}

func StopWithText(c *context.Context) {
	c.StopWithText(iris.StatusUnauthorized, "denied") // want `\[missing-challenge\]`
}

func StopWithTextChallenged(c *context.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	c.StopWithText(iris.StatusUnauthorized, "denied")
}

func StopWithError(c *context.Context) {
	c.StopWithError(iris.StatusUnauthorized, errors.New("denied")) // want `\[missing-challenge\]`
}

func StopWithErrorChallenged(c *context.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	c.StopWithError(iris.StatusUnauthorized, errors.New("denied"))
}

func StopWithJSON(c *context.Context) {
	c.StopWithJSON(iris.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func StopWithJSONChallenged(c *context.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	c.StopWithJSON(iris.StatusUnauthorized, nil)
}

func Render(c *context.Context) {
	c.Render(iris.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func RenderChallenged(c *context.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	c.Render(iris.StatusUnauthorized, nil)
}

func StopWithProblem(c *context.Context) {
	c.StopWithProblem(iris.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func StopWithProblemChallenged(c *context.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	c.StopWithProblem(iris.StatusUnauthorized, nil)
}

func Problem(c *context.Context) {
	c.Problem(context.NewProblem().Status(iris.StatusUnauthorized)) // want `\[missing-challenge\]`
}

func ProblemChallenged(c *context.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	c.Problem(context.NewProblem().Status(iris.StatusUnauthorized))
}

func ResponseWriterWriteHeader(w context.ResponseWriter) {
	w.WriteHeader(iris.StatusUnauthorized) // want `\[missing-challenge\]`
}

func ResponseWriterWriteHeaderChallenged(w context.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	w.WriteHeader(iris.StatusUnauthorized)
}

func Response() (hero.Response, error) {
	return hero.Response{Code: iris.StatusUnauthorized}, nil // want `\[missing-challenge\]`
}

func ErrorCodeNameMessage(c *context.Context) {
	iriserrors.Unauthenticated.Message(c, "denied") // want `\[missing-challenge\]`
}

func ErrorCodeNameMessageChallenged(c *context.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	iriserrors.Unauthenticated.Message(c, "denied")
}

func ErrorCodeNameDetails(c *context.Context) {
	iriserrors.Unauthenticated.Details(c, "denied", "denied") // want `\[missing-challenge\]`
}

func ErrorCodeNameDetailsChallenged(c *context.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	iriserrors.Unauthenticated.Details(c, "denied", "denied")
}

func ErrorCodeNameData(c *context.Context) {
	iriserrors.Unauthenticated.Data(c, "denied", nil) // want `\[missing-challenge\]`
}

func ErrorCodeNameDataChallenged(c *context.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	iriserrors.Unauthenticated.Data(c, "denied", nil)
}

func ErrorCodeNameDataWithDetails(c *context.Context) {
	iriserrors.Unauthenticated.DataWithDetails(c, "denied", "denied", nil) // want `\[missing-challenge\]`
}

func ErrorCodeNameDataWithDetailsChallenged(c *context.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	iriserrors.Unauthenticated.DataWithDetails(c, "denied", "denied", nil)
}

func ErrorCodeNameValidation(c *context.Context) {
	iriserrors.Unauthenticated.Validation(c) // want `\[missing-challenge\]`
}

func ErrorCodeNameValidationChallenged(c *context.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	iriserrors.Unauthenticated.Validation(c)
}

func ErrorCodeNameErr(c *context.Context) {
	iriserrors.Unauthenticated.Err(c, errors.New("denied")) // want `\[missing-challenge\]`
}

func ErrorCodeNameErrChallenged(c *context.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	iriserrors.Unauthenticated.Err(c, errors.New("denied"))
}

func ErrorCodeNameLog(c *context.Context) {
	iriserrors.Unauthenticated.Log(c, "denied") // want `\[missing-challenge\]`
}

func ErrorCodeNameLogChallenged(c *context.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	iriserrors.Unauthenticated.Log(c, "denied")
}

func ErrorCodeNameLogErr(c *context.Context) {
	iriserrors.Unauthenticated.LogErr(c, errors.New("denied")) // want `\[missing-challenge\]`
}

func ErrorCodeNameLogErrChallenged(c *context.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	iriserrors.Unauthenticated.LogErr(c, errors.New("denied"))
}

func ProblemBuilt(c *context.Context) {
	p := context.NewProblem().Status(iris.StatusUnauthorized).Key("k", 1).Type("t").Title("title").Detail("detail").Instance("i").DetailErr(errors.New("no"))
	c.Problem(p) // want `\[missing-challenge\]`
}

func ProblemCause(c *context.Context) {
	c.Problem(context.NewProblem().Status(iris.StatusUnauthorized).Cause(context.NewProblem())) // want `\[missing-challenge\]`
}

func ProblemOther(c *context.Context) {
	c.Problem(context.NewProblem().Status(iris.StatusNotFound).Title("Unauthorized"))
}

func ErrorCodeOther(c *context.Context) {
	iriserrors.NotFound.Message(c, "unauthorized")
}

func ProblemBuiltChallenged(c *context.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	p := context.NewProblem().Status(iris.StatusUnauthorized).Key("k", 1).Type("t").Title("title").Detail("detail").Instance("i").DetailErr(errors.New("no"))
	c.Problem(p.Cause(context.NewProblem()))
}

func ResponseOther() (hero.Response, error) {
	return hero.Response{Code: iris.StatusForbidden}, nil
}
