package analyzer_test

// A knownShift is a difference that a transformation makes and should not: in
// the rule and declaration that where names, which claim.where prints.
type knownShift struct{ transformation, what, where, why string }

// maxKnownShifts falls as they are mended, and rises only with new cases in testdata.
const maxKnownShifts = 40

// knownShifts are to be mended: what is listed is reported as it differs today.
var knownShifts = []knownShift{
	{"expressions into variables", "lost", "choice/known lookedUp want-401", "a look-up, prefix or length is no evidence in a variable"},
	{"expressions into variables", "lost", "choice/known malformed want-401", "a look-up, prefix or length is no evidence in a variable"},
	{"expressions into variables", "new", "choice/server Body want-401", "which argument is the status is read from constants"},
	{"expressions into variables", "new", "challenge/carriers/refined whichever missing-challenge", "errors.As is not seen through a variable"},
	{"expressions into variables", "new", "challenge/carriers/refined Unauthorized missing-challenge", "errors.As is not seen through a variable"},
	{"expressions into variables", "new", "challenge/paths reserveBook missing-challenge", "a disjunction is not kept in a variable"},
	{"blocks into helpers", "lost", "choice/frameworks EchoToken want-401", "the evidence is in the function around"},
	{"blocks into helpers", "lost", "choice/known closure want-401", "the evidence is in the function around"},
	{"blocks into helpers", "lost", "choice/server Handle want-401", "the evidence is in the function around"},
	{"blocks into helpers", "lost", "choice/server errNoAdmin want-403", "the evidence is in the function around"},
	{"blocks into helpers", "lost", "challenge/carriers/responders/app made missing-challenge", "generated responders are not followed through a helper's result"},
	{"blocks into helpers", "lost", "challenge/carriers/responders/app filled missing-challenge", "generated responders are not followed through a helper's result"},
	{"blocks into helpers", "lost", "challenge/helpers getMeter missing-challenge", "a closure is not followed through a parameter"},
	{"blocks into helpers", "lost", "challenge/helpers putMeter missing-challenge", "a closure is not followed through a parameter"},
	{"blocks into helpers", "lost", "challenge/invalid scopeWith401 invalid-challenge", "a challenge at odds with its status is not judged in a helper"},
	{"blocks into helpers", "lost", "challenge/invalid requestWith401 invalid-challenge", "a challenge at odds with its status is not judged in a helper"},
	{"blocks into helpers", "lost", "challenge/proxy407 tunnel missing-challenge", "a challenge at odds with its status is not judged in a helper"},
	{"blocks into helpers", "new", "choice/known onPurpose want-403", "the evidence is in the function around"},
	{"blocks into helpers", "new", "choice/words RevokedBearer want-403", "the evidence is in the function around"},
	{"blocks into helpers", "new", "challenge/carriers/challenged wrappedOf missing-challenge", "a wrapper of the response is not known in a helper that is given it"},
	{"blocks into helpers", "new", "challenge/carriers/told getQuince missing-challenge", "that a pointer is nil is known to the caller"},
	{"blocks into helpers", "new", "challenge/direct deleteTeam missing-challenge", "two parameters may be one response"},
	{"blocks into helpers", "new", "challenge/direct mergeTeams missing-challenge", "two parameters may be one response"},
	{"blocks into helpers", "new", "challenge/helpers unlockRoom missing-challenge", "two parameters may be one response"},
	{"blocks into helpers", "new", "challenge/helpers sendReport missing-challenge", "two parameters may be one response"},
	{"blocks into helpers", "new", "challenge/middleware/wrapper Direct missing-challenge", "a wrapper of the response is not known in a helper that is given it"},
	{"blocks into helpers", "new", "challenge/middleware/wrapper Error missing-challenge", "a wrapper of the response is not known in a helper that is given it"},
	{"blocks into helpers", "new", "challenge/middleware/wrapper Reassign missing-challenge", "a wrapper of the response is not known in a helper that is given it"},
	{"blocks into helpers", "new", "challenge/paths reindex missing-challenge", "a helper of one that never returns"},
	{"blocks into helpers", "new", "challenge/paths/kept HTTPStatus missing-challenge", "a result is not tied to the condition around its call"},
	{"files split", "new", "challenge/testserver ServeHTTP missing-challenge", "a file that starts a server of httptest is a double, and the handler is in another now"},
	{"helpers written out", "lost", "challenge/carriers/told byWords missing-challenge", "how the error was made is in sight, and it has other words"},
	{"helpers written out", "lost", "challenge/importers/ignored/app deny missing-challenge", "the finding stands in the exported helper, and speaks for its importers"},
	{"helpers written out", "lost", "challenge/importers/moved/app serve missing-challenge", "the finding stands in the exported helper, and speaks for its importers"},
	{"helpers written out", "new", "challenge/carriers/refined fill missing-challenge", "in sight of the header map there is nothing left to doubt"},
	{"helpers written out", "new", "challenge/importers/ignored Health missing-challenge", "the finding stands in the exported helper, and speaks for its importers"},
	{"modernize -fix", "new", "challenge/carriers/refined whichever missing-challenge", "the two outcomes of errors.AsType are joined, and what the error can't be any more is forgotten"},
	{"blocks into helpers", "lost", "choice/routes echoRoutes want-403", "the evidence is in the function around"},
	{"blocks into helpers", "new", "choice/words Roles want-403", "the text that speaks against it is in a helper"},
	{"blocks into helpers", "new", "challenge/routes/nethttp wrapped missing-challenge", "a wrapper of the response that calls a helper to set the challenge"},
}
