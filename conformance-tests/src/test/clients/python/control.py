"""A test of expiry in Python: it moves the emulator's clock and reads its journal over HTTP."""
import base64
import json
import os
import urllib.error
import urllib.parse
import urllib.request

MOCK = os.environ["BASE"]


def token(**form):
    authorization = {"Authorization": "Basic " + base64.b64encode(b"sonetel-api:sonetel-api").decode()}
    request = urllib.request.Request(
        MOCK + "/sonetel/SonetelAuth/beta/oauth/token", urllib.parse.urlencode(form).encode(), authorization)
    with urllib.request.urlopen(request) as response:
        return json.load(response)


def account(token):
    authorization = {"Authorization": "Bearer " + token["access_token"]}
    try:
        with urllib.request.urlopen(urllib.request.Request(MOCK + "/sonetel/account/", None, authorization)) as response:
            return response.status
    except urllib.error.HTTPError as error:
        return error.code


# region control
def control(path, **body):
    urllib.request.urlopen(urllib.request.Request(
        MOCK + "/_mock/" + path, json.dumps(body).encode(), {"Content-Type": "application/json"})).close()


first = token(grant_type="password", username="user@example.com", password="password", refresh="yes")
fresh = account(first)
control("clock", advance="P2D")  # an access token lives for a day
expired = account(first)
second = token(grant_type="refresh_token", refresh_token=first["refresh_token"], refresh="yes")
renewed = account(second)
journal = json.load(urllib.request.urlopen(MOCK + "/_mock/requests"))
# endregion

print(json.dumps({
    "statuses": [fresh, expired, renewed],
    "targets": [request["target"] for request in journal["requests"]],
}))
