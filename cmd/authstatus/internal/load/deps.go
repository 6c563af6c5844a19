package load

import (
	"bytes"
	"os"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// maxDependency is the size of the Go files, in bytes, above which a package
// outside the main modules is not loaded from source. The responders and
// error constructors that matter live in small packages.
const maxDependency = 200 << 10

// frameworks are the HTTP libraries, beside net/http, whose users may write a
// response. A path stands for all its major versions and packages.
var frameworks = []string{
	"connectrpc.com/connect",
	"github.com/aws/aws-lambda-go/events",
	"github.com/beego/beego",
	"github.com/cloudwego/hertz",
	"github.com/danielgtaylor/huma",
	"github.com/emicklei/go-restful",
	"github.com/flamego/flamego",
	"github.com/gin-gonic/gin",
	"github.com/go-chi/chi",
	"github.com/go-chi/render",
	"github.com/go-fuego/fuego",
	"github.com/go-kit/kit/transport/http",
	"github.com/go-kratos/kratos",
	"github.com/gobuffalo/buffalo",
	"github.com/gofiber/fiber",
	"github.com/gogf/gf",
	"github.com/grpc-ecosystem/grpc-gateway",
	"github.com/kataras/iris",
	"github.com/labstack/echo",
	"github.com/ogen-go/ogen",
	"github.com/pocketbase/pocketbase",
	"github.com/revel/revel",
	"github.com/savsgio/atreugo",
	"github.com/twitchtv/twirp",
	"github.com/unrolled/render",
	"github.com/urfave/negroni",
	"github.com/valyala/fasthttp",
	"github.com/zeromicro/go-zero",
	"goa.design/goa",
	"gopkg.in/macaron.v1",
	"goyave.dev/goyave",
}

// chooseDependencies finds the packages of [Config.Dependencies].
func (p *Program) chooseDependencies() {
	chosen := map[*packages.Package]bool{}
	var visit func(*packages.Package)
	visit = func(from *packages.Package) {
		for _, pkg := range from.Imports {
			if _, seen := chosen[pkg]; seen || p.source[pkg] != 0 || pkg.Module == nil {
				continue
			}
			// Error packages need no HTTP: they carry the number.
			chosen[pkg] = (importsHTTP(pkg) || strings.Contains(pkg.Name, "err")) && mentions401(pkg)
			if chosen[pkg] {
				visit(pkg)
			}
		}
	}
	for pkg, depth := range p.source {
		if depth == bodies && !strings.Contains(pkg.ID, " ") { // not a test variant
			visit(pkg)
		}
	}
	for _, pkg := range p.all { // for its order
		if chosen[pkg] {
			p.Dependencies = append(p.Dependencies, pkg)
		}
	}
}

func importsHTTP(p *packages.Package) bool {
	for path := range p.Imports {
		if path == "net/http" || slices.ContainsFunc(frameworks, func(f string) bool { return path == f || strings.HasPrefix(path, f+"/") }) {
			return true
		}
	}
	return false
}

// mentions401 looks for the words without which a package hardly decides
// about a 401.
func mentions401(p *packages.Package) bool {
	var size int64
	for _, name := range p.GoFiles {
		info, err := os.Stat(name)
		if err != nil {
			return false
		}
		if size += info.Size(); size > maxDependency {
			return false
		}
	}
	for _, name := range p.GoFiles {
		src, err := os.ReadFile(name)
		if err != nil {
			return false
		}
		if bytes.Contains(src, []byte("401")) ||
			bytes.Contains(src, []byte("StatusUnauthorized")) ||
			bytes.Contains(src, []byte("WriteHeader")) ||
			bytes.Contains(bytes.ToLower(src), []byte("www-authenticate")) {
			return true
		}
	}
	return false
}
