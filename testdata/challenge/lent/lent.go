// Package lent hands closures to helpers, which call them.
package lent

import (
	"fmt"
	"net/http"
	"time"
)

// The helper chooses the status, the closure of its caller answers.
func refuse(fail func(int)) {
	fail(http.StatusUnauthorized) // want `401 \[missing-challenge\]: fail in refuse sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

func getKiln(w http.ResponseWriter, r *http.Request) {
	fail := func(code int) {
		w.WriteHeader(code)
	}
	if r.Header.Get("Authorization") == "" {
		refuse(fail)
		return
	}
	fail(http.StatusNotFound)
}

// A literal on the spot, behind a condition of the helper.
func require(r *http.Request, fail func(code int, text string)) bool {
	if r.Header.Get("Authorization") == "" {
		fail(http.StatusUnauthorized, "log in first") // want `401 \[missing-challenge\]: fail in require sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return false
	}
	return true
}

func putKiln(w http.ResponseWriter, r *http.Request) {
	if !require(r, func(code int, text string) { http.Error(w, text, code) }) {
		return
	}
	fmt.Fprintln(w, "stored")
}

// The closure has a status of its own.
func unless(ok bool, deny func()) {
	if !ok {
		deny()
	}
}

func dropKiln(w http.ResponseWriter, r *http.Request) {
	unless(r.Header.Get("Authorization") != "", func() {
		http.Error(w, "log in first", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http\.Error in dropKiln sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	})
}

// It is handed on once more.
func through(r *http.Request, fail func(int)) {
	if r.Header.Get("Authorization") == "" {
		refuse(fail)
	}
}

func listKilns(w http.ResponseWriter, r *http.Request) {
	through(r, func(code int) { w.WriteHeader(code) })
}

// What takes the response beside the closure knows nothing of the 401.
func guarded(w http.ResponseWriter, r *http.Request, fail func(http.ResponseWriter, int)) {
	if r.Header.Get("Authorization") == "" {
		fail(w, http.StatusUnauthorized) // want `401 \[missing-challenge\]: fail in guarded sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return
	}
	fmt.Fprintln(w, "come in")
}

func openKiln(w http.ResponseWriter, r *http.Request) {
	guarded(w, r, func(w http.ResponseWriter, code int) { w.WriteHeader(code) })
}

// Silent: the closure sets the challenge.
func readKiln(w http.ResponseWriter, r *http.Request) {
	refuse(func(code int) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="kilns"`)
		w.WriteHeader(code)
	})
}

// Silent: its caller has set one.
func heatKiln(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="kilns"`)
	refuse(func(code int) { w.WriteHeader(code) })
}

// Silent: the helper sets it before it calls.
func prepared(w http.ResponseWriter, fail func(int)) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="kilns"`)
	fail(http.StatusUnauthorized)
}

func coolKiln(w http.ResponseWriter, r *http.Request) {
	prepared(w, func(code int) { w.WriteHeader(code) })
}

// Silent: here the helper has another status.
func missing(fail func(int)) {
	fail(http.StatusNotFound)
}

func findKiln(w http.ResponseWriter, r *http.Request) {
	missing(func(code int) { w.WriteHeader(code) })
}

// Silent: what comes from elsewhere is not in reach.
func responder(w http.ResponseWriter) func(int) {
	return func(code int) { w.WriteHeader(code) }
}

func sellKiln(w http.ResponseWriter, r *http.Request) {
	refuse(responder(w))
}

// Silent: the helper keeps it for later, when the response is gone.
func later(fail func(int)) {
	time.AfterFunc(time.Second, func() { fail(http.StatusUnauthorized) })
}

func auctionKiln(w http.ResponseWriter, r *http.Request) {
	later(func(code int) { w.WriteHeader(code) })
}

// Routes registers the handlers.
func Routes(mux *http.ServeMux) {
	for pattern, h := range map[string]http.HandlerFunc{
		"GET /kiln": getKiln, "PUT /kiln": putKiln, "DELETE /kiln": dropKiln, "GET /kilns": listKilns, "POST /kiln": openKiln,
		"GET /read": readKiln, "PUT /heat": heatKiln, "PUT /cool": coolKiln, "GET /find": findKiln, "POST /sale": sellKiln, "POST /auction": auctionKiln,
	} {
		mux.HandleFunc(pattern, h)
	}
}

// A declared function is handed on as a literal is.
func plainly(w http.ResponseWriter, code int, text string) {
	w.WriteHeader(code) // want `401 \[missing-challenge\]: w\.WriteHeader in plainly sends no WWW-Authenticate, from 2 places \(lines 157, 210\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)`
	fmt.Fprintln(w, text)
}

// Near: this one sets the challenge.
func rightly(w http.ResponseWriter, code int, text string) {
	if code == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Bearer realm="kiln"`)
	}
	w.WriteHeader(code)
	fmt.Fprintln(w, text)
}

