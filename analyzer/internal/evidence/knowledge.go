package evidence

// outcome says which result of a call means failure.
type outcome uint8

const (
	onErr   outcome = iota + 1 // its error is not nil
	onFalse                    // its boolean is false
	onTrue                     // its boolean is true
	onZero                     // its first result is nil, empty or 0
)

// A call is a function or method and what its failure tells.
type call struct {
	Name    string // types.Func.FullName; {a,b} stands for either
	Fails   outcome
	Subject Subject
	Test    Tested
	What    string
	// Words asks for a word of authentication beside it, and none of policy:
	// the function serves other purposes too.
	Words bool
	// Switch asks for a word of a switch: it serves other purposes too.
	Switch bool
	// Arg is what the last constant argument must be, in lower case.
	Arg string
}

const (
	failedVerification = "the token failed verification"
	noCredentials      = "no credentials were sent"
	wrongPassword      = "the password is wrong"
	engineSaidNo       = "the policy engine refused the caller"
	lacksPermission    = "lacks a permission"
)

// calls are the functions whose failure tells something.
var calls = []call{
	{Name: "github.com/golang-jwt/jwt{,/v4,/v5}.{Parse,ParseWithClaims}", Fails: onErr, Subject: Credential, Test: Rejected, What: failedVerification},
	{Name: "github.com/dgrijalva/jwt-go.{Parse,ParseWithClaims}", Fails: onErr, Subject: Credential, Test: Rejected, What: failedVerification},
	{Name: "(*github.com/golang-jwt/jwt{,/v4,/v5}.Parser).{Parse,ParseWithClaims,ParseUnverified}", Fails: onErr, Subject: Credential, Test: Rejected, What: failedVerification},
	{Name: "github.com/golang-jwt/jwt{,/v4,/v5}/request.{ParseFromRequest,ParseFromRequestWithClaims}", Fails: onErr, Subject: Credential, Test: Rejected, What: failedVerification},
	{Name: "(*github.com/golang-jwt/jwt/v5.Validator).Validate", Fails: onErr, Subject: Credential, Test: Rejected, What: "the token's claims are not valid"},
	{Name: "({,*}github.com/golang-jwt/jwt{,/v4}.{MapClaims,RegisteredClaims,StandardClaims}).Valid", Fails: onErr, Subject: Credential, Test: Rejected, What: "the token's claims are not valid"},
	{Name: "({,*}github.com/golang-jwt/jwt{,/v4}.{MapClaims,RegisteredClaims,StandardClaims}).VerifyExpiresAt", Fails: onFalse, Subject: Credential, Test: Expired, What: "the token has expired"},
	{Name: "(*github.com/coreos/go-oidc{,/v3/oidc}.IDTokenVerifier).Verify", Fails: onErr, Subject: Credential, Test: Rejected, What: failedVerification},
	{Name: "(github.com/coreos/go-oidc/v3/oidc.KeySet).VerifySignature", Fails: onErr, Subject: Credential, Test: Rejected, What: failedVerification},
	{Name: "github.com/lestrrat-go/jwx{,/v2,/v3}/jwt.{Parse,ParseString,ParseRequest,ParseHeader,Validate}", Fails: onErr, Subject: Credential, Test: Rejected, What: failedVerification},
	{Name: "github.com/lestrrat-go/jwx{,/v2,/v3}/jws.Verify", Fails: onErr, Subject: Credential, Test: Rejected, What: failedVerification, Words: true},
	{Name: "(*github.com/hashicorp/cap/jwt.Validator).{Validate,ValidateAllowMissingIatNbfExp}", Fails: onErr, Subject: Credential, Test: Rejected, What: failedVerification},
	{Name: "(*golang.org/x/oauth2.Token).Valid", Fails: onFalse, Subject: Credential, Test: Expired, What: "the token is not valid any more"},
	{Name: "golang.org/x/crypto/bcrypt.CompareHashAndPassword", Fails: onErr, Subject: Credential, Test: Rejected, What: wrongPassword},
	{Name: "github.com/alexedwards/argon2id.ComparePasswordAndHash", Fails: onFalse, Subject: Credential, Test: Rejected, What: wrongPassword},
	{Name: "crypto/subtle.ConstantTimeCompare", Fails: onZero, Subject: Credential, Test: Rejected, What: "the credentials don't match", Words: true},
	{Name: "crypto/hmac.Equal", Fails: onFalse, Subject: Credential, Test: Rejected, What: "the signature doesn't match", Words: true},
	{Name: "(*github.com/gorilla/sessions.CookieStore).{Get,New}", Fails: onErr, Subject: Credential, Test: Rejected, What: "the session can't be read"},
	{Name: "(*github.com/alexedwards/scs/v2.SessionManager).{GetString,GetInt,GetInt64,Get}", Fails: onZero, Subject: Principal, Test: Absent, What: "the session names no caller", Words: true},
	{Name: "(*github.com/alexedwards/scs/v2.SessionManager).Exists", Fails: onFalse, Subject: Principal, Test: Absent, What: "the session names no caller", Words: true},
	{Name: "(*github.com/gorilla/securecookie.SecureCookie).Decode", Fails: onErr, Subject: Credential, Test: Rejected, What: "the cookie failed verification", Words: true},
	{Name: "(*net/http.Request).BasicAuth", Fails: onFalse, Subject: Credential, Test: Absent, What: "no Basic credentials were sent"},
	{Name: "(*net/http.Request).Cookie", Fails: onErr, Subject: Credential, Test: Absent, What: "no such cookie was sent", Words: true},
	{Name: "(*github.com/gin-gonic/gin.Context).Cookie", Fails: onErr, Subject: Credential, Test: Absent, What: "no such cookie was sent", Words: true},
	{Name: "(github.com/labstack/echo/{v4,v5}.Context).Cookie", Fails: onErr, Subject: Credential, Test: Absent, What: "no such cookie was sent", Words: true},
	{Name: "(net/http.Header).Get", Fails: onZero, Subject: Credential, Test: Absent, What: "no Authorization header was sent", Arg: "authorization"},
	{Name: "(*github.com/gin-gonic/gin.Context).GetHeader", Fails: onZero, Subject: Credential, Test: Absent, What: "no Authorization header was sent", Arg: "authorization"},
	{Name: "(*github.com/gofiber/fiber{,/v2}.Ctx).Get", Fails: onZero, Subject: Credential, Test: Absent, What: "no Authorization header was sent", Arg: "authorization"},
	{Name: "(github.com/gofiber/fiber/v3.Ctx).Get", Fails: onZero, Subject: Credential, Test: Absent, What: "no Authorization header was sent", Arg: "authorization"},
	{Name: "(*github.com/valyala/fasthttp.RequestHeader).Peek", Fails: onZero, Subject: Credential, Test: Absent, What: "no Authorization header was sent", Arg: "authorization"},
	{Name: "(*github.com/cloudwego/hertz/pkg/app.RequestContext).GetHeader", Fails: onZero, Subject: Credential, Test: Absent, What: "no Authorization header was sent", Arg: "authorization"},
	{Name: "(*github.com/kataras/iris/v12/context.Context).GetHeader", Fails: onZero, Subject: Credential, Test: Absent, What: "no Authorization header was sent", Arg: "authorization"},
	{Name: "(*github.com/beego/beego/v2/server/web/context.BeegoInput).Header", Fails: onZero, Subject: Credential, Test: Absent, What: "no Authorization header was sent", Arg: "authorization"},
	{Name: "google.golang.org/api/idtoken.Validate", Fails: onErr, Subject: Credential, Test: Rejected, What: failedVerification},
	{Name: "(*google.golang.org/api/idtoken.Validator).Validate", Fails: onErr, Subject: Credential, Test: Rejected, What: failedVerification},
	{Name: "(*firebase.google.com/go{,/v4}/auth.Client).{VerifyIDToken,VerifyIDTokenAndCheckRevoked,VerifySessionCookie,VerifySessionCookieAndCheckRevoked}", Fails: onErr, Subject: Credential, Test: Rejected, What: failedVerification},
	{Name: "{github.com/go-jose/go-jose/v3,github.com/go-jose/go-jose/v4,gopkg.in/square/go-jose.v2}/jwt.{ParseSigned,ParseEncrypted,ParseSignedAndEncrypted}", Fails: onErr, Subject: Credential, Test: Rejected, What: failedVerification},
	{Name: "({github.com/go-jose/go-jose/v3,github.com/go-jose/go-jose/v4,gopkg.in/square/go-jose.v2}/jwt.Claims).{Validate,ValidateWithLeeway}", Fails: onErr, Subject: Credential, Test: Rejected, What: "the token's claims are not valid"},
	{Name: "(*github.com/o1egl/paseto.{V1,V2}).{Decrypt,Verify}", Fails: onErr, Subject: Credential, Test: Rejected, What: failedVerification},
	{Name: "(aidanwoods.dev/go-paseto.Parser).{ParseV4Local,ParseV4Public,ParseV3Local,ParseV3Public,ParseV2Local,ParseV2Public}", Fails: onErr, Subject: Credential, Test: Rejected, What: failedVerification},
	{Name: "(github.com/gorilla/sessions.Store).{Get,New}", Fails: onErr, Subject: Credential, Test: Rejected, What: "the session can't be read"},
	{Name: "(github.com/gin-contrib/sessions.Session).Get", Fails: onZero, Subject: Principal, Test: Absent, What: "the session names no caller", Words: true},
	{Name: "github.com/pquerna/otp/{totp,hotp}.Validate", Fails: onFalse, Subject: Account, Test: Other, What: "the one-time code is wrong"},
	{Name: "(*github.com/ory/keto-client-go.CheckPermissionResult).GetAllowed", Fails: onFalse, Subject: Principal, Test: Refused, What: engineSaidNo},
	{Name: "github.com/go-chi/jwtauth{,/v5}.{FromContext,VerifyRequest,VerifyToken}", Fails: onErr, Subject: Credential, Test: Rejected, What: "the request carries no valid token"},
	{Name: "(*github.com/casbin/casbin{,/v2,/v3}.{Enforcer,SyncedEnforcer,CachedEnforcer,DistributedEnforcer,SyncedCachedEnforcer}).{Enforce,EnforceSafe,EnforceWithMatcher}", Fails: onFalse, Subject: Principal, Test: Refused, What: engineSaidNo},
	{Name: "(github.com/casbin/casbin{,/v2,/v3}.IEnforcer).{Enforce,EnforceWithMatcher}", Fails: onFalse, Subject: Principal, Test: Refused, What: engineSaidNo},
	{Name: "(github.com/open-policy-agent/opa{,/v1}/rego.ResultSet).Allowed", Fails: onFalse, Subject: Principal, Test: Refused, What: engineSaidNo},
	{Name: "(github.com/ory/ladon.Warden).IsAllowed", Fails: onErr, Subject: Principal, Test: Refused, What: engineSaidNo},
	{Name: "(*github.com/ory/ladon.Ladon).IsAllowed", Fails: onErr, Subject: Principal, Test: Refused, What: engineSaidNo},
	{Name: "(*github.com/openfga/{go-sdk,go-sdk/client}.{CheckResponse,ClientCheckResponse}).GetAllowed", Fails: onFalse, Subject: Principal, Test: Refused, What: engineSaidNo},
	{Name: "os.LookupEnv", Fails: onFalse, Subject: Configuration, Test: Off, What: switchedOff, Switch: true},
	{Name: "os.Getenv", Fails: onZero, Subject: Configuration, Test: Off, What: switchedOff, Switch: true},
	{Name: "os.ReadFile", Fails: onErr, Subject: Configuration, Test: Off, What: switchedOff, Switch: true},
	{Name: "github.com/spf13/viper.GetBool", Fails: onFalse, Subject: Configuration, Test: Off, What: switchedOff, Switch: true},
	{Name: "(*github.com/spf13/viper.Viper).GetBool", Fails: onFalse, Subject: Configuration, Test: Off, What: switchedOff, Switch: true},
}

