# WSO2 API Manager, "Token API": the tutorial's cURL commands.
set -eu
# The tutorial's example encodes another key pair than the one it names; this is the one it names.
BASIC=$(printf '%s' 'wU62DjlyDBnq87GlBwplfqvmAbAa:ksdSdoefDDP7wpaElfqvmjDue' | base64 | tr -d '\n')
member() { sed "s/.*\"$1\":\"\([^\"]*\)\".*/\1/"; }

# As the tutorial writes it, both headers are one with a blank before its colon, which no server may accept (RFC 9112
# section 5.1).
malformed=$(curl -k -s -o /dev/null -w '%{http_code}' -d "grant_type=password&username=admin&password=admin&scope=PRODUCTION" -H "Authorization :Basic $BASIC, Content-Type: application/x-www-form-urlencoded" "$BASE/token")

token=$(curl -k -s -d "grant_type=password&username=admin&password=admin&scope=PRODUCTION" -H "Authorization: Basic $BASIC" -H "Content-Type: application/x-www-form-urlencoded" "$BASE/token")

location=$(curl -k -s -o /dev/null -w '%{redirect_url}' -H "Content-Type: application/x-www-form-urlencoded" "$BASE/authorize?response_type=code&client_id=wU62DjlyDBnq87GlBwplfqvmAbAa&scope=PRODUCTION&redirect_uri=https%3A%2F%2Fclient%2Eexample%2Ecom%2Fcb")
code=$(printf '%s' "$location" | sed 's/.*[?&]code=\([^&]*\).*/\1/')
by_code=$(curl -k -s -d "grant_type=authorization_code&code=$code&redirect_uri=https%3A%2F%2Fclient%2Eexample%2Ecom%2Fcb" -H "Authorization: Basic $BASIC" -H "Content-Type: application/x-www-form-urlencoded" "$BASE/token")

retoken=$(printf '%s' "$by_code" | member refresh_token)
refresh() { curl -k -s -d "grant_type=refresh_token&refresh_token=$retoken&scope=PRODUCTION" -H "Authorization: Basic $BASIC" -H "Content-Type: application/x-www-form-urlencoded" "$BASE/token"; }
renewed=$(refresh)
refused=$(refresh)

[ "$malformed" = 400 ]
printf '{"accessToken":"%s","tokenType":"%s","rotated":%s,"refused":"%s"}\n' \
    "$(printf '%s' "$renewed" | member access_token)" \
    "$(printf '%s' "$token" | member token_type)" \
    "$([ "$(printf '%s' "$renewed" | member refresh_token)" != "$retoken" ] && echo true || echo false)" \
    "$(printf '%s' "$refused" | member error)"
