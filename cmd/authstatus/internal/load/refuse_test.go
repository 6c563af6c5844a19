package load

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

func TestRefuse(t *testing.T) {
	tool, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	if code := Refuse([]string{tool, "-o", "x.a"}, &out, &errs); code != 1 || out.Len() > 0 || !strings.Contains(errs.String(), "cache") {
		t.Errorf("a compilation exits %d and prints %q %q", code, out.String(), errs.String())
	}
	if code := Refuse([]string{tool + ".missing", "-V=full"}, &out, &errs); code == 0 {
		t.Error("a tool that is missing exits 0")
	}
	if code := Refuse(nil, &out, &errs); code != 1 {
		t.Errorf("nothing exits %d", code)
	}
	// This program does not know the flag, and says so.
	if code := Refuse([]string{tool, "-V=full"}, &out, &errs); code != 2 || !strings.Contains(errs.String(), "-V") {
		t.Errorf("the question for the version exits %d and prints %q", code, errs.String())
	}
}

func TestQuoted(t *testing.T) {
	for _, test := range []struct {
		command []string
		want    string
	}{
		{[]string{"/bin/authstatus", "-x"}, "/bin/authstatus -x"},
		{[]string{`C:\Program Files\authstatus.exe`, "-x"}, `'C:\Program Files\authstatus.exe' -x`},
		{[]string{"/it's here/authstatus"}, `"/it's here/authstatus"`},
	} {
		if got := quoted(test.command); got != test.want {
			t.Errorf("%q becomes %s, want %s", test.command, got, test.want)
		}
	}
}
