// Package gin has a case for every way gin can send 401: without a challenge, and with one.
package gin

import (
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"
)

func Status(c *gin.Context) {
	c.Status(http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func StatusChallenged(c *gin.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	c.Status(http.StatusUnauthorized)
}

func JSON(c *gin.Context) {
	c.JSON(http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func JSONChallenged(c *gin.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	c.JSON(http.StatusUnauthorized, nil)
}

func IndentedJSON(c *gin.Context) {
	c.IndentedJSON(http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func IndentedJSONChallenged(c *gin.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	c.IndentedJSON(http.StatusUnauthorized, nil)
}

func SecureJSON(c *gin.Context) {
	c.SecureJSON(http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func SecureJSONChallenged(c *gin.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	c.SecureJSON(http.StatusUnauthorized, nil)
}

func JSONP(c *gin.Context) {
	c.JSONP(http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func JSONPChallenged(c *gin.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	c.JSONP(http.StatusUnauthorized, nil)
}

func AsciiJSON(c *gin.Context) {
	c.AsciiJSON(http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func AsciiJSONChallenged(c *gin.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	c.AsciiJSON(http.StatusUnauthorized, nil)
}

func PureJSON(c *gin.Context) {
	c.PureJSON(http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func PureJSONChallenged(c *gin.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	c.PureJSON(http.StatusUnauthorized, nil)
}

func XML(c *gin.Context) {
	c.XML(http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func XMLChallenged(c *gin.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	c.XML(http.StatusUnauthorized, nil)
}

func YAML(c *gin.Context) {
	c.YAML(http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func YAMLChallenged(c *gin.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	c.YAML(http.StatusUnauthorized, nil)
}

func TOML(c *gin.Context) {
	c.TOML(http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func TOMLChallenged(c *gin.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	c.TOML(http.StatusUnauthorized, nil)
}

func ProtoBuf(c *gin.Context) {
	c.ProtoBuf(http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func ProtoBufChallenged(c *gin.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	c.ProtoBuf(http.StatusUnauthorized, nil)
}

func BSON(c *gin.Context) {
	c.BSON(http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func BSONChallenged(c *gin.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	c.BSON(http.StatusUnauthorized, nil)
}

func HTML(c *gin.Context) {
	c.HTML(http.StatusUnauthorized, "denied", nil) // want `\[missing-challenge\]`
}

func HTMLChallenged(c *gin.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	c.HTML(http.StatusUnauthorized, "denied", nil)
}

func String(c *gin.Context) {
	c.String(http.StatusUnauthorized, "denied") // want `\[missing-challenge\]`
}

func StringChallenged(c *gin.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	c.String(http.StatusUnauthorized, "denied")
}

func Data(c *gin.Context) {
	c.Data(http.StatusUnauthorized, "denied", nil) // want `\[missing-challenge\]`
}

func DataChallenged(c *gin.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	c.Data(http.StatusUnauthorized, "denied", nil)
}

func DataFromReader(c *gin.Context) {
	c.DataFromReader(http.StatusUnauthorized, 0, "denied", nil, nil) // want `\[missing-challenge\]`
}

func DataFromReaderChallenged(c *gin.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	c.DataFromReader(http.StatusUnauthorized, 0, "denied", nil, nil)
}

func Render(c *gin.Context) {
	c.Render(http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func RenderChallenged(c *gin.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	c.Render(http.StatusUnauthorized, nil)
}

func Negotiate(c *gin.Context) {
	c.Negotiate(http.StatusUnauthorized, gin.Negotiate{}) // want `\[missing-challenge\]`
}

func NegotiateChallenged(c *gin.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	c.Negotiate(http.StatusUnauthorized, gin.Negotiate{})
}

func Redirect(c *gin.Context) {
	c.Redirect(http.StatusUnauthorized, "denied") // want `\[missing-challenge\]`
}

func RedirectChallenged(c *gin.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	c.Redirect(http.StatusUnauthorized, "denied")
}

func AbortWithStatus(c *gin.Context) {
	c.AbortWithStatus(http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func AbortWithStatusChallenged(c *gin.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	c.AbortWithStatus(http.StatusUnauthorized)
}

func AbortWithStatusJSON(c *gin.Context) {
	c.AbortWithStatusJSON(http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func AbortWithStatusJSONChallenged(c *gin.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	c.AbortWithStatusJSON(http.StatusUnauthorized, nil)
}

func AbortWithStatusPureJSON(c *gin.Context) {
	c.AbortWithStatusPureJSON(http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func AbortWithStatusPureJSONChallenged(c *gin.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	c.AbortWithStatusPureJSON(http.StatusUnauthorized, nil)
}

func AbortWithError(c *gin.Context) {
	c.AbortWithError(http.StatusUnauthorized, errors.New("denied")) // want `\[missing-challenge\]`
}

func AbortWithErrorChallenged(c *gin.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	c.AbortWithError(http.StatusUnauthorized, errors.New("denied"))
}

func ResponseWriterWriteHeader(w gin.ResponseWriter) {
	w.WriteHeader(http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func ResponseWriterWriteHeaderChallenged(w gin.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	w.WriteHeader(http.StatusUnauthorized)
}
