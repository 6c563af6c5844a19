package gorestful

import restful "github.com/emicklei/go-restful/v3"

// Some who call it have set a challenge.
func refuseShared(c *restful.Response, code int) {
	c.WriteHeader(code)
}

func sharedAsks(c *restful.Response) {
	c.AddHeader("WWW-Authenticate", `Bearer realm="own"`)
	refuseShared(c, 401)
}

func sharedForgets(c *restful.Response) {
	refuseShared(c, 401)
}

func sharedForgetsToo(c *restful.Response) {
	refuseShared(c, 401)
}
