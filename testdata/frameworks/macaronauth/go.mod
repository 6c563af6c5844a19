module github.com/go-macaron/auth

go 1.26

require gopkg.in/macaron.v1 v1.4.0
