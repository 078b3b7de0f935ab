"""Sonetel, "Generate token with NodeJS", by the standard library: multipart/form-data and Basic."""
import base64
import json
import os
import secrets
import urllib.error
import urllib.request

BASE = os.environ["BASE"]


def create_access_token(username, password):
    fields = {"grant_type": "password", "username": username, "password": password, "refresh": "yes"}
    boundary = secrets.token_hex(16)
    body = "".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()) + f"--{boundary}--\r\n"
    request = urllib.request.Request(BASE + "/SonetelAuth/beta/oauth/token", body.encode(), {
        "Content-Type": "multipart/form-data; boundary=" + boundary,
        "Authorization": "Basic " + base64.b64encode(b"sonetel-api:sonetel-api").decode(),
    })
    with urllib.request.urlopen(request) as response:
        return json.load(response)


token = create_access_token("user@example.com", "password")
refused = None
try:
    create_access_token("user@example.com", "wrong")
except urllib.error.HTTPError as error:
    refused = json.load(error)["error"]
print(json.dumps({"accessToken": token["access_token"], "tokenType": token["token_type"], "refused": refused}))
