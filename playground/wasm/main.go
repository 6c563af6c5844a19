//go:build js && wasm

// The analysis as the page's worker calls it: functions of the global object
// authstatus, which take and return JSON.
package main

import (
	"encoding/json"
	"fmt"
	"syscall/js"

	"github.com/authstatus/authstatus/playground/internal/bundle"
	"github.com/authstatus/authstatus/playground/internal/check"
)

func main() {
	var store *bundle.Store
	api := map[string]func(args []js.Value) (any, error){
		// index takes the list of bundles.
		"index": func(args []js.Value) (any, error) {
			var index bundle.Index
			if err := json.Unmarshal([]byte(args[0].String()), &index); err != nil {
				return nil, err
			}
			store = bundle.NewStore(index)
			return nil, nil
		},
		// add takes the name of a bundle and its bytes.
		"add": func(args []js.Value) (any, error) {
			data := make([]byte, args[1].Length())
			js.CopyBytesToGo(data, args[1])
			store.Add(args[0].String(), data)
			return nil, nil
		},
		// fail takes the name of a bundle and why it can't be had.
		"fail": func(args []js.Value) (any, error) {
			store.Fail(args[0].String(), args[1].String())
			return nil, nil
		},
		"retry": func([]js.Value) (any, error) {
			store.Retry()
			return nil, nil
		},
		// check takes a text and the settings.
		"check": func(args []js.Value) (any, error) {
			var set check.Settings
			if err := json.Unmarshal([]byte(args[1].String()), &set); err != nil {
				return nil, err
			}
			return check.Check(args[0].String(), set, store), nil
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

// answer calls a function and returns what it returns, or {"error": …}. A panic
// would end the program, and with it the page's analysis.
func answer(f func([]js.Value) (any, error), args []js.Value) (text string) {
	defer func() {
		if r := recover(); r != nil {
			text = failure(fmt.Errorf("panic: %v", r))
		}
	}()
	v, err := f(args)
	if err != nil {
		return failure(err)
	}
	out, err := json.Marshal(v)
	if err != nil {
		return failure(err)
	}
	return string(out)
}

func failure(err error) string {
	out, _ := json.Marshal(map[string]string{"error": err.Error()}) // strings marshal
	return string(out)
}
