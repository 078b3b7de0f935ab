// GoTo by a strict client that nobody here wrote: metadata, authorization code with PKCE, refresh, introspection,
// revocation. It verifies issuer, state, content types and the members of every answer.
import * as oauth from 'oauth4webapi';

const base = process.env.BASE;
const http = { [oauth.allowInsecureRequests]: base.startsWith('http:') };

// region oauth4webapi
const issuer = new URL(base);
const discovery = await oauth.discoveryRequest(issuer, { ...http, algorithm: 'oauth2' });
const server = await oauth.processDiscoveryResponse(issuer, discovery);
const client = { client_id: 'goto-client' };
const authentication = oauth.ClientSecretBasic('goto-secret');
// endregion

const redirectUri = 'http://127.0.0.1:5000/login/oauth2/code/goto';
const codeVerifier = oauth.generateRandomCodeVerifier();
const state = oauth.generateRandomState();
const authorizationUrl = new URL(server.authorization_endpoint);
authorizationUrl.search = new URLSearchParams({
    client_id: client.client_id,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: 'messaging.v1.send',
    code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    state
});
const redirect = await fetch(authorizationUrl, { redirect: 'manual' });
const callback = new URL(redirect.headers.get('location'));
const callbackParameters = oauth.validateAuthResponse(server, client, callback, state);
const exchange = await oauth.authorizationCodeGrantRequest(
    server, client, authentication, callbackParameters, redirectUri, codeVerifier, http);
const token = await oauth.processAuthorizationCodeResponse(server, client, exchange);

// GoTo's documented refresh answer has no token_type, which RFC 6749 section 5.1 requires and this client insists on.
const strict = await oauth.refreshTokenGrantRequest(server, client, authentication, token.refresh_token, http);
const insists = await oauth.processRefreshTokenResponse(server, client, strict).catch(error => error.message);

// So whoever uses it with GoTo adds the member on its way in.
// region refresh
const withTokenType = async (url, options) => {
    const answer = await fetch(url, options);
    return Response.json({ token_type: 'bearer', ...await answer.json() }, answer);
};
const refresh = await oauth.refreshTokenGrantRequest(
    server, client, authentication, token.refresh_token, { ...http, [oauth.customFetch]: withTokenType });
const renewed = await oauth.processRefreshTokenResponse(server, client, refresh);
// endregion

const active = async () => (await oauth.processIntrospectionResponse(server, client,
    await oauth.introspectionRequest(server, client, authentication, token.access_token, http))).active;
const before = await active();
await oauth.processRevocationResponse(
    await oauth.revocationRequest(server, client, authentication, token.access_token, http));

console.log(JSON.stringify({
    accessToken: renewed.access_token,
    insists: insists.includes('token_type'),
    introspected: [before, await active()]
}));
