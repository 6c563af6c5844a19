module github.com/hertz-contrib/paseto

go 1.26

require github.com/cloudwego/hertz v0.10.4
