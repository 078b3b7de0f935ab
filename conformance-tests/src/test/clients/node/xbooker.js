// X Booker, "Delegated Access": axios.
const axios = require("axios");

const base = process.env.BASE;

async function getRefreshToken(clientSecret) {
    try {
        const url = base + "/auth/v1/tokens/refresh";
        const headers = {
            "organization-id": "org-1",
            "client-id": "xbooker-client",
            "client-secret": clientSecret,
        };
        const response = await axios.get(url, { headers });
        if (response.data.success) {
            return response.data.data.refreshToken;
        }
        return null;
    } catch (err) {
        // The tutorial prints the whole error, which shows the client secret in its headers.
        console.error(err.response ? err.response.status + " " + err.response.data.message : err.message);
        return null;
    }
}

async function getAccessToken(refreshToken) {
    try {
        const url = base + "/auth/v1/tokens/access";
        const headers = {
            "organization-id": "org-1",
            "client-id": "xbooker-client",
            "Authorization": "Bearer " + refreshToken, // Sending the refresh token as Bearer token.
        };
        const response = await axios.get(url, { headers });
        if (response.data.success) {
            return response.data.data.accessToken;
        }
        return null;
    } catch (err) {
        console.error(err.message);
        return null;
    }
}

async function getOrganizationInfo(accessToken) {
    try {
        const url = base + "/delegated/v1";
        const headers = {
            Authorization: "Bearer " + accessToken, // Sending the access token as Bearer token.
        };
        const response = await axios.get(url, { headers });
        if (response.data.success) {
            return response.data.data.organization;
        }
        return null;
    } catch (err) {
        console.error(err.message);
        return null;
    }
}

(async () => {
    const accessToken = await getAccessToken(await getRefreshToken("xbooker-secret"));
    const organization = await getOrganizationInfo(accessToken);
    const refused = await getRefreshToken("wrong");
    console.log(JSON.stringify({ accessToken, organization: organization && organization.id, refused }));
})();
