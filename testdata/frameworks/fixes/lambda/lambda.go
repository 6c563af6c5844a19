// Package lambda answers AWS API Gateway.
package lambda

import (
	"net/http"

	"github.com/aws/aws-lambda-go/events"
)

// Handle is given to the runtime.
func Handle(req events.APIGatewayProxyRequest) (events.APIGatewayProxyResponse, error) {
	if req.Headers["Authorization"] == "" {
		return events.APIGatewayProxyResponse{
			StatusCode: http.StatusUnauthorized,
			Body:       "log in first",
		}, nil
	}
	return events.APIGatewayProxyResponse{StatusCode: http.StatusNoContent}, nil
}
