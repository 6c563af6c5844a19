package hertz

import "github.com/cloudwego/hertz/pkg/app"

// Some who call it have set a challenge.
func refuse(c *app.RequestContext, code int) {
	c.JSON(code, map[string]string{"error": "no"})
}

func asks(c *app.RequestContext) {
	c.Header("WWW-Authenticate", `Bearer realm="own"`)
	refuse(c, 401)
}

func forgets(c *app.RequestContext) {
	refuse(c, 401)
}

func forgetsToo(c *app.RequestContext) {
	refuse(c, 401)
}
