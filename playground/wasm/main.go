//go:build js && wasm

// The analysis as the page's worker calls it: functions of the global object
// authstatus.
package main

import (
	"fmt"
	"reflect"
	"syscall/js"

	"github.com/authstatus/authstatus/playground/internal/bundle"
	"github.com/authstatus/authstatus/playground/internal/check"
)

func main() {
	var store *bundle.Store
	api := map[string]func(args []js.Value) any{
		// index takes the list of bundles.
		"index": func(args []js.Value) any {
			var index bundle.Index
			fill(reflect.ValueOf(&index).Elem(), args[0])
			store = bundle.NewStore(index)
			return nil
		},
		// add takes the name of a bundle and its bytes.
		"add": func(args []js.Value) any {
			data := make([]byte, args[1].Length())
			js.CopyBytesToGo(data, args[1])
			store.Add(args[0].String(), data)
			return nil
		},
		// fail takes the name of a bundle and why it can't be had.
		"fail": func(args []js.Value) any {
			store.Fail(args[0].String(), args[1].String())
			return nil
		},
		"retry": func([]js.Value) any {
			store.Retry()
			return nil
		},
		// check takes a text and the settings.
		"check": func(args []js.Value) any {
			var set check.Settings
			fill(reflect.ValueOf(&set).Elem(), args[1])
			return check.Check(args[0].String(), set, store)
		},
	}
	object := map[string]any{}
	for name, f := range api {
		object[name] = js.FuncOf(func(_ js.Value, args []js.Value) any { return answer(f, args) })
	}
	js.Global().Set("authstatus", object)
	js.Global().Call("authstatusReady")
	select {}
}

// answer calls a function and returns what it returns, or {error: …}. A panic
// would end the program, and with it the page's analysis.
func answer(f func([]js.Value) any, args []js.Value) (result any) {
	defer func() {
		if r := recover(); r != nil {
			result = map[string]any{"error": fmt.Sprint("panic: ", r)}
		}
	}()
	return value(reflect.ValueOf(f(args)))
}
