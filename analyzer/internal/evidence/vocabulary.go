package evidence

// The vocabulary: words that the code's own names are made of, by what they
// speak for. A name is split where its case changes and at underscores; two
// words that follow one another stand with a space. TestVocabulary has a case
// for each.

// The classes that words speak for.
var (
	wordsPrincipal = words("user account member principal identity claims caller viewer actor requester requesting requestor subject sub uid me profile auth authed operator", "security context")

	wordsCredential = words("token tokens jwt jws bearer credential credentials cred creds password passwd pwd passphrase apikey session sessions authentication authenticate authenticated authenticator authn unauthenticated login logged signin signed basic secret sid", "api key", "access key", "auth header", "auth key", "auth token", "log in", "sign in")

	wordsRight = words("role roles permission permissions perm perms permit permitted admin admins administrator owner owners owns ownership scope scopes allowed allow can acl rbac abac privilege privileges privileged superuser sudo root grant granted group groups enforce enforcer moderator staff entitlement tier plan collaborator creator author membership", "read only", "write access", "is member")

	wordsPolicy = words("csrf xsrf origin cors ratelimit rate limit limits limiter quota throttle disabled enabled enable disable ban banned block blocked blocklist blacklist whitelist allowlist denylist suspended suspend captcha readonly maintenance ip ips cidr referer referrer webhook webhooks hook hooks state nonce locked lock inactive active deleted verified unverified confirmed otp totp mfa factor passcode webauthn invite invited invitation upload demo feature signature sig hmac license region country age agent traversal symlink method methods proto tls https cert certificate certificates host hosts url uri redirect share link hidden upstream elevation elevations elevated stepup reauthenticate aal acr amr", "step up", "web authn", "email domain", "allowed domain", "allowed domains", "sync token", "page token", "next token", "continuation token", "resume token")

	// wordsOpen are of callers who need no name. Authorization speaks for
	// nothing: it is the name of a header and of a right.
	wordsOpen = words("public anonymous anon guest optional")
)

// What calls and names do with a credential or a right.
var (
	// verbs go with a credential where its verification is meant.
	verbs = words("validate verify parse check extract authenticate decode require introspect valid is has ensure must lookup decrypt")
	// wordsVerify verify what they are handed.
	wordsVerify = words("verify validate authenticate introspect")
	// wordsAsk go with a right where it is asked for.
	wordsAsk = words("has check require enforce can is allowed allow must ensure verify validate assert")
	// wordsMaking are of calls that make a credential rather than ask for one.
	wordsMaking = words("new generate create make issue sign delete remove revoke set save store update put write encode hash refresh begin start regenerate")
	// wordsByID are of calls that look up a record by what it is called.
	wordsByID = words("", "by id", "by name")
	// wordsGetting are of calls that find a credential, and don't say whether
	// it is valid.
	wordsGetting = words("extract get read fetch decode")
	// wordsLookup are of calls that look something up, wordsBearer of what
	// stands for its bearer.
	wordsLookup = words("exists exist get find lookup load has contains fetch")
	wordsBearer = words("token jwt bearer session sid apikey credential")
	// wordsAuthorize mean either, and so only confirm what a helper does.
	wordsAuthorize = words("authorize authorized authorise authz authorization")
	// wordsMay are of checks that are about who asks, and mean either.
	wordsMay = words("may access authorize authorized authorise authz unauthorized forbidden")
	// wordsEither are of booleans that mean either.
	wordsEither = words("authorized")
	// wordsIs compare two errors.
	wordsIs = words("is contains has equal equals matches")
	// strongNames leave no doubt.
	strongNames = words("", "logged in", "signed in", "is authenticated", "is logged", "is signed", "not authenticated", "is login", "is anonymous", "user authenticated")
	// wordsIn are of booleans that say so alone, wordsNot turn them round.
	wordsIn  = words("authenticated logged signed")
	wordsNot = words("not anonymous")
	// wordsKind make a predicate of a kind of user, wordsNoKind do not.
	wordsKind   = words("user account subject")
	wordsNoKind = words("valid known current same own real login new")
	// wordsEngine are of policy engines.
	wordsEngine = words("enforce rbac")
)

// Who is asking, and for what.
var (
	// wordsAsking tell the one who asks from others, wordsAskingID their id.
	wordsAsking   = words("requesting requester requestor current claims session principal identity viewer me auth authed caller actor locals authenticated logged")
	wordsAskingID = words("claims current session auth authed principal requesting requester me viewer caller actor locals security", "sec context", "sec ctx", "from token", "from context", "from ctx", "from claims", "from session")
	wordsID       = words("id uid sub subject username user email")
	wordsPlainID  = words("id uid username")
	// wordsFromContext read the context of a request, wordsContext look
	// something up in it; wordsHeld is what it holds beside principals.
	wordsFromContext = words("", "from context", "from ctx", "from request")
	wordsContext     = words("value get must locals values load")
	wordsHeld        = words("security")
	wordsCtx         = words("context ctx")
	// wordsOwner and wordsUserField say whom a record belongs to, wordsPath
	// that the request's path is read.
	wordsOwner     = words("owner author creator")
	wordsUserField = words("user account member username uid customer tenant creator")
	wordsPath      = words("params param vars", "path value")
	// wordsLevel are of how far a caller has logged in, wordsNobody of the
	// constant for not at all.
	wordsLevel  = words("", "authentication level", "auth level")
	wordsNobody = words("unauthenticated anonymous nobody", "not authenticated", "not logged", "not signed", "logged out")
)

