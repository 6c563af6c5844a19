package beego

import "github.com/beego/beego/v2/server/web/context"

// Some who call it have set a challenge.
func refuseShared(c *context.Context, code int) {
	c.Output.SetStatus(code)
}

func sharedAsks(c *context.Context) {
	c.Output.Header("WWW-Authenticate", `Bearer realm="own"`)
	refuseShared(c, 401)
}

func sharedForgets(c *context.Context) {
	refuseShared(c, 401)
}

func sharedForgetsToo(c *context.Context) {
	refuseShared(c, 401)
}
