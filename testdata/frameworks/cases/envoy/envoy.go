// Package envoy has a case for every way an authorization service can have Envoy send 401: without a challenge, and with one.
package envoy

import (
	core "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	auth "github.com/envoyproxy/go-control-plane/envoy/service/auth/v3"
	types "github.com/envoyproxy/go-control-plane/envoy/type/v3"
)

var challenge = &core.HeaderValueOption{Header: &core.HeaderValue{Key: "WWW-Authenticate", Value: `Bearer realm="api"`}}

func CheckResponse() *auth.CheckResponse {
	return &auth.CheckResponse{ // want `\[missing-challenge\]`
		HttpResponse: &auth.CheckResponse_DeniedResponse{
			DeniedResponse: &auth.DeniedHttpResponse{Status: &types.HttpStatus{Code: types.StatusCode_Unauthorized}},
		},
	}
}

func CheckResponseChallenged() *auth.CheckResponse {
	return &auth.CheckResponse{
		HttpResponse: &auth.CheckResponse_DeniedResponse{
			DeniedResponse: &auth.DeniedHttpResponse{
				Status:  &types.HttpStatus{Code: types.StatusCode_Unauthorized},
				Headers: []*core.HeaderValueOption{challenge},
			},
		},
	}
}

func CheckResponse_DeniedResponse() *auth.CheckResponse_DeniedResponse {
	return &auth.CheckResponse_DeniedResponse{ // want `\[missing-challenge\]`
		DeniedResponse: &auth.DeniedHttpResponse{Status: &types.HttpStatus{Code: types.StatusCode_Unauthorized}},
	}
}

func CheckResponse_DeniedResponseChallenged() *auth.CheckResponse_DeniedResponse {
	return &auth.CheckResponse_DeniedResponse{
		DeniedResponse: &auth.DeniedHttpResponse{
			Status:  &types.HttpStatus{Code: types.StatusCode_Unauthorized},
			Headers: []*core.HeaderValueOption{challenge},
		},
	}
}

func DeniedHttpResponse() *auth.DeniedHttpResponse {
	return &auth.DeniedHttpResponse{Status: &types.HttpStatus{Code: types.StatusCode_Unauthorized}} // want `\[missing-challenge\]`
}

func DeniedHttpResponseChallenged() *auth.DeniedHttpResponse {
	denied := &auth.DeniedHttpResponse{Status: &types.HttpStatus{Code: types.StatusCode_Unauthorized}}
	denied.Headers = append(denied.Headers, challenge)
	return denied
}

// Envoy sends 403 by itself, and lets others pass.
func DeniedByDefault() *auth.CheckResponse {
	return &auth.CheckResponse{HttpResponse: &auth.CheckResponse_DeniedResponse{DeniedResponse: &auth.DeniedHttpResponse{}}}
}

func Passed() *auth.CheckResponse {
	return &auth.CheckResponse{HttpResponse: &auth.CheckResponse_OkResponse{OkResponse: &auth.OkHttpResponse{}}}
}
