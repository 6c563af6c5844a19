// Package open has no authentication.
package open

import (
	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
)

func New() *runtime.ServeMux { return runtime.NewServeMux() }
