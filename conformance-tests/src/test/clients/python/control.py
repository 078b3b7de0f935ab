"""A test in Python of what happens when an answer is lost: it moves the clock, plans a fault and verifies."""
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
    try:
        with urllib.request.urlopen(request) as response:
            return json.load(response)
    except urllib.error.HTTPError as error:
        return json.load(error)
    except ConnectionError:
        return None


def account(token):
    authorization = {"Authorization": "Bearer " + token["access_token"]}
    request = urllib.request.Request(MOCK + "/sonetel/account/", headers=authorization)
    try:
        with urllib.request.urlopen(request) as response:
            return response.status
    except urllib.error.HTTPError as error:
        return error.code


# region control
def control(path, **body):
    request = urllib.request.Request(
        MOCK + "/_mock/" + path, json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as response:  # an expectation that fails is a 409
        return response.status == 200


first = token(grant_type="password", username="user@example.com", password="password", refresh="yes")
fresh = account(first)
control("clock", advance="P2D")  # an access token lives for a day
expired = account(first)
control("faults", fault="answer-lost", service="sonetel", grant="refresh_token")
refresh = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"], "refresh": "yes"}
lost = token(**refresh)  # the token was rotated, and nobody knows the new one
again = token(**refresh)  # refused
verified = control("verify", refreshes=2, neverTwoRefreshesAtOnce=True)
# endregion

print(json.dumps({"statuses": [fresh, expired], "lost": lost, "again": again["error"], "verified": verified}))
