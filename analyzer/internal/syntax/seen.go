package syntax

// Seen is what was met already: the things of a search, each of which is taken once.
type Seen map[any]bool

// First tells whether something is met for the first time, and notes it.
func (s Seen) First(x any) bool {
	if s[x] {
		return false
	}
	s[x] = true
	return true
}
