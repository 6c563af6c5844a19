package evidence

import "strings"

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
	// Arg is what the last constant argument must be, in lower case.
	Arg string
}

const (
	failedVerification = "the token failed verification"
	noCredentials      = "no credentials were sent"
	wrongPassword      = "the password is wrong"
	engineSaidNo       = "the policy engine refused the caller"
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
	{Name: "github.com/go-chi/jwtauth{,/v5}.{FromContext,VerifyRequest,VerifyToken}", Fails: onErr, Subject: Credential, Test: Rejected, What: "the request carries no valid token"},
	{Name: "(*github.com/casbin/casbin{,/v2,/v3}.{Enforcer,SyncedEnforcer,CachedEnforcer,DistributedEnforcer,SyncedCachedEnforcer}).{Enforce,EnforceSafe,EnforceWithMatcher}", Fails: onFalse, Subject: Principal, Test: Refused, What: engineSaidNo},
	{Name: "(github.com/casbin/casbin{,/v2,/v3}.IEnforcer).{Enforce,EnforceWithMatcher}", Fails: onFalse, Subject: Principal, Test: Refused, What: engineSaidNo},
	{Name: "(github.com/open-policy-agent/opa{,/v1}/rego.ResultSet).Allowed", Fails: onFalse, Subject: Principal, Test: Refused, What: engineSaidNo},
	{Name: "(github.com/ory/ladon.Warden).IsAllowed", Fails: onErr, Subject: Principal, Test: Refused, What: engineSaidNo},
	{Name: "(*github.com/ory/ladon.Ladon).IsAllowed", Fails: onErr, Subject: Principal, Test: Refused, What: engineSaidNo},
	{Name: "(*github.com/openfga/{go-sdk,go-sdk/client}.{CheckResponse,ClientCheckResponse}).GetAllowed", Fails: onFalse, Subject: Principal, Test: Refused, What: engineSaidNo},
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
	{"crypto/tls.ConnectionState.PeerCertificates", onZero, Request, Other, "no client certificate was sent"},
	{"net/http.Request.TLS", onZero, Request, Other, "the connection has no TLS"},
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
	{Name: "github.com/golang-jwt/jwt{,/v4,/v5}.{ErrTokenMalformed,ErrTokenUnverifiable,ErrTokenSignatureInvalid,ErrTokenInvalidClaims,ErrTokenNotValidYet,ErrTokenUsedBeforeIssued,ErrTokenInvalidAudience,ErrTokenInvalidIssuer,ErrSignatureInvalid}", Subject: Credential, Test: Rejected, What: failedVerification},
	{Name: "github.com/golang-jwt/jwt{,/v4}.ValidationError", Subject: Credential, Test: Rejected, What: failedVerification},
	{Name: "github.com/golang-jwt/jwt{,/v4,/v5}/request.ErrNoTokenInRequest", Subject: Credential, Test: Absent, What: "no token was sent"},
	{Name: "github.com/coreos/go-oidc/v3/oidc.TokenExpiredError", Subject: Credential, Test: Expired, What: "the token has expired"},
	{Name: "golang.org/x/crypto/bcrypt.ErrMismatchedHashAndPassword", Subject: Credential, Test: Rejected, What: wrongPassword},
	{Name: "net/http.ErrNoCookie", Subject: Credential, Test: Absent, What: "no such cookie was sent", Words: true},
	{Name: "github.com/gorilla/securecookie.ErrMacInvalid", Subject: Credential, Test: Rejected, What: "the cookie failed verification", Words: true},
	{Name: "github.com/go-chi/jwtauth{,/v5}.{ErrUnauthorized,ErrNBFInvalid,ErrIATInvalid,ErrAlgoInvalid}", Subject: Credential, Test: Rejected, What: failedVerification},
	{Name: "github.com/go-chi/jwtauth{,/v5}.ErrExpired", Subject: Credential, Test: Expired, What: "the token has expired"},
	{Name: "github.com/go-chi/jwtauth{,/v5}.ErrNoTokenFound", Subject: Credential, Test: Absent, What: "no token was sent"},
	{Name: "github.com/ory/ladon.{ErrRequestDenied,ErrRequestForcefullyDenied}", Subject: Principal, Test: Refused, What: engineSaidNo},
}

// Words by the class that they speak for. A name is split where its case
// changes and at underscores; two words together stand with a space.
var (
	wordsPrincipal = words("user account member principal identity claims caller viewer actor requester requesting requestor subject sub uid me profile auth authed operator")

	wordsCredential = words("token tokens jwt jws bearer credential credentials cred creds password passwd pwd passphrase apikey session sessions authentication authenticate authenticated authenticator authn unauthenticated login logged loggedin signin signed signedin basic secret sid") +
		list("api key", "access key", "auth header", "auth key", "auth token", "log in", "sign in")

	wordsRight = words("role roles permission permissions perm perms permit permitted admin admins administrator owner owners owns ownership scope scopes allowed allow can acl rbac abac privilege privileges privileged superuser sudo root grant granted group groups enforce enforcer moderator mod staff entitlement entitled collaborator creator author") +
		list("read only", "write access")

	wordsPolicy = words("csrf xsrf origin cors ratelimit rate limit limits limiter quota throttle disabled enabled enable disable ban banned block blocked blocklist blacklist whitelist allowlist denylist suspended suspend captcha readonly maintenance ip ips cidr referer referrer webhook webhooks hook hooks state nonce locked lock inactive active deleted verified unverified confirmed otp totp mfa tfa factor passcode webauthn invite invited invitation upload demo feature signature sig hmac domain license tier plan region country age agent traversal symlink method methods proto tls https cert certificate certificates host hosts url uri redirect share link hidden upstream")

	// Neither: authorization is the name of a header and of a right.
	wordsOpen = words("public anonymous anon guest optional")
)

