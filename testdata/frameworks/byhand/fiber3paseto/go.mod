module github.com/gofiber/contrib/v3/paseto

go 1.26

require github.com/gofiber/fiber/v3 v3.4.0
