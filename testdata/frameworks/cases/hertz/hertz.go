// Package hertz has a case for every way hertz can send 401: without a challenge, and with one.
package hertz

import (
	"errors"
	"github.com/cloudwego/hertz/pkg/app"
	"github.com/cloudwego/hertz/pkg/protocol"
	"github.com/cloudwego/hertz/pkg/protocol/consts"
)

func SetStatusCode(c *app.RequestContext) {
	c.SetStatusCode(consts.StatusUnauthorized) // want `\[missing-challenge\]`
}

func SetStatusCodeChallenged(c *app.RequestContext) {
	c.Header(consts.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.SetStatusCode(consts.StatusUnauthorized)
}

func Status(c *app.RequestContext) {
	c.Status(consts.StatusUnauthorized) // want `\[missing-challenge\]`
}

func StatusChallenged(c *app.RequestContext) {
	c.Header(consts.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.Status(consts.StatusUnauthorized)
}

func JSON(c *app.RequestContext) {
	c.JSON(consts.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func JSONChallenged(c *app.RequestContext) {
	c.Header(consts.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.JSON(consts.StatusUnauthorized, nil)
}

func PureJSON(c *app.RequestContext) {
	c.PureJSON(consts.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func PureJSONChallenged(c *app.RequestContext) {
	c.Header(consts.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.PureJSON(consts.StatusUnauthorized, nil)
}

func IndentedJSON(c *app.RequestContext) {
	c.IndentedJSON(consts.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func IndentedJSONChallenged(c *app.RequestContext) {
	c.Header(consts.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.IndentedJSON(consts.StatusUnauthorized, nil)
}

func ProtoBuf(c *app.RequestContext) {
	c.ProtoBuf(consts.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func ProtoBufChallenged(c *app.RequestContext) {
	c.Header(consts.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.ProtoBuf(consts.StatusUnauthorized, nil)
}

func XML(c *app.RequestContext) {
	c.XML(consts.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func XMLChallenged(c *app.RequestContext) {
	c.Header(consts.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.XML(consts.StatusUnauthorized, nil)
}

func HTML(c *app.RequestContext) {
	c.HTML(consts.StatusUnauthorized, "denied", nil) // want `\[missing-challenge\]`
}

func HTMLChallenged(c *app.RequestContext) {
	c.Header(consts.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.HTML(consts.StatusUnauthorized, "denied", nil)
}

func String(c *app.RequestContext) {
	c.String(consts.StatusUnauthorized, "denied") // want `\[missing-challenge\]`
}

func StringChallenged(c *app.RequestContext) {
	c.Header(consts.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.String(consts.StatusUnauthorized, "denied")
}

func Data(c *app.RequestContext) {
	c.Data(consts.StatusUnauthorized, "denied", nil) // want `\[missing-challenge\]`
}

func DataChallenged(c *app.RequestContext) {
	c.Header(consts.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.Data(consts.StatusUnauthorized, "denied", nil)
}

func Render(c *app.RequestContext) {
	c.Render(consts.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func RenderChallenged(c *app.RequestContext) {
	c.Header(consts.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.Render(consts.StatusUnauthorized, nil)
}

func Redirect(c *app.RequestContext) {
	c.Redirect(consts.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func RedirectChallenged(c *app.RequestContext) {
	c.Header(consts.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.Redirect(consts.StatusUnauthorized, nil)
}

func AbortWithStatus(c *app.RequestContext) {
	c.AbortWithStatus(consts.StatusUnauthorized) // want `\[missing-challenge\]`
}

func AbortWithStatusChallenged(c *app.RequestContext) {
	c.Header(consts.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.AbortWithStatus(consts.StatusUnauthorized)
}

func AbortWithStatusJSON(c *app.RequestContext) {
	c.AbortWithStatusJSON(consts.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func AbortWithStatusJSONChallenged(c *app.RequestContext) {
	c.Header(consts.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.AbortWithStatusJSON(consts.StatusUnauthorized, nil)
}

func AbortWithError(c *app.RequestContext) {
	c.AbortWithError(consts.StatusUnauthorized, errors.New("denied")) // want `\[missing-challenge\]`
}

func AbortWithErrorChallenged(c *app.RequestContext) {
	c.Header(consts.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.AbortWithError(consts.StatusUnauthorized, errors.New("denied"))
}

func AbortWithMsg(c *app.RequestContext) {
	c.AbortWithMsg("denied", consts.StatusUnauthorized) // want `\[missing-challenge\]`
}

func AbortWithMsgWipes(c *app.RequestContext) {
	c.Header(consts.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.AbortWithMsg("denied", consts.StatusUnauthorized) // want `\[missing-challenge\]`
}

func AbortWithMsgChallenged(c *app.RequestContext) {
	c.AbortWithMsg("denied", consts.StatusUnauthorized)
	c.Header(consts.HeaderWWWAuthenticate, `Bearer realm="api"`)
}

func ResponseSetStatusCode(res *protocol.Response) {
	res.SetStatusCode(consts.StatusUnauthorized) // want `\[missing-challenge\]`
}

func ResponseSetStatusCodeChallenged(res *protocol.Response) {
	res.Header.Set(consts.HeaderWWWAuthenticate, `Bearer realm="api"`)
	res.SetStatusCode(consts.StatusUnauthorized)
}

func ResponseHeaderSetStatusCode(res *protocol.Response) {
	res.Header.SetStatusCode(consts.StatusUnauthorized) // want `\[missing-challenge\]`
}

func ResponseHeaderSetStatusCodeChallenged(res *protocol.Response) {
	res.Header.Set("WWW-Authenticate", `Bearer realm="api"`)
	res.Header.SetStatusCode(consts.StatusUnauthorized)
}
