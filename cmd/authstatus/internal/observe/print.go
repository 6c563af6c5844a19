package observe

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// JSON writes a report for programs.
func (r *Report) JSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "\t")
	enc.SetEscapeHTML(false)
	return enc.Encode(r)
}

// Text writes a report for people.
func (r *Report) Text(w io.Writer) error {
	var b strings.Builder
	for _, f := range r.Findings {
		fmt.Fprintf(&b, "%s: %s\n\t%s\n", f.Posn, f.Message, f.describe())
	}
	if len(r.Unreported) > 0 {
		fmt.Fprintf(&b, "\nLeft without a finding:\n")
	}
	for _, u := range r.Unreported {
		fmt.Fprintf(&b, "%s: %s [%s]\n", u.Posn, u.Message, u.Kind)
		fmt.Fprintf(&b, "\t%s%s\n", times(u.Times), in(u.Tests))
		for _, c := range u.Challenges {
			fmt.Fprintf(&b, "\tchallenge: %s\n", c)
		}
		if len(u.Stack) > 1 {
			fmt.Fprintf(&b, "\tcalled at %s\n", strings.Join(u.Stack[1:], ", "))
		}
		if u.Direct {
			fmt.Fprintf(&b, "\tThe test calls this function itself; the status may be the test's.\n")
		}
	}
	r.summary(&b)
	_, err := io.WriteString(w, strings.TrimPrefix(b.String(), "\n"))
	return err
}

func (f *Observed) describe() string {
	switch f.State {
	case Seen:
		text := "seen " + times(f.Times) + in(f.Tests)
		if len(f.Challenges) > 0 {
			text += ", with " + strings.Join(f.Challenges, "; ")
		}
		return text
	case Contradicted:
		text := "contradicted: it left " + times(f.Times) + in(f.Tests) + ", always with " + strings.Join(f.Challenges, "; ")
		if len(f.SetBy) > 0 {
			text += ", set at " + strings.Join(f.SetBy, ", ")
		}
		return text
	}
	if f.Late > 0 {
		return "recorded " + times(f.Late) + ", always after another status had left"
	}
	return "not reached"
}

func (r *Report) summary(b *strings.Builder) {
	states := map[State]int{}
	for _, f := range r.Findings {
		states[f.State]++
	}
	fmt.Fprintln(b)
	if t := r.Tests; t != nil {
		fmt.Fprintf(b, "%s in %s ran", count(t.Run, "test"), count(t.Packages, "package"))
		if n := len(t.Failed); n > 0 {
			fmt.Fprintf(b, ", %d failed", n)
		}
		if t.Interrupted {
			b.WriteString(", then there was an interrupt")
		}
		fmt.Fprintln(b, ".")
		if t.Run == 0 && len(t.Unbuilt) == 0 && !t.Interrupted {
			b.WriteString("There may be tests behind build tags: -tags names them.\n")
		}
		if len(t.Unbuilt) > 0 {
			fmt.Fprintf(b, "Not built: %s.\n", strings.Join(t.Unbuilt, ", "))
		}
	}
	fmt.Fprintf(b, "%s of 401, 403 and 407. Of the module's own 401 and 407, %d left without a challenge (%s, %d covered by findings) and %d with one (%s).\n",
		count(r.Answers, "answer"), r.Without, count(r.Places.Without, "place"), r.Places.Covered, r.Challenged, count(r.Places.Challenged, "place"))
	fmt.Fprintf(b, "%s: %d seen, %d contradicted, %d not reached. %d left without a finding.\n",
		count(len(r.Findings), "finding"), states[Seen], states[Contradicted], states[NotReached], len(r.Unreported))
	var apart []string
	for _, a := range []struct {
		n    int
		text string
	}{
		{r.Apart.Tests, "by handlers of tests"},
		{r.Apart.Proxied, "passed on by a reverse proxy"},
		{r.Apart.Dependencies, "by handlers of other modules"},
		{r.Apart.Unplaced, "without a line of the module"},
		{r.Apart.Ignored, "under a directive"},
	} {
		if a.n > 0 {
			apart = append(apart, fmt.Sprintf("%d %s", a.n, a.text))
		}
	}
	if len(apart) > 0 {
		fmt.Fprintf(b, "Not counted: %s.\n", strings.Join(apart, ", "))
	}
	if len(r.Apart.Answered) > 0 {
		fmt.Fprintf(b, "Answered by: %s.\n", strings.Join(r.Apart.Answered, ", "))
	}
	if r.Dropped > 0 {
		fmt.Fprintf(b, "%s more did not fit into the log.\n", count(r.Dropped, "answer"))
	}
}

func in(tests []string) string {
	switch n := len(tests); {
	case n == 0:
		return ""
	case n == maxTests:
		return " in " + strings.Join(tests, ", ") + " and perhaps more"
	default:
		return " in " + strings.Join(tests, ", ")
	}
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
