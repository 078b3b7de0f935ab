"""WSO2 API Manager, "Token API", by the standard library: password, authorization code, refresh."""
import base64
import http.client
import json
import os
import urllib.error
import urllib.parse
import urllib.request

BASE = os.environ["BASE"]
KEY_AND_SECRET = b"wU62DjlyDBnq87GlBwplfqvmAbAa:ksdSdoefDDP7wpaElfqvmjDue"
REDIRECT_URI = "https://client.example.com/cb"


def token(**payload):
    request = urllib.request.Request(BASE + "/token", urllib.parse.urlencode(payload).encode(), {
        "Authorization": "Basic " + base64.b64encode(KEY_AND_SECRET).decode(),
        "Content-Type": "application/x-www-form-urlencoded",
    })
    try:
        with urllib.request.urlopen(request) as response:
            return json.load(response)
    except urllib.error.HTTPError as error:
        return json.load(error)


def authorize():
    url = urllib.parse.urlsplit(BASE + "/authorize")
    connect = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
    connection = connect(url.hostname, url.port)  # unlike urllib.request, follows no redirect
    connection.request("GET", url.path + "?" + urllib.parse.urlencode({
        "response_type": "code",
        "client_id": "wU62DjlyDBnq87GlBwplfqvmAbAa",
        "scope": "PRODUCTION",
        "redirect_uri": REDIRECT_URI,
    }))
    location = connection.getresponse().getheader("Location")
    connection.close()
    return urllib.parse.parse_qs(urllib.parse.urlsplit(location).query)["code"][0]


user = token(grant_type="password", username="admin", password="admin", scope="PRODUCTION")
by_code = token(grant_type="authorization_code", code=authorize(), redirect_uri=REDIRECT_URI)
renewed = token(grant_type="refresh_token", refresh_token=by_code["refresh_token"], scope="PRODUCTION")
refused = token(grant_type="refresh_token", refresh_token=by_code["refresh_token"], scope="PRODUCTION")
print(json.dumps({
    "accessToken": renewed["access_token"],
    "tokenType": user["token_type"],
    "rotated": renewed["refresh_token"] != by_code["refresh_token"],
    "refused": refused["error"],
}))
