package browser

import "github.com/chromedp/cdproto/runtime"

// awaitPromise waits for the promise that a script returns.
func awaitPromise(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }
