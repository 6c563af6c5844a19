package evidence

import (
	"sync"

	"github.com/authstatus/authstatus/analyzer/internal/know"
)

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
	Name    string // in the notation of package know
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

// A field is a struct field and what a value of it tells.
type field struct {
	Name    string // path.Type.Field
	Fails   outcome
	Subject Subject
	Test    Tested
	What    string
}

// A sentinel is an error variable or type and what it tells.
type sentinel struct {
	Name    string // path.Name
	Subject Subject
	Test    Tested
	What    string
	Words   bool
}

// tables are the rows of all libraries, each under all of its names.
type tables struct {
	calls     map[string]*call
	fields    map[string]*field
	sentinels map[string]*sentinel

	callRows     []*call
	fieldRows    []*field
	sentinelRows []*sentinel
}

var lookup = sync.OnceValue(func() *tables {
	t := &tables{calls: map[string]*call{}, fields: map[string]*field{}, sentinels: map[string]*sentinel{}}
	for _, l := range know.Libraries() {
		for _, r := range l.Rows {
			t.add(r)
		}
	}
	return t
})

func (t *tables) add(r know.Row) {
	subject, test, fails := subjects[r.Subject], tests[r.Test], outcomes[r.Fails]
	names := know.Expand(r.Symbol)
	switch r.Kind {
	case "call":
		row := &call{r.Symbol, fails, subject, test, r.What, r.Words, r.Switch, r.Arg}
		t.callRows = append(t.callRows, row)
		for _, n := range names {
			t.calls[n] = row
		}
	case "field":
		row := &field{r.Symbol, fails, subject, test, r.What}
		t.fieldRows = append(t.fieldRows, row)
		for _, n := range names {
			t.fields[n] = row
		}
	case "error":
		row := &sentinel{r.Symbol, subject, test, r.What, r.Words}
		t.sentinelRows = append(t.sentinelRows, row)
		for _, n := range names {
			t.sentinels[n] = row
		}
	}
}

// What the files of libraries call subjects, tests and outcomes.
var (
	subjects = map[string]Subject{"credential": Credential, "principal": Principal, "resource": Resource, "configuration": Configuration, "request": Request, "account": Account}
	tests    = map[string]Tested{"absent": Absent, "rejected": Rejected, "expired": Expired, "revoked": Revoked, "attribute": Attribute, "relation": Relation, "refused": Refused, "off": Off, "other": Other}
	outcomes = map[string]outcome{"error": onErr, "false": onFalse, "true": onTrue, "zero": onZero}
)

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
