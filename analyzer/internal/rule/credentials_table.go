package rule

// The words and calls by which code shows what credentials it reads. Import
// paths stand without their major version.

type credentialKind uint8

const (
	basic credentialKind = iota
	bearer
	cookie
	decoded  // part of Basic, read by hand
	password // a password, wherever it was typed
)

type credentialCall struct {
	kind  credentialKind
	path  string
	recv  string // the type, where others have methods of that name
	names string
}

// credentialCalls are functions and methods that read credentials.
var credentialCalls = []credentialCall{
	{basic, "net/http", "Request", "BasicAuth"},
	{basic, "github.com/gin-gonic/gin", "", "BasicAuth BasicAuthForRealm BasicAuthForProxy"},
	{basic, "github.com/labstack/echo/middleware", "", "BasicAuth BasicAuthWithConfig"},
	{basic, "github.com/go-chi/chi/middleware", "", "BasicAuth"},
	{basic, "github.com/gofiber/fiber/middleware/basicauth", "", "New"},
	{basic, "github.com/kataras/iris/middleware/basicauth", "", "Default New Load"},
	{basic, "github.com/cloudwego/hertz/pkg/app/middlewares/server/basic_auth", "", "BasicAuth BasicAuthForRealm"},
	{basic, "github.com/gogf/gf/net/ghttp", "Request", "BasicAuth"},
	{basic, "github.com/abbot/go-http-auth", "", "NewBasicAuthenticator"},
	{basic, "github.com/beego/beego/server/web/filter/auth", "", "Basic NewBasicAuthenticator"},

	{bearer, "github.com/labstack/echo/middleware", "", "KeyAuth KeyAuthWithConfig JWT JWTWithConfig"},
	{bearer, "github.com/gofiber/fiber/middleware/keyauth", "", "New"},

	{decoded, "encoding/base64", "Encoding", "DecodeString Decode AppendDecode"},
	{password, "golang.org/x/crypto/bcrypt", "", "CompareHashAndPassword"},
	{password, "github.com/alexedwards/argon2id", "", "ComparePasswordAndHash CheckHash"},

	{cookie, "net/http", "Request", "Cookie Cookies CookiesNamed"},
	{cookie, "github.com/gin-gonic/gin", "Context", "Cookie"},
	{cookie, "github.com/labstack/echo", "Context", "Cookie Cookies"},
	{cookie, "github.com/gofiber/fiber", "", "Cookies"},
	{cookie, "github.com/valyala/fasthttp", "RequestHeader", "Cookie CookieBytes VisitAllCookie"},
	{cookie, "github.com/cloudwego/hertz/pkg/app", "RequestContext", "Cookie"},
	{cookie, "github.com/cloudwego/hertz/pkg/protocol", "RequestHeader", "Cookie"},
	{cookie, "github.com/kataras/iris/context", "Context", "GetCookie"},
	{cookie, "github.com/flamego/flamego", "", "Cookie"},
	{cookie, "gopkg.in/macaron", "Context", "GetCookie GetSecureCookie GetSuperSecureCookie"},
	{cookie, "github.com/beego/beego/server/web/context", "", "GetCookie GetSecureCookie Cookie"},
	{cookie, "github.com/gogf/gf/net/ghttp", "Cookie", "Get GetSessionId"},
	{cookie, "github.com/gobuffalo/buffalo", "", "Session"},
	{cookie, "github.com/gobuffalo/buffalo", "Cookies", "Get"},
	{cookie, "github.com/gobuffalo/buffalo", "Session", "Get GetOnce"},

	{cookie, "github.com/gorilla/sessions", "", "Get New GetRegistry"},
	{cookie, "github.com/gorilla/securecookie", "", "Decode DecodeMulti"},
	{cookie, "github.com/alexedwards/scs", "SessionManager", "Get GetBool GetBytes GetFloat GetInt GetInt32 GetInt64 GetString GetTime Exists Load LoadAndSave Pop PopString"},
	{cookie, "github.com/gin-contrib/sessions", "", "Default DefaultMany Get Sessions SessionsMany"},
	{cookie, "github.com/labstack/echo-contrib/session", "", "Get Middleware"},
	{cookie, "github.com/gofiber/fiber/middleware/session", "", "Get FromContext"},
	{cookie, "github.com/fasthttp/session", "", "Get"},
	{cookie, "github.com/kataras/iris/sessions", "", "Start Get GetString"},
	{cookie, "github.com/hertz-contrib/sessions", "", "Default Get"},
	{cookie, "github.com/go-macaron/session", "", "Get"},
	{cookie, "github.com/flamego/session", "", "Get"},
	{cookie, "github.com/martini-contrib/sessions", "", "Get"},
	{cookie, "github.com/go-session/session", "", "Start Get"},
	{cookie, "github.com/beego/beego/server/web", "Controller", "GetSession StartSession"},
	{cookie, "github.com/beego/beego/server/web/session", "", "Get SessionStart"},
	{cookie, "github.com/astaxie/beego", "Controller", "GetSession StartSession"},
	{cookie, "github.com/gogf/gf/os/gsession", "Session", "Get MustGet Contains Id"},
	{cookie, "github.com/volatiletech/authboss", "", "CurrentUser CurrentUserID LoadCurrentUser GetSession"},
	{cookie, "github.com/aarondl/authboss", "", "CurrentUser CurrentUserID LoadCurrentUser GetSession"},
}

