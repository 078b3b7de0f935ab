"""Sage X3, "Generate tokens from code", by the standard library: pairing request, callback, JSON token call, 201."""
import base64
import http.server
import json
import os
import threading
import urllib.error
import urllib.parse
import urllib.request

ENDPOINT_URL = os.environ["BASE"]
callback = {}


class Callback(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        callback.update(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.path).query))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments):
        pass


def initiate(code, redirect_uri):
    data = {
        "code": code,
        "client_id": "x3-client",
        "client_secret": "x3-secret",
        "grant_type": "authorization_code",
        "redirect_uri": redirect_uri,
    }
    request = urllib.request.Request(
        ENDPOINT_URL + "/token", json.dumps(data).encode(), {"content-type": "application/json"})
    try:
        with urllib.request.urlopen(request) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


with http.server.HTTPServer(("127.0.0.1", 0), Callback) as application:
    threading.Thread(target=application.serve_forever, args=(0.01,), daemon=True).start()
    redirect_uri = f"http://127.0.0.1:{application.server_port}/callback"
    pairing_request = ENDPOINT_URL + "/token/authorise?" + urllib.parse.urlencode({
        "client_id": "x3-client",
        "state": "astate",
        "redirect_uri": redirect_uri,
        "customer": "https://customer.example",
        "scope": "businessDomain.ALL api.graphQL",
    })
    urllib.request.urlopen(pairing_request).close()  # the browser, which follows the redirect to the callback
    application.shutdown()

if callback["state"] != "astate":
    raise SystemExit("The callback belongs to another pairing request")
status, token = initiate(callback["code"], redirect_uri)
if status != 201:
    raise SystemExit(token["message"])
_, refused = initiate("made-up", redirect_uri)
claims = token["access_token"].split(".")[1]
print(json.dumps({
    "accessToken": token["access_token"],
    "scopes": json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))["scopes"],
    "refused": refused["message"],
}))
