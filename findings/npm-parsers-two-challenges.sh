#!/usr/bin/env bash
# auth-header 1.0.0, http-auth-utils 6.0.1 and www-authenticate 0.6.3, parsers
# from npm: one field with two challenges, as RFC 9110 section 11.6.1 shows it,
# has three readings. The first has one scheme with two realms and a token, the
# second gives Bearer the realm of Basic, the third takes "Basic realm" for a
# parameter's name. Each challenge in a field of its own reads the same in all.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null 2>&1
npm install --no-audit --no-fund auth-header@1.0.0 http-auth-utils@6.0.1 www-authenticate@0.6.3 >/dev/null 2>&1
cat >main.mjs <<'EOF'
import { parse } from 'auth-header';
import { parseWWWAuthenticateHeader } from 'http-auth-utils';
import www from 'www-authenticate';

for (const field of ['Bearer realm="a", Basic realm="b"', 'Bearer realm="a"', 'Basic realm="b"']) {
  console.log(field);
  console.log('  auth-header', JSON.stringify(parse(field)));
  console.log('  http-auth-utils', JSON.stringify(parseWWWAuthenticateHeader(field)));
  const p = new www.parsers.WWW_Authenticate(field);
  console.log('  www-authenticate', p.scheme, JSON.stringify(p.parms));
}
EOF
node --version
got=$(node main.mjs)
want=$(cat <<'EOF'
Bearer realm="a", Basic realm="b"
  auth-header {"scheme":"Bearer","params":{"realm":["a","b"]},"token":"Basic"}
  http-auth-utils {"type":"Bearer","data":{"realm":"b"}}
  www-authenticate Bearer {"realm":"a","Basic realm":"b"}
Bearer realm="a"
  auth-header {"scheme":"Bearer","params":{"realm":"a"},"token":null}
  http-auth-utils {"type":"Bearer","data":{"realm":"a"}}
  www-authenticate Bearer {"realm":"a"}
Basic realm="b"
  auth-header {"scheme":"Basic","params":{"realm":"b"},"token":null}
  http-auth-utils {"type":"Basic","data":{"realm":"b"}}
  www-authenticate Basic {"realm":"b"}
EOF
)
echo "$got"
[[ "$got" == "$want" ]] || { echo "changed; it was:"; echo "$want"; exit 1; }
