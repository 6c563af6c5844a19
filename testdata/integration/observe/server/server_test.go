package server

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/cloudwego/hertz/pkg/app/server"
	"github.com/cloudwego/hertz/pkg/common/ut"
	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"
	"github.com/gin-gonic/gin"
	"github.com/go-chi/chi/v5"
	fiber2 "github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v3"
	echo4 "github.com/labstack/echo/v4"
	"github.com/labstack/echo/v5"
	"github.com/savsgio/atreugo/v11"
	"github.com/valyala/fasthttp"
	"github.com/valyala/fasthttp/fasthttputil"
	"golang.org/x/net/http2"

	"authstatus.test/integration/observe/deny"
)

func serve(t *testing.T, h http.Handler) {
	t.Helper()
	s := httptest.NewServer(h)
	defer s.Close()
	check(t)(http.Get(s.URL))
}

func check(t *testing.T) func(*http.Response, error) {
	return func(r *http.Response, err error) {
		t.Helper()
		if err != nil || r.StatusCode != 401 {
			t.Fatal(r, err)
		}
		r.Body.Close()
	}
}

// inMemory serves on a listener in memory.
func inMemory(t *testing.T, serve func(net.Listener) error) {
	t.Helper()
	ln := fasthttputil.NewInmemoryListener()
	defer ln.Close()
	go serve(ln)
	c := http.Client{Transport: &http.Transport{DisableKeepAlives: true, DialContext: func(context.Context, string, string) (net.Conn, error) { return ln.Dial() }}}
	check(t)(c.Get("http://test/"))
}

func TestNetHTTP(t *testing.T)  { serve(t, http.HandlerFunc(netHTTP)) }
func TestKept(t *testing.T)     { serve(t, keep(keptStatus)) }
func TestLimited(t *testing.T)  { serve(t, limit(limited)) }
func TestReturned(t *testing.T) { serve(t, deny.Handler(returned)) }
func TestFastHTTP(t *testing.T) { inMemory(t, (&fasthttp.Server{Handler: fastHTTP}).Serve) }

func TestHTTP2(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(http2Own))
	s.EnableHTTP2 = true
	s.StartTLS()
	defer s.Close()
	resp, err := s.Client().Get(s.URL)
	check(t)(resp, err)
	if resp.ProtoMajor != 2 {
		t.Error(resp.Proto)
	}
}

func TestRecorder(t *testing.T) {
	w := httptest.NewRecorder()
	recorded(w, httptest.NewRequest("GET", "/", nil))
	if w.Code != 401 {
		t.Error(w.Code)
	}
}

func TestTimeoutHandler(t *testing.T) {
	serve(t, http.TimeoutHandler(http.HandlerFunc(inTime), time.Minute, "late"))
}

func TestChiRender(t *testing.T) { serve(t, http.HandlerFunc(chiRender)) }

func TestXNetHTTP2(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(xNetHTTP2))
	if err := http2.ConfigureServer(s.Config, nil); err != nil {
		t.Fatal(err)
	}
	s.TLS = s.Config.TLSConfig
	s.StartTLS()
	defer s.Close()
	client := http.Client{Transport: &http2.Transport{TLSClientConfig: s.Client().Transport.(*http.Transport).TLSClientConfig}}
	resp, err := client.Get(s.URL)
	check(t)(resp, err)
	if resp.ProtoMajor != 2 {
		t.Error(resp.Proto)
	}
}

func TestFiber(t *testing.T) {
	for _, h := range []fiber.Handler{fiberStatus, fiberError} {
		app := fiber.New()
		app.Get("/", h)
		check(t)(app.Test(httptest.NewRequest("GET", "/", nil)))
	}
}

func TestFiber2(t *testing.T) {
	app := fiber2.New()
	app.Get("/", fiber2Error)
	check(t)(app.Test(httptest.NewRequest("GET", "/", nil)))
}

func TestAtreugo(t *testing.T) {
	app := atreugo.New(atreugo.Config{})
	app.GET("/", atreugoText)
	inMemory(t, app.Serve)
}

func TestGin(t *testing.T) {
	gin.SetMode(gin.ReleaseMode)
	for _, h := range []gin.HandlerFunc{ginStatus, ginJSON} {
		e := gin.New()
		e.GET("/", h)
		serve(t, e)
	}
}

func TestEcho(t *testing.T) {
	e := echo.New()
	e.GET("/", echoError)
	serve(t, e)
}

func TestEcho4(t *testing.T) {
	for _, h := range []echo4.HandlerFunc{echo4Error, echo4Var} {
		e := echo4.New()
		e.GET("/", h)
		serve(t, e)
	}
}

func TestKeyAuth(t *testing.T) {
	e := echo4.New()
	keyAuth(e)
	e.GET("/", func(c echo4.Context) error { return c.NoContent(200) })
	r := httptest.NewRequest("GET", "/", nil)
	r.Header.Set("Authorization", "Bearer wrong")
	w := httptest.NewRecorder()
	e.ServeHTTP(w, r)
	if w.Code != 401 {
		t.Error(w.Code)
	}
}

func TestHuma(t *testing.T) {
	for _, h := range []func(context.Context, *struct{}) (*struct{}, error){humaError, humaNewError} {
		r := chi.NewRouter()
		api := humachi.New(r, huma.DefaultConfig("test", "1"))
		huma.Get(api, "/", h)
		serve(t, r)
	}
}

func TestHertz(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	h := server.New(server.WithListener(ln))
	h.GET("/", hertzStatus)
	go h.Spin()
	check(t)(http.Get("http://" + ln.Addr().String()))
	h.Shutdown(context.Background())
}

func TestHertzRecorder(t *testing.T) {
	h := server.New()
	h.GET("/", hertzStatus)
	if w := ut.PerformRequest(h.Engine, "GET", "/", nil); w.Code != 401 {
		t.Fatal(w.Code)
	}
}
