"""X Booker, "Delegated Access", by the standard library: two GETs with headers, then the API."""
import json
import os
import urllib.error
import urllib.request

BASE = os.environ["BASE"]


def get(path, headers):
    try:
        with urllib.request.urlopen(urllib.request.Request(BASE + path, headers=headers)) as response:
            answer = json.load(response)
    except urllib.error.HTTPError as error:
        answer = json.load(error)
    return answer["data"] if answer["success"] else None


def get_refresh_token(client_secret):
    data = get("/auth/v1/tokens/refresh", {
        "organization-id": "org-1",
        "client-id": "xbooker-client",
        "client-secret": client_secret,
    })
    return data and data["refreshToken"]


def get_access_token(refresh_token):
    return get("/auth/v1/tokens/access", {
        "organization-id": "org-1",
        "client-id": "xbooker-client",
        "Authorization": "Bearer " + refresh_token,
    })["accessToken"]


def get_organization_info(access_token):
    return get("/delegated/v1", {"Authorization": "Bearer " + access_token})["organization"]


access_token = get_access_token(get_refresh_token("xbooker-secret"))
print(json.dumps({
    "accessToken": access_token,
    "organization": get_organization_info(access_token)["id"],
    "refused": get_refresh_token("wrong"),
}))
