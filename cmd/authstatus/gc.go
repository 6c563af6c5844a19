package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// smallHeap is the size below which collecting garbage is not worth its time.
const smallHeap = 160 << 20

// tuneGC has the heap grow to smallHeap before garbage is collected, and from
// there on as Go has it: to twice what is live. Without this a run that ends
// with 200 MB has collected half a dozen times at less than that.
func tuneGC() {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return // the user's decision
	}
	setGC(4 << 20) // what Go begins with
	watchGC()
}

// watchGC calls itself after each collection.
func watchGC() {
	type canary struct{ _ [16]byte }
	runtime.SetFinalizer(new(canary), func(*canary) {
		live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(live)
		if n := live[0].Value.Uint64(); setGC(max(n, 1)) {
			watchGC()
		}
	})
}

// setGC says how far the heap may grow from what is live. It reports whether
// it will have to be asked again.
func setGC(live uint64) bool {
	if live >= smallHeap/2 {
		debug.SetGCPercent(100)
		return false
	}
	debug.SetGCPercent(int(100 * (smallHeap - live) / live))
	return true
}
