// Package lambda has a case for every way aws-lambda can send 401: without a challenge, and with one.
package lambda

import (
	"net/http"

	"github.com/aws/aws-lambda-go/events"
)

func APIGatewayProxyResponse() (events.APIGatewayProxyResponse, error) {
	return events.APIGatewayProxyResponse{StatusCode: http.StatusUnauthorized}, nil // want `\[missing-challenge\]`
}

func APIGatewayProxyResponseChallenged() (events.APIGatewayProxyResponse, error) {
	return events.APIGatewayProxyResponse{
		StatusCode: http.StatusUnauthorized,
		Headers:    map[string]string{"Www-Authenticate": `Bearer realm="api"`},
	}, nil
}

func APIGatewayProxyResponseStatusCode(a *events.APIGatewayProxyResponse) {
	a.StatusCode = http.StatusUnauthorized // want `\[missing-challenge\]`
}

func APIGatewayProxyResponseStatusCodeChallenged(a *events.APIGatewayProxyResponse) {
	a.Headers["WWW-Authenticate"] = `Bearer realm="api"`
	a.StatusCode = http.StatusUnauthorized
}

func APIGatewayProxyStreamingResponse() (events.APIGatewayProxyStreamingResponse, error) {
	return events.APIGatewayProxyStreamingResponse{StatusCode: http.StatusUnauthorized}, nil // want `\[missing-challenge\]`
}

func APIGatewayProxyStreamingResponseChallenged() (events.APIGatewayProxyStreamingResponse, error) {
	return events.APIGatewayProxyStreamingResponse{
		StatusCode: http.StatusUnauthorized,
		Headers:    map[string]string{"Www-Authenticate": `Bearer realm="api"`},
	}, nil
}

func APIGatewayProxyStreamingResponseStatusCode(a *events.APIGatewayProxyStreamingResponse) {
	a.StatusCode = http.StatusUnauthorized // want `\[missing-challenge\]`
}

func APIGatewayProxyStreamingResponseStatusCodeChallenged(a *events.APIGatewayProxyStreamingResponse) {
	a.Headers["WWW-Authenticate"] = `Bearer realm="api"`
	a.StatusCode = http.StatusUnauthorized
}

func APIGatewayV2HTTPResponse() (events.APIGatewayV2HTTPResponse, error) {
	return events.APIGatewayV2HTTPResponse{StatusCode: http.StatusUnauthorized}, nil // want `\[missing-challenge\]`
}

func APIGatewayV2HTTPResponseChallenged() (events.APIGatewayV2HTTPResponse, error) {
	return events.APIGatewayV2HTTPResponse{
		StatusCode: http.StatusUnauthorized,
		Headers:    map[string]string{"Www-Authenticate": `Bearer realm="api"`},
	}, nil
}

func APIGatewayV2HTTPResponseStatusCode(a *events.APIGatewayV2HTTPResponse) {
	a.StatusCode = http.StatusUnauthorized // want `\[missing-challenge\]`
}

func APIGatewayV2HTTPResponseStatusCodeChallenged(a *events.APIGatewayV2HTTPResponse) {
	a.Headers["WWW-Authenticate"] = `Bearer realm="api"`
	a.StatusCode = http.StatusUnauthorized
}

func ALBTargetGroupResponse() (events.ALBTargetGroupResponse, error) {
	return events.ALBTargetGroupResponse{StatusCode: http.StatusUnauthorized}, nil // want `\[missing-challenge\]`
}

func ALBTargetGroupResponseChallenged() (events.ALBTargetGroupResponse, error) {
	return events.ALBTargetGroupResponse{
		StatusCode: http.StatusUnauthorized,
		Headers:    map[string]string{"Www-Authenticate": `Bearer realm="api"`},
	}, nil
}

func ALBTargetGroupResponseStatusCode(a *events.ALBTargetGroupResponse) {
	a.StatusCode = http.StatusUnauthorized // want `\[missing-challenge\]`
}

func ALBTargetGroupResponseStatusCodeChallenged(a *events.ALBTargetGroupResponse) {
	a.Headers["WWW-Authenticate"] = `Bearer realm="api"`
	a.StatusCode = http.StatusUnauthorized
}

func LambdaFunctionURLResponse() (events.LambdaFunctionURLResponse, error) {
	return events.LambdaFunctionURLResponse{StatusCode: http.StatusUnauthorized}, nil // want `\[missing-challenge\]`
}

func LambdaFunctionURLResponseChallenged() (events.LambdaFunctionURLResponse, error) {
	return events.LambdaFunctionURLResponse{
		StatusCode: http.StatusUnauthorized,
		Headers:    map[string]string{"Www-Authenticate": `Bearer realm="api"`},
	}, nil
}

func LambdaFunctionURLResponseStatusCode(l *events.LambdaFunctionURLResponse) {
	l.StatusCode = http.StatusUnauthorized // want `\[missing-challenge\]`
}

func LambdaFunctionURLResponseStatusCodeChallenged(l *events.LambdaFunctionURLResponse) {
	l.Headers["WWW-Authenticate"] = `Bearer realm="api"`
	l.StatusCode = http.StatusUnauthorized
}

func LambdaFunctionURLStreamingResponse() (events.LambdaFunctionURLStreamingResponse, error) {
	return events.LambdaFunctionURLStreamingResponse{StatusCode: http.StatusUnauthorized}, nil // want `\[missing-challenge\]`
}

func LambdaFunctionURLStreamingResponseChallenged() (events.LambdaFunctionURLStreamingResponse, error) {
	return events.LambdaFunctionURLStreamingResponse{
		StatusCode: http.StatusUnauthorized,
		Headers:    map[string]string{"Www-Authenticate": `Bearer realm="api"`},
	}, nil
}

func LambdaFunctionURLStreamingResponseStatusCode(l *events.LambdaFunctionURLStreamingResponse) {
	l.StatusCode = http.StatusUnauthorized // want `\[missing-challenge\]`
}

func LambdaFunctionURLStreamingResponseStatusCodeChallenged(l *events.LambdaFunctionURLStreamingResponse) {
	l.Headers["WWW-Authenticate"] = `Bearer realm="api"`
	l.StatusCode = http.StatusUnauthorized
}

// Keys are as written, so any spelling is the challenge.
func LowerCase() (events.APIGatewayProxyResponse, error) {
	return events.APIGatewayProxyResponse{
		StatusCode: http.StatusUnauthorized,
		Headers:    map[string]string{"www-authenticate": `Bearer realm="api"`},
	}, nil
}

func MultiValue() (events.APIGatewayProxyResponse, error) {
	res := events.APIGatewayProxyResponse{StatusCode: http.StatusUnauthorized}
	res.MultiValueHeaders = map[string][]string{"WWW-Authenticate": {`Bearer realm="api"`}}
	return res, nil
}

// reply is a helper: its callers choose the status.
func reply(status int, body string) events.APIGatewayProxyResponse {
	return events.APIGatewayProxyResponse{StatusCode: status, Body: body}
}

func Helper(r events.APIGatewayProxyRequest) (events.APIGatewayProxyResponse, error) {
	if r.Headers["Authorization"] == "" {
		return reply(http.StatusUnauthorized, "denied"), nil // want `\[missing-challenge\]`
	}
	return reply(http.StatusOK, "ok"), nil
}
