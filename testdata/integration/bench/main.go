// The bench command compares authstatus with other analyzers on a module:
//
//	go run . [flags] DIR [packages]
//
// It builds all of them, runs each in turn, as often as -n says, with a warm
// build cache, and prints the medians as tables. DIR is where they run. What
// go vet compiles and caches is kept apart by tool; before each first run the
// tool gets a few bytes more, so that the go command takes it for a new one.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

func main() {
	n := flag.Int("n", 3, "how often to run each")
	slow := flag.Int("slow", 1, "how often to run those that read the source of all dependencies; 0: not at all")
	vet := flag.Int("vet", 1, "how often to run go vet; 0: not at all")
	only := flag.String("only", "", "run only the `tables` so named: default, notests, vet; comma separated")
	tools := flag.String("tools", "", "a `directory` with the programs, instead of building them")
	flag.Usage = func() {
		fmt.Fprintln(flag.CommandLine.Output(), "usage: go run . [flags] DIR [packages]")
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() == 0 {
		flag.Usage()
		os.Exit(2)
	}
	patterns := flag.Args()[1:]
	if len(patterns) == 0 {
		patterns = []string{"./..."}
	}
	if err := run(flag.Arg(0), patterns, counts{*n, *slow, *vet}, *only, *tools); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// counts say how often to run things.
type counts struct{ quick, slow, vet int }

// A contender is one row of a table. The first of a table is what the others
// are compared with.
type contender struct {
	name  string
	times int
	args  []string
	// before is done before each run, and takes no part in it.
	before func() error

	wall, cpu []time.Duration
	memory    []int64 // bytes
	failed    error   // then it is run no more
}

func run(dir string, patterns []string, n counts, only, tools string) error {
	if tools == "" {
		temp, err := os.MkdirTemp("", "authstatus-bench")
		if err != nil {
			return err
		}
		defer os.RemoveAll(temp)
		if err := build(temp, n.slow > 0); err != nil {
			return err
		}
		tools = temp
	}
	tool := func(name string) string { return filepath.Join(tools, name) }

	// alone lists the commands, without test files where flags say so;
	// authstatus leaves them out by default.
	alone := func(flags ...string) []*contender {
		var cs []*contender
		add := func(name string, times int, flags ...string) {
			cs = append(cs, &contender{name: strings.Join(append([]string{name}, flags...), " "), times: times,
				args: slices.Concat([]string{tool(name)}, flags, patterns)})
		}
		add("noop", n.quick, flags...)
		add("authstatus", n.quick)
		add("httpresponse", n.quick, flags...)
		for _, name := range []string{"bodyclose", "nilness", "printf", "nilaway"} {
			if n.slow > 0 {
				add(name, n.slow, flags...)
			}
		}
		return cs
	}
	vet := func(name string) []*contender {
		args := slices.Concat([]string{"go", "vet", "-vettool=" + tool(name)}, patterns)
		return []*contender{
			{name: name + ", first run", times: n.vet, args: args, before: func() error { return touch(tool(name)) }},
			{name: name + ", warm", times: n.vet * 3, args: args},
		}
	}
	var first, warm []*contender
	for _, name := range []string{"noop", "authstatus", "httpresponse", "printf"} {
		c := vet(name)
		first, warm = append(first, c[0]), append(warm, c[1])
	}

	for _, t := range []struct {
		key, title string
		rows       []*contender
	}{
		{"default", "As the commands run by default", alone()},
		{"notests", "Without test files", alone("-test=false")},
		{"vet", "go vet, the first run with a tool", first},
		{"vet", "go vet again, with nothing changed", warm},
	} {
		if only != "" && !slices.Contains(strings.Split(only, ","), t.key) || t.rows[0].times == 0 {
			continue
		}
		if err := measure(dir, t.rows); err != nil {
			return err
		}
		if err := t.rows[0].failed; err != nil {
			return err // nothing to compare with
		}
		fmt.Printf("%s:\n\n", t.title)
		print(t.rows)
	}
	return nil
}

// build builds the analyzers into a directory: authstatus from this checkout,
// noop, the passes of x/tools, and the slow ones if they are wanted.
func build(to string, slow bool) error {
	_, file, _, ok := runtime.Caller(0)
	if !ok {
		return errors.New("where is the source?")
	}
	here := filepath.Dir(file)
	for _, b := range []struct {
		dir      string
		packages []string
	}{
		{filepath.Join(here, "../../.."), []string{"./cmd/authstatus"}},
		{here, []string{"./noop", "./httpresponse", "./printf", "golang.org/x/tools/go/analysis/passes/nilness/cmd/nilness"}},
		{filepath.Join(here, "others"), []string{"go.uber.org/nilaway/cmd/nilaway", "github.com/timakin/bodyclose"}},
	} {
		if !slow && filepath.Base(b.dir) == "others" {
			continue
		}
		cmd := exec.Command("go", append([]string{"build", "-o", to + string(filepath.Separator)}, b.packages...)...)
		cmd.Dir = b.dir
		cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off")
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("go build in %s: %w\n%s", b.dir, err, out)
		}
	}
	return nil
}

// touch appends to a program, which changes nothing but its hash: by that go
// vet knows a tool.
func touch(program string) error {
	f, err := os.OpenFile(program, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteString(time.Now().String())
	return errors.Join(err, f.Close())
}

// measure runs the contenders in turn, after one run of the first that fills
// the caches.
func measure(dir string, cs []*contender) error {
	if err := cs[0].run(dir, false); err != nil {
		return err
	}
	rounds := 0
	for _, c := range cs {
		rounds = max(rounds, c.times)
	}
	for i := range rounds {
		for _, c := range cs {
			if i >= c.times || c.failed != nil {
				continue
			}
			if c.failed = c.run(dir, true); c.failed != nil {
				fmt.Fprintln(os.Stderr, c.failed)
			}
		}
	}
	return nil
}

func (c *contender) run(dir string, count bool) error {
	if c.before != nil && count {
		if err := c.before(); err != nil {
			return err
		}
	}
	cmd := exec.Command(c.args[0], c.args[1:]...)
	cmd.Dir = dir
	began := time.Now()
	out, err := cmd.CombinedOutput()
	wall := time.Since(began)
	// Findings, and packages with errors, make an exit status too.
	if exit := (*exec.ExitError)(nil); err != nil && (!errors.As(err, &exit) || exit.ExitCode() < 0 || exit.ExitCode() == 2) {
		return fmt.Errorf("%s: %w\n%s", strings.Join(c.args, " "), err, out)
	}
	if !count {
		return nil
	}
	c.wall = append(c.wall, wall)
	c.cpu = append(c.cpu, cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime())
	c.memory = append(c.memory, peakMemory(cmd.ProcessState))
	fmt.Fprintf(os.Stderr, "%8.2f s  %s\n", wall.Seconds(), c.name)
	return nil
}

func median[T int64 | time.Duration](values []T) T {
	s := slices.Sorted(slices.Values(values))
	return s[len(s)/2]
}

// print writes a table in Markdown: the medians, and their ratios to those of
// the first row.
func print(cs []*contender) {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 1, ' ', 0)
	fmt.Fprintln(w, "|\t| wall\t| processor\t| memory\t| wall, ratio\t| processor, ratio\t| memory, ratio\t| runs\t|")
	fmt.Fprintln(w, "|---\t|---\t|---\t|---\t|---\t|---\t|---\t|---\t|")
	base := cs[0]
	for _, c := range cs {
		if len(c.wall) == 0 {
			fmt.Fprintf(w, "| %s\t| failed\t|\t|\t|\t|\t|\t| 0\t|\n", c.name)
			continue
		}
		wall, cpu, memory := median(c.wall), median(c.cpu), median(c.memory)
		fmt.Fprintf(w, "| %s\t| %.2f s\t| %.2f s\t| %d MB\t| %.2f\t| %.2f\t| %.2f\t| %d\t|\n", c.name,
			wall.Seconds(), cpu.Seconds(), memory>>20,
			float64(wall)/float64(median(base.wall)), float64(cpu)/float64(median(base.cpu)), float64(memory)/float64(median(base.memory)), len(c.wall))
	}
	w.Flush()
	fmt.Println()
}