// A field is a struct field and what a value of it tells.
type field struct {
	Name    string // path.Type.Field
	Fails   outcome
	Subject Subject
	Test    Tested
	What    string
}

var fields = []field{
	{"github.com/golang-jwt/jwt{,/v4,/v5}.Token.Valid", onFalse, Credential, Rejected, "the token is not valid"},
	{"github.com/dgrijalva/jwt-go.Token.Valid", onFalse, Credential, Rejected, "the token is not valid"},
	{"github.com/gorilla/sessions.Session.IsNew", onTrue, Credential, Absent, "there is no session"},
	{"github.com/authzed/authzed-go/proto/authzed/api/v1.CheckPermissionResponse.Permissionship", onFalse, Principal, Refused, engineSaidNo},
	{"github.com/openfga/{go-sdk,go-sdk/client}.{CheckResponse,ClientCheckResponse}.Allowed", onFalse, Principal, Refused, engineSaidNo},
}

// A sentinel is an error variable or type and what it tells.
type sentinel struct {
	Name    string // path.Name
	Subject Subject
	Test    Tested
	What    string
	Words   bool
}

var sentinels = []sentinel{
	{Name: "github.com/golang-jwt/jwt{,/v4,/v5}.ErrTokenExpired", Subject: Credential, Test: Expired, What: "the token has expired"},
	{Name: "github.com/golang-jwt/jwt{,/v4,/v5}.{ErrTokenMalformed,ErrTokenUnverifiable,ErrTokenSignatureInvalid,ErrTokenInvalidClaims,ErrTokenNotValidYet,ErrTokenUsedBeforeIssued,ErrTokenInvalidAudience,ErrTokenInvalidIssuer,ErrTokenInvalidSubject,ErrTokenInvalidId,ErrTokenRequiredClaimMissing,ErrSignatureInvalid}", Subject: Credential, Test: Rejected, What: failedVerification},
	{Name: "github.com/golang-jwt/jwt{,/v4}.ValidationError", Subject: Credential, Test: Rejected, What: failedVerification},
	{Name: "github.com/golang-jwt/jwt{,/v4,/v5}/request.ErrNoTokenInRequest", Subject: Credential, Test: Absent, What: "no token was sent"},
	{Name: "github.com/coreos/go-oidc/v3/oidc.TokenExpiredError", Subject: Credential, Test: Expired, What: "the token has expired"},
	{Name: "golang.org/x/crypto/bcrypt.ErrMismatchedHashAndPassword", Subject: Credential, Test: Rejected, What: wrongPassword},
	{Name: "net/http.ErrNoCookie", Subject: Credential, Test: Absent, What: "no such cookie was sent", Words: true},
	{Name: "github.com/gorilla/securecookie.ErrMacInvalid", Subject: Credential, Test: Rejected, What: "the cookie failed verification", Words: true},
	{Name: "github.com/go-chi/jwtauth{,/v5}.{ErrUnauthorized,ErrNBFInvalid,ErrIATInvalid,ErrAlgoInvalid}", Subject: Credential, Test: Rejected, What: failedVerification},
	{Name: "github.com/go-chi/jwtauth{,/v5}.ErrExpired", Subject: Credential, Test: Expired, What: "the token has expired"},
	{Name: "github.com/go-chi/jwtauth{,/v5}.ErrNoTokenFound", Subject: Credential, Test: Absent, What: "no token was sent"},
	{Name: "{github.com/go-jose/go-jose/v3,github.com/go-jose/go-jose/v4,gopkg.in/square/go-jose.v2}/jwt.ErrExpired", Subject: Credential, Test: Expired, What: "the token has expired"},
	{Name: "{github.com/go-jose/go-jose/v3,github.com/go-jose/go-jose/v4,gopkg.in/square/go-jose.v2}/jwt.{ErrInvalidIssuer,ErrInvalidAudience,ErrInvalidSubject,ErrNotValidYet,ErrIssuedInTheFuture}", Subject: Credential, Test: Rejected, What: failedVerification},
	{Name: "github.com/dgrijalva/jwt-go.{ErrSignatureInvalid,ValidationError}", Subject: Credential, Test: Rejected, What: failedVerification},
	{Name: "google.golang.org/grpc/codes.PermissionDenied", Subject: Principal, Test: Refused, What: lacksPermission},
	{Name: "google.golang.org/grpc/codes.Unauthenticated", Subject: Principal, Test: Absent, What: notKnown},
	{Name: "connectrpc.com/connect.CodePermissionDenied", Subject: Principal, Test: Refused, What: lacksPermission},
	{Name: "connectrpc.com/connect.CodeUnauthenticated", Subject: Principal, Test: Absent, What: notKnown},
	{Name: "github.com/twitchtv/twirp.PermissionDenied", Subject: Principal, Test: Refused, What: lacksPermission},
	{Name: "github.com/twitchtv/twirp.Unauthenticated", Subject: Principal, Test: Absent, What: notKnown},
	{Name: "github.com/ory/ladon.{ErrRequestDenied,ErrRequestForcefullyDenied}", Subject: Principal, Test: Refused, What: engineSaidNo},
}

