package iris

import "github.com/kataras/iris/v12"

// Some who call it have set a challenge.
func refuseShared(c iris.Context, code int) {
	c.StatusCode(code)
}

func sharedAsks(c iris.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="own"`)
	refuseShared(c, 401)
}

func sharedForgets(c iris.Context) {
	refuseShared(c, 401)
}

func sharedForgetsToo(c iris.Context) {
	refuseShared(c, 401)
}
