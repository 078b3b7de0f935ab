"""GoTo, "How to obtain an OAuth access token", by the standard library: authorization code with state."""
import base64
import hmac
import http.server
import json
import os
import secrets
import threading
import urllib.error
import urllib.parse
import urllib.request

OAUTH_SERVICE_URL = os.environ["BASE"]
OAUTH_CLIENT_ID = "goto-client"
OAUTH_CLIENT_SECRET = "goto-secret"

expected_state = secrets.token_hex(15)
codes = []


class Callback(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.path).query))
        expected = hmac.compare_digest(query.get("state", ""), expected_state)
        if expected:
            codes.append(query["code"])
        self.send_response(200 if expected else 403)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments):
        pass


# region goto
def get_token(code, redirect_uri):
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": redirect_uri,
        "scope": "messaging.v1.send",
    }
    client = base64.b64encode(f"{OAUTH_CLIENT_ID}:{OAUTH_CLIENT_SECRET}".encode()).decode()
    request = urllib.request.Request(
        OAUTH_SERVICE_URL + "/oauth/token",
        urllib.parse.urlencode(form).encode(),
        {"Authorization": "Basic " + client, "Accept": "application/json"})
    with urllib.request.urlopen(request) as response:
        return json.load(response)
# endregion


def browser(url):
    try:
        urllib.request.urlopen(url).close()
    except urllib.error.HTTPError as error:
        error.close()


with http.server.HTTPServer(("127.0.0.1", 0), Callback) as application:
    threading.Thread(target=application.serve_forever, args=(0.01,), daemon=True).start()
    redirect_uri = f"http://127.0.0.1:{application.server_port}/login/oauth2/code/goto"
    browser(redirect_uri + "?code=stolen&state=other")  # somebody else's redirect
    browser(OAUTH_SERVICE_URL + "/oauth/authorize?" + urllib.parse.urlencode({
        "response_type": "code",
        "client_id": OAUTH_CLIENT_ID,
        "redirect_uri": redirect_uri,
        "scope": "messaging.v1.send",
        "state": expected_state,
    }))
    application.shutdown()

(authorization_code,) = codes
token = get_token(authorization_code, redirect_uri)
refused = None
try:
    get_token("made-up", redirect_uri)
except urllib.error.HTTPError as error:
    refused = json.load(error)["error"]
print(json.dumps({"accessToken": token["access_token"], "refused": refused}))