// verbs that go with a credential where its verification is meant.
var verbs = words("validate verify parse check extract authenticate decode require introspect valid is has ensure must lookup decrypt")

// strongNames leave no doubt, as two words that follow one another.
var strongNames = list("logged in", "signed in", "is authenticated", "is logged", "is signed", "not authenticated", "is login", "loggedin user", "is anonymous", "is authed", "user authenticated")

// A phrase of a response's text, in lower case, and what it says. English and
// the common Chinese, Spanish, Portuguese, Russian and German ones.
type phrase struct {
	Text  string
	Class Class
}

var phrases = []phrase{
	{"not logged in", Authentication}, {"log in", Authentication}, {"login required", Authentication}, {"not authenticated", Authentication},
	{"unauthenticated", Authentication}, {"not authed", Authentication}, {"authentication required", Authentication}, {"authentication failed", Authentication},
	{"only authenticated", Authentication}, {"invalid token", Authentication}, {"invalid bearer", Authentication}, {"missing token", Authentication}, {"token expired", Authentication},
	{"token is expired", Authentication}, {"invalid credentials", Authentication}, {"bad credentials", Authentication}, {"wrong password", Authentication},
	{"invalid password", Authentication}, {"invalid api key", Authentication}, {"invalid session", Authentication}, {"session expired", Authentication},
	{"sign in", Authentication}, {"not signed in", Authentication}, {"missing authorization", Authentication}, {"no token", Authentication}, {"token required", Authentication},
	{"未登录", Authentication}, {"请先登录", Authentication}, {"请登录", Authentication}, {"令牌无效", Authentication}, {"密码错误", Authentication}, {"登录已过期", Authentication}, {"未认证", Authentication},
	{"no autenticado", Authentication}, {"iniciar sesión", Authentication}, {"token inválido", Authentication}, {"contraseña incorrecta", Authentication},
	{"não autenticado", Authentication}, {"senha incorreta", Authentication}, {"senha inválida", Authentication}, {"faça login", Authentication},
	{"не авторизован", Authentication}, {"неверный пароль", Authentication}, {"требуется авторизация", Authentication}, {"неверный токен", Authentication},
	{"nicht angemeldet", Authentication}, {"falsches passwort", Authentication}, {"ungültiges token", Authentication}, {"anmeldung erforderlich", Authentication},

	{"permission", Authorization}, {"not allowed", Authorization}, {"not permitted", Authorization}, {"admin", Authorization}, {"privilege", Authorization},
	{"insufficient", Authorization}, {"access denied", Authorization}, {"not the owner", Authorization}, {"does not belong", Authorization}, {"role", Authorization},
	{"allowed group", Authorization}, {"rbac", Authorization},
	{"没有权限", Authorization}, {"权限不足", Authorization}, {"无权", Authorization}, {"权限", Authorization},
	{"sin permiso", Authorization}, {"no tiene permiso", Authorization}, {"acceso denegado", Authorization},
	{"sem permissão", Authorization}, {"não tem permissão", Authorization}, {"acesso negado", Authorization},
	{"нет прав", Authorization}, {"доступ запрещен", Authorization}, {"недостаточно прав", Authorization},
	{"keine berechtigung", Authorization}, {"zugriff verweigert", Authorization},

	{"csrf", Policy}, {"xsrf", Policy}, {"cors", Policy}, {"origin", Policy}, {"captcha", Policy}, {"rate limit", Policy}, {"too many", Policy}, {"quota", Policy},
	{"disabled", Policy}, {"not enabled", Policy}, {"banned", Policy}, {"blocked", Policy}, {"suspended", Policy}, {"locked", Policy}, {"inactive", Policy}, {"deactivated", Policy},
	{"not active", Policy}, {"read-only", Policy}, {"readonly", Policy}, {"maintenance", Policy}, {"webhook", Policy}, {"signature", Policy}, {"closed", Policy}, {"verify your", Policy}, {"not verified", Policy},
	{"禁用", Policy}, {"封禁", Policy}, {"验证码", Policy}, {"维护", Policy}, {"未启用", Policy},
	{"deshabilitad", Policy}, {"bloquead", Policy}, {"desativad", Policy}, {"заблокирован", Policy}, {"отключен", Policy}, {"gesperrt", Policy}, {"deaktiviert", Policy},
}

// places whose name says that credentials are read from a form, or that a
// program and no caller is meant: reviewers differ there.
var (
	wordsLogin   = words("login signin logon signup register registration reset recover recovery forgot oauth callback sso saml")
	wordsMachine = words("webhook webhooks hook hooks csrf xsrf cors captcha ratelimit throttle")
	// wordsTyped are of what a caller who is known is asked for once more.
	wordsTyped = words("password passwd pwd passphrase pass secret")
)

// list is a set of words, each between bars.
func list(ws ...string) string { return "|" + strings.Join(ws, "|") + "|" }

func words(s string) string { return list(strings.Fields(s)...) }