// tokenLibraries are imported by packages that check tokens. Libraries for a
// login elsewhere (oauth2, oidc) are not here: such a login ends in a cookie.
var tokenLibraries = []string{
	"aidanwoods.dev/go-paseto",
	"github.com/appleboy/gin-jwt",
	"github.com/auth0/go-jwt-middleware",
	"github.com/cristalhq/jwt",
	"github.com/dgrijalva/jwt-go",
	"github.com/form3tech-oss/jwt-go",
	"github.com/go-chi/jwtauth",
	"github.com/go-jose/go-jose",
	"github.com/go-kratos/kratos/middleware/auth/jwt",
	"github.com/go-oauth2/oauth2/server",
	"github.com/gofiber/contrib/jwt",
	"github.com/gofiber/jwt",
	"github.com/golang-jwt/jwt",
	"github.com/hertz-contrib/jwt",
	"github.com/hertz-contrib/paseto",
	"github.com/iris-contrib/middleware/jwt",
	"github.com/kataras/iris/middleware/jwt",
	"github.com/kataras/jwt",
	"github.com/labstack/echo-jwt",
	"github.com/lestrrat-go/jwx",
	"github.com/o1egl/paseto",
	"github.com/pascaldekloe/jwt",
	"github.com/square/go-jose",
	"google.golang.org/api/idtoken",
	"gopkg.in/go-jose/go-jose",
	"gopkg.in/square/go-jose",
}

// headerPackages are those of the standard library that read requests.
var headerPackages = []string{"net/http", "net/textproto", "net/url"}

// getters read a header or a parameter by its name.
var getters = []string{
	"DefaultQuery", "FormValue", "Get", "GetHeader", "GetQuery", "GetReqHeader", "Header",
	"HeaderParameter", "Peek", "PostForm", "PostFormValue", "Query", "QueryParam", "QueryParameter", "URLParam", "Values",
	"ValueFromIncomingContext",
}

// notReading are first words of functions that write a header or only mention
// its name.
var notReading = []string{
	"add", "allow", "append", "del", "delete", "error", "expose", "fail", "log", "print",
	"put", "redact", "remove", "save", "set", "store", "with", "write",
}

// tokens are words for a token that stands for a user.
var tokens = []string{"apikey", "bearer", "jwt", "jwts", "token", "tokens"}

// comparing are words of functions that hold a password against another.
var comparing = []string{"check", "compare", "match", "matches", "valid", "validate", "verify"}

// issuing are first words of functions that make a token instead of reading it.
var issuing = []string{
	"create", "encode", "gen", "generate", "issue", "make", "marshal", "mint", "new", "next",
	"rand", "random", "refresh", "sign",
}

// otherTokens are words that make another thing of a token: a protection of
// forms, a page, a mail's link, the cookie itself.
var otherTokens = []string{
	"activation", "captcha", "confirm", "confirmation", "continuation", "cookie", "csrf",
	"cursor", "device", "invitation", "invite", "lex", "lexer", "nosurf", "page", "push",
	"recaptcha", "recovery", "reset", "scanner", "session", "sessions", "turnstile",
	"unsubscribe", "upload", "verification", "xsrf",
}

// otherCookies are words in the names of cookies that hold no session.
var otherCookies = []string{
	"banner", "consent", "csrf", "flash", "lang", "language", "locale", "nonce", "state",
	"theme", "tz", "xsrf",
}

// registered are schemes of the IANA HTTP Authentication Scheme Registry that
// servers ask for; a private scheme is none of them.
var registered = map[string]bool{
	"basic": true, "bearer": true, "digest": true, "dpop": true, "gnap": true, "hoba": true,
	"mutual": true, "negotiate": true, "oauth": true,
}
