package analyzer

import "github.com/authstatus/authstatus/analyzer/internal/route"

// Routes lists the routes of packages that are one program, in the order of
// their files. They must have been analysed in one process, from source, with
// Config.Whole; the others are left out.
func Routes(packages []*Result) []Route {
	var us []*route.Unit
	for _, p := range packages {
		if p.unit != nil {
			us = append(us, p.unit)
		}
	}
	if len(us) == 0 {
		return nil
	}
	return route.New(us...).Table()
}
