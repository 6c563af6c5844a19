// Program prints what a transformation must not change.
package main

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"

	"example.test/program/greet"
)

type point struct{ X, Y int }

func show(what string, value any) {
	if what == "" {
		return
	}
	fmt.Fprintln(os.Stdout, what, value)
}

func sum(points ...point) (n int) {
	for _, p := range points {
		n += p.X * p.Y
	}
	return n
}

func greetAll(g greet.Greeter, names []string) {
	for i := range names {
		text, err := g.Greet(names[i])
		if errors.Is(err, greet.ErrNobody) {
			show("nobody", i)
			continue
		}
		if err != nil {
			show("failed", err)
		} else {
			show("greeted", text)
		}
	}
	show("wrote", g)
}

func kind(v any) string {
	switch v := v.(type) {
	case int:
		return fmt.Sprint("number ", v+1)
	case string:
		return "text " + v
	}
	return "thing"
}

func count(limit int) int {
	n := 0
	for n < limit {
		if n%7 == 3 {
			n += 5
		}
		n++
	}
	return n
}

func sized(n int) string {
	switch {
	case n > 3, n < -3:
		return "large"
	default:
		return "small"
	case n == 0:
		return "none"
	}
}

func serve(w http.ResponseWriter, r *http.Request) {
	if name := r.FormValue("name"); name != "" {
		w.WriteHeader(http.StatusAccepted)
		return
	}
	switch r.Method {
	case http.MethodGet, http.MethodHead:
		w.Header().Set("X-Size", sized(len(r.Method)))
	case http.MethodPut:
		w.Header().Set("X-Size", sized(0))
	}
	if r.URL.Path == "/" {
		http.Error(w, "no name", http.StatusBadRequest)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func answers(h http.Handler, method, target string) {
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, httptest.NewRequest(method, target, nil))
	show(method+" "+target, fmt.Sprint(rec.Code, rec.Header(), rec.Body))
}

func main() {
	h := http.HandlerFunc(serve)
	answers(h, "GET", "/")
	answers(h, "PUT", "/?name=a")
	answers(h, "PUT", "/a")
	greetAll(greet.New("Ann"), []string{"Bob", "", "Casimir"})
	show("sum", sum([]point{{1, 2}, {3, 4}}...))
	show("map", map[string]point{"a": {5, 6}})
	show("kinds", kind(1)+kind("x")+kind(nil))
	show("count", count(20))
	show("order", greet.Order)
	show("", "nothing")
}
