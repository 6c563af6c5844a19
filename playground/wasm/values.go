//go:build js && wasm

package main

import (
	"fmt"
	"maps"
	"reflect"
	"strings"
	"syscall/js"
)

// The values of the page are those of Go with the names that their json tags
// give them. Without encoding/json the first load is a thirtieth smaller.

// value makes a JavaScript value of one of Go.
func value(v reflect.Value) any {
	switch v.Kind() {
	case reflect.Invalid:
		return nil
	case reflect.Bool:
		return v.Bool()
	case reflect.Int, reflect.Int64:
		return v.Int()
	case reflect.String:
		return v.String()
	case reflect.Pointer, reflect.Interface:
		return value(v.Elem())
	case reflect.Slice:
		if v.IsNil() {
			return nil
		}
		list := make([]any, v.Len())
		for i := range list {
			list[i] = value(v.Index(i))
		}
		return list
	case reflect.Struct:
		object := map[string]any{}
		for f, field := range v.Fields() {
			name, omitempty := tag(f)
			switch {
			case f.Anonymous:
				part, _ := value(field).(map[string]any)
				maps.Copy(object, part)
			case !omitempty || !field.IsZero():
				object[name] = value(field)
			}
		}
		return object
	}
	panic(fmt.Sprintf("no value of a %s", v.Type()))
}

// fill sets a variable of Go to a JavaScript value. What is undefined or null
// leaves it as it is.
func fill(to reflect.Value, from js.Value) {
	if from.IsUndefined() || from.IsNull() {
		return
	}
	switch to.Kind() {
	case reflect.Bool:
		to.SetBool(from.Bool())
	case reflect.String:
		to.SetString(from.String())
	case reflect.Pointer:
		to.Set(reflect.New(to.Type().Elem()))
		fill(to.Elem(), from)
	case reflect.Slice:
		to.Set(reflect.MakeSlice(to.Type(), from.Length(), from.Length()))
		for i := range to.Len() {
			fill(to.Index(i), from.Index(i))
		}
	case reflect.Map:
		to.Set(reflect.MakeMap(to.Type()))
		keys := js.Global().Get("Object").Call("keys", from)
		for i := range keys.Length() {
			key, elem := keys.Index(i).String(), reflect.New(to.Type().Elem()).Elem()
			fill(elem, from.Get(key))
			to.SetMapIndex(reflect.ValueOf(key), elem)
		}
	case reflect.Struct:
		for f, field := range to.Fields() {
			name, _ := tag(f)
			fill(field, from.Get(name))
		}
	default:
		panic(fmt.Sprintf("no %s of a value", to.Type()))
	}
}

func tag(f reflect.StructField) (name string, omitempty bool) {
	name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name, options == "omitempty"
}
