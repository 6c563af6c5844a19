#!/usr/bin/env bash
# java.net.http.HttpClient of OpenJDK 17: with an Authenticator set, a 401 without
# WWW-Authenticate is an IOException, so that the caller learns neither the status
# nor the error in the body. A challenge for a scheme that the client has not
# brings both back. The same client without an Authenticator returns the 401.
set -euo pipefail
command -v javac >/dev/null || { echo "needs a JDK"; exit 1; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat >Main.java <<'EOF'
import com.sun.net.httpserver.HttpServer;
import java.net.*;
import java.net.http.*;

public class Main {
	public static void main(String[] args) throws Exception {
		HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
		server.createContext("/", exchange -> {
			if (exchange.getRequestURI().getPath().equals("/bearer")) {
				exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer realm=\"api\"");
			}
			byte[] body = "expired".getBytes();
			exchange.sendResponseHeaders(401, body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		});
		server.start();
		URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
		Authenticator known = new Authenticator() {
			protected PasswordAuthentication getPasswordAuthentication() {
				return new PasswordAuthentication("u", "p".toCharArray());
			}
		};
		HttpClient with = HttpClient.newBuilder().authenticator(known).build();
		ask("no challenge", with, base.resolve("/"));
		ask("Bearer", with, base.resolve("/bearer"));
		ask("no challenge, no Authenticator", HttpClient.newHttpClient(), base.resolve("/"));
		server.stop(0);
	}

	static void ask(String name, HttpClient client, URI uri) throws Exception {
		try {
			HttpResponse<String> r = client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
			System.out.println(name + ": " + r.statusCode() + " " + r.body());
		} catch (java.io.IOException e) {
			System.out.println(name + ": " + e.getMessage());
		}
	}
}
EOF
java -version 2>&1 | head -n 1
got=$(java Main.java)
want=$(cat <<'EOF'
no challenge: WWW-Authenticate header missing for response code 401
Bearer: 401 expired
no challenge, no Authenticator: 401 expired
EOF
)
echo "$got"
[[ "$got" == "$want" ]] || { echo "changed; it was:"; echo "$want"; exit 1; }
