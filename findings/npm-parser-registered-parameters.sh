#!/usr/bin/env bash
# http-auth-utils 6.0.1 from npm: a Basic challenge with the charset of RFC 7617
# section 2.1 and a Bearer challenge with the resource_metadata of RFC 9728
# section 5.1 are errors, though a client must ignore parameters it does not
# know (RFC 9110 section 11.2); and so is a scheme in lower case, though names of
# schemes are case-insensitive (section 11.1).
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null 2>&1
npm install --no-audit --no-fund http-auth-utils@6.0.1 >/dev/null 2>&1
cat >main.mjs <<'EOF'
import { parseWWWAuthenticateHeader } from 'http-auth-utils';

for (const field of [
  'Basic realm="a"',
  'basic realm="a"',
  'Basic realm="a", charset="UTF-8"',
  'Bearer resource_metadata="https://x.example/.well-known/oauth-protected-resource"',
]) {
  try {
    console.log(field, JSON.stringify(parseWWWAuthenticateHeader(field)));
  } catch (e) {
    console.log(field, e.code);
  }
}
EOF
node --version
got=$(node main.mjs)
want=$(cat <<'EOF'
Basic realm="a" {"type":"Basic","data":{"realm":"a"}}
basic realm="a" E_UNKNOWN_AUTH_MECHANISM
Basic realm="a", charset="UTF-8" E_UNAUTHORIZED_KEY
Bearer resource_metadata="https://x.example/.well-known/oauth-protected-resource" E_UNAUTHORIZED_KEY
EOF
)
echo "$got"
[[ "$got" == "$want" ]] || { echo "changed; it was:"; echo "$want"; exit 1; }