// Where a value comes from.
var (
	// wordsHeader are of what every request carries, wordsRequest of fields
	// that hold it, wordsInput of its body and forms.
	wordsHeader  = words("header get cookie extract bearer authorization query")
	wordsRequest = words("request req headers header cookie bearer authorization")
	wordsInput   = words("f form body input req request payload dto params query opts")
	// wordsKeyed stand beside words of credentials in the names of headers.
	wordsKeyed = words("x api key auth access")
	// wordsKept are of what a server keeps for the callers it knows.
	wordsKept = words("session sessions token tokens")
	// wordsClaim are what a token says of itself, beside its subject.
	wordsClaim = words("audience audiences aud issuer issuers iss", "token use", "token type")
	// wordsExpiry are of when it ends.
	wordsExpiry = words("expires expire expiry exp expiration until")
	// wordsIntrospection are of what an authorization server says of a token.
	wordsIntrospection = words("introspection introspect introspected introspector")
	// wordsConfig are of the configuration, wordsSwitch of a switch in it,
	// wordsOn of what it is set to, wordsClosed of one that closes what it is of.
	wordsConfig = words("config conf cfg settings setting options opts opt flags configuration env")
	wordsSwitch = words("enable enabled disable disabled feature features toggle expose exposed activate activated allow")
	wordsOn     = words("true on yes enabled 1")
	wordsClosed = words("closed disabled maintenance readonly")
)

// What carries a request, and what it brings.
var (
	// wordsCarrier end the names of types that stand for a request, or are
	// handed on with it.
	wordsCarrier = words("ctx context")
	// wordsPart read a part of a request, by its name.
	wordsPart = words("header get param params query value form cookie cookies vars path peek fetch")
	// wordsTarget are of what a request is for, as URL.Path and chi.URLParam have it.
	wordsTarget = words("url method")
	// wordsForms read what is typed into a form.
	wordsForms = words("form")
	// wordsPeer are of where a request comes from.
	wordsPeer = words("", "remote addr", "remote ip", "client ip", "real ip", "forwarded for")
	// wordsOwnSay are of what a token says of itself, beside wordsClaim.
	wordsOwnSay = words("typ type use version nonce state azp alg kid method status", "client id")
	// wordsFactor are of how somebody has logged in, and not of what they may.
	wordsFactor = words("mfa otp totp", "two fa", "two factor")
	// wordsFresh are of what is still good.
	wordsFresh = words("valid alive live fresh")
	// wordsKeep put something into the context of a request.
	wordsKeep = words("set locals store")
	// wordsVerified are of what only a verified credential brings.
	wordsVerified = words("claims principal identity")
)

// What errors are named after.
var (
	wordsRevoked = words("revoked")
	wordsExpired = words("expired")
	wordsBad     = words("invalid missing bad wrong malformed no unauthenticated incorrect unknown not")
	wordsLack    = words("no not insufficient missing denied without")
	// wordsDenied are of errors that are no matter of credentials, whatever
	// their text says of these.
	wordsDenied = words("forbidden denied deny permission role scope forbid")
	// wordsUnauthorized are of errors for a caller who is not known, or of
	// those named after the reason phrase of 401.
	wordsUnauthorized = words("unauthorized unauthorised unauthenticated authentication")
	// wordsNothing are of errors that say that what was looked for is not there.
	wordsNothing = words("no not none nil missing unknown")
	// wordsFault make of a noun of wordsToken a text that says that no valid
	// credential was there.
	wordsToken = words("token jwt session credential credentials login apikey", "api key", "access key")
	wordsFault = words("invalid expired missing malformed wrong incorrect required unknown inactive not cannot no")
)

// What is left alone.
var (
	// wordsForm are of conditions that only choose the form of the answer.
	wordsForm = words("api ajax xhr html json xml accept accepts web browser htmx format mobile debug verbose content websocket redirect language lang agent path prefix mimetype")
	// wordsMode are of modes that look like rights.
	wordsMode = words("content mode file")
	// wordsOneTime are of tokens that are no credentials of a request.
	wordsOneTime = words("reset invite invitation verification activation confirm confirmation unsubscribe code")
	// wordsLogin are of places that read credentials from a form, unless
	// wordsNoForm are there: reviewers differ.
	wordsLogin  = words("login signin signup register registration reset recover recovery forgot oauth callback sso saml")
	wordsNoForm = words("token bearer jwt session header basic")
	// wordsMachine are of places where a program and no caller is meant.
	wordsMachine = words("webhook webhooks hook hooks csrf xsrf cors captcha ratelimit throttle")
	// wordsTyped are of what a login form, or a caller who is known, is asked
	// for; wordsSent of how it reaches any endpoint without a form.
	wordsTyped = words("password passwd pwd passphrase pass")
	wordsSent  = words("basic authorization bearer")
	// wordsTool are of what a server is made of: to get one is no check.
	wordsTool = words("provider store manager client handler service repository factory")
	// wordsReads say, beside wordsCredential, that a function looks at who is
	// asking.
	wordsReads = words("auth authed user claims oauth")
	// wordsLog are of loggers: their texts are no part of a response.
	wordsLog = words("log logger slog logx logrus klog glog zap zerolog")
)

// lackings are what a caller lacks, by the words of the check: the first that
// is there.
var lackings = []struct {
	Words set
	What  string
}{
	{words("owner owners owns ownership creator author"), "is not the owner"},
	{words("admin admins administrator superuser sudo root"), "is no administrator"},
	{words("scope scopes"), "lacks a scope"},
	{words("role roles"), "lacks a role"},
	{words("group groups"), "is in no allowed group"},
	{words("permission permissions perm perms acl"), "lacks a permission"},
}