// A phrase of a response's text, in lower case, and what it says. English and
// the common Chinese, Spanish, Portuguese, Russian and German ones.
type phrase struct {
	Text  string
	Class Class
	Plain bool // it leaves no doubt, even where the condition tells nothing
}

var phrases = []phrase{
	{"not logged in", Authentication, false}, {"log in", Authentication, false}, {"login required", Authentication, false}, {"not authenticated", Authentication, false},
	{"unauthenticated", Authentication, false}, {"not authed", Authentication, false}, {"authentication required", Authentication, false}, {"authentication failed", Authentication, false},
	{"only authenticated", Authentication, false}, {"invalid token", Authentication, false}, {"invalid bearer", Authentication, false}, {"missing token", Authentication, false}, {"token expired", Authentication, false},
	{"token is expired", Authentication, false}, {"invalid credentials", Authentication, false}, {"bad credentials", Authentication, false}, {"wrong password", Authentication, false},
	{"invalid password", Authentication, false}, {"invalid api key", Authentication, false}, {"invalid session", Authentication, false}, {"session expired", Authentication, false},
	{"sign in", Authentication, false}, {"missing authorization", Authentication, false}, {"no token", Authentication, false}, {"token required", Authentication, false},
	{"未登录", Authentication, false}, {"请先登录", Authentication, false}, {"请登录", Authentication, false}, {"令牌无效", Authentication, false}, {"密码错误", Authentication, false}, {"登录已过期", Authentication, false}, {"未认证", Authentication, false},
	{"no autenticado", Authentication, false}, {"iniciar sesión", Authentication, false}, {"token inválido", Authentication, false}, {"contraseña incorrecta", Authentication, false},
	{"não autenticado", Authentication, false}, {"senha incorreta", Authentication, false}, {"senha inválida", Authentication, false}, {"faça login", Authentication, false},
	{"не авторизован", Authentication, false}, {"неверный пароль", Authentication, false}, {"требуется авторизация", Authentication, false}, {"неверный токен", Authentication, false},
	{"nicht angemeldet", Authentication, false}, {"falsches passwort", Authentication, false}, {"ungültiges token", Authentication, false}, {"anmeldung erforderlich", Authentication, false},

	{"permission", Authorization, true}, {"not allowed", Authorization, false}, {"not permitted", Authorization, false}, {"admin", Authorization, false}, {"privilege", Authorization, true},
	{"insufficient", Authorization, true}, {"access denied", Authorization, false}, {"not the owner", Authorization, true}, {"does not belong", Authorization, true}, {"role", Authorization, false},
	{"allowed group", Authorization, false}, {"rbac", Authorization, true},
	{"没有权限", Authorization, true}, {"权限不足", Authorization, true}, {"无权", Authorization, true}, {"权限", Authorization, true},
	{"sin permiso", Authorization, true}, {"no tiene permiso", Authorization, true}, {"acceso denegado", Authorization, false},
	{"sem permissão", Authorization, true}, {"não tem permissão", Authorization, true}, {"acesso negado", Authorization, false},
	{"нет прав", Authorization, true}, {"доступ запрещен", Authorization, false}, {"недостаточно прав", Authorization, true},
	{"keine berechtigung", Authorization, true}, {"zugriff verweigert", Authorization, false},

	{"not sufficient", Authorization, true}, {"token is not active", Authentication, false},

	{"csrf", Policy, false}, {"xsrf", Policy, false}, {"cors", Policy, false}, {"origin", Policy, false}, {"captcha", Policy, false}, {"rate limit", Policy, false}, {"too many", Policy, false}, {"quota", Policy, false},
	{"disabled", Policy, false}, {"not enabled", Policy, false}, {"banned", Policy, false}, {"blocked", Policy, false}, {"suspended", Policy, false}, {"locked", Policy, false}, {"inactive", Policy, false}, {"deactivated", Policy, false},
	{"not active", Policy, false}, {"read-only", Policy, false}, {"readonly", Policy, false}, {"maintenance", Policy, false}, {"webhook", Policy, false}, {"signature", Policy, false}, {"closed", Policy, false}, {"verify your", Policy, false}, {"not verified", Policy, false},
	{"禁用", Policy, false}, {"封禁", Policy, false}, {"验证码", Policy, false}, {"维护", Policy, false}, {"未启用", Policy, false},
	{"deshabilitad", Policy, false}, {"bloquead", Policy, false}, {"desativad", Policy, false}, {"заблокирован", Policy, false}, {"отключен", Policy, false}, {"gesperrt", Policy, false}, {"deaktiviert", Policy, false},
}