func answered(w http.ResponseWriter, r *http.Request, answer func(w http.ResponseWriter, code int, text string)) bool {
	if r.Header.Get("Authorization") == "" {
		answer(w, http.StatusUnauthorized, "log in first")
		return true
	}
	return false
}

func oven(w http.ResponseWriter, r *http.Request) bool { return answered(w, r, plainly) }

func getOven(w http.ResponseWriter, r *http.Request) {
	if oven(w, r) {
		return
	}
	fmt.Fprintln(w, "hot")
}

func putOven(w http.ResponseWriter, r *http.Request) {
	if answered(w, r, rightly) {
		return
	}
	fmt.Fprintln(w, "stored")
}

// What maps errors to answers is as long as the server has errors, and is handed
// on what writes them.
func mapped(w http.ResponseWriter, err error, answer func(w http.ResponseWriter, code int, text string)) {
	is := func(of ...int) bool {
		for _, n := range of {
			if err.Error() == fmt.Sprint("fault ", n) {
				return true
			}
		}
		return false
	}
	switch {
	case is(1, 101), is(2, 102), is(3, 103), is(4, 104), is(5, 105), is(6, 106), is(7, 107), is(8, 108), is(9, 109), is(10, 110), is(11, 111), is(12, 112), is(13, 113), is(14, 114), is(15, 115), is(16, 116):
		answer(w, http.StatusNotFound, "nowhere")
	case is(17, 117), is(18, 118), is(19, 119), is(20, 120), is(21, 121), is(22, 122), is(23, 123), is(24, 124), is(25, 125), is(26, 126), is(27, 127), is(28, 128), is(29, 129), is(30, 130), is(31, 131), is(32, 132):
		answer(w, http.StatusConflict, "twice")
	case is(33, 133), is(34, 134), is(35, 135), is(36, 136), is(37, 137), is(38, 138), is(39, 139), is(40, 140), is(41, 141), is(42, 142), is(43, 143), is(44, 144), is(45, 145), is(46, 146), is(47, 147), is(48, 148):
		answer(w, http.StatusBadRequest, "malformed")
	case is(49, 149), is(50, 150), is(51, 151), is(52, 152), is(53, 153), is(54, 154), is(55, 155), is(56, 156), is(57, 157), is(58, 158), is(59, 159), is(60, 160), is(61, 161), is(62, 162), is(63, 163), is(64, 164):
		answer(w, http.StatusGone, "gone")
	case is(65, 165), is(66, 166), is(67, 167), is(68, 168), is(69, 169), is(70, 170), is(71, 171), is(72, 172), is(73, 173), is(74, 174), is(75, 175), is(76, 176), is(77, 177), is(78, 178), is(79, 179), is(80, 180):
		answer(w, http.StatusTooManyRequests, "slower")
	case is(81, 181), is(82, 182), is(83, 183), is(84, 184), is(85, 185), is(86, 186), is(87, 187), is(88, 188), is(89, 189), is(90, 190), is(91, 191), is(92, 192), is(93, 193), is(94, 194), is(95, 195), is(96, 196):
		answer(w, http.StatusPreconditionFailed, "changed")
	case is(97, 197), is(98, 198), is(99, 199), is(100, 200), is(101, 201), is(102, 202), is(103, 203), is(104, 204), is(105, 205), is(106, 206), is(107, 207), is(108, 208), is(109, 209), is(110, 210), is(111, 211), is(112, 212):
		answer(w, http.StatusServiceUnavailable, "later")
	case is(113, 213), is(114, 214), is(115, 215), is(116, 216), is(117, 217), is(118, 218), is(119, 219), is(120, 220), is(121, 221), is(122, 222), is(123, 223), is(124, 224), is(125, 225), is(126, 226), is(127, 227), is(128, 228):
		answer(w, http.StatusNotImplemented, "not yet")
	case is(129, 229), is(130, 230), is(131, 231), is(132, 232), is(133, 233), is(134, 234), is(135, 235), is(136, 236), is(137, 237), is(138, 238), is(139, 239), is(140, 240), is(141, 241), is(142, 242), is(143, 243), is(144, 244):
		answer(w, http.StatusInsufficientStorage, "full")
	case is(0):
		answer(w, http.StatusUnauthorized, "log in first")
	default:
		answer(w, http.StatusInternalServerError, "sorry")
	}
}

func fire(w http.ResponseWriter, r *http.Request) error {
	return fmt.Errorf("fault %d", r.ContentLength)
}

func lightOven(w http.ResponseWriter, r *http.Request) {
	if err := fire(w, r); err != nil {
		mapped(w, err, plainly)
	}
}
