// GoTo, "How to obtain an OAuth access token (in Node.js)": dotenv, simple-oauth2 and express.
require("dotenv").config();
var { AuthorizationCode } = require("simple-oauth2");
var crypto = require("crypto");
var express = require("express");

// region goto
var service = new URL(process.env.OAUTH_SERVICE_URL);
var oauthConfig = {
    client: {
        id: process.env.OAUTH_CLIENT_ID,
        secret: process.env.OAUTH_CLIENT_SECRET
    },
    auth: {
        tokenHost: process.env.OAUTH_SERVICE_URL
    }
};
if (service.pathname !== '/') {
    // simple-oauth2 resolves its default paths against the host: a service below a path has to name them.
    oauthConfig.auth.tokenPath = service.pathname + '/oauth/token';
    oauthConfig.auth.authorizePath = service.pathname + '/oauth/authorize';
}
var oauthClient = new AuthorizationCode(oauthConfig);
// endregion

var expectedStateForAuthorizationCode = crypto.randomBytes(15).toString('hex');
var app = express();

app.get('/login/oauth2/code/goto', async function (req, res) {
    if (req.query.state != expectedStateForAuthorizationCode) {
        console.log('Ignoring authorization code with unexpected state');
        res.sendStatus(403);
        return;
    }
    res.sendStatus(200);
    var authorizationCode = req.query.code;
    var tokenParams = {
        code: authorizationCode,
        redirect_uri: process.env.OAUTH_REDIRECT_URI,
        scope: 'messaging.v1.send'
    };
    var tokenResponse = null;
    try {
        tokenResponse = await oauthClient.getToken(tokenParams);
    } catch (error) {
        console.log('Access Token Error', error.message);
        return;
    }
    var accessToken = tokenResponse.token.access_token;
    await end(accessToken, tokenParams);
});

// The tutorial builds the authorization URL first and listens on port 5000 then. A free port is known only afterwards.
var server = app.listen(0, '127.0.0.1', async function () {
    process.env.OAUTH_REDIRECT_URI = `http://127.0.0.1:${server.address().port}/login/oauth2/code/goto`;
    var authorizationUrl = oauthClient.authorizeURL({
        redirect_uri: process.env.OAUTH_REDIRECT_URI,
        scope: 'messaging.v1.send',
        state: expectedStateForAuthorizationCode
    });
    console.log('Open in browser to send a SMS: ', authorizationUrl);
    await fetch(process.env.OAUTH_REDIRECT_URI + '?code=stolen&state=other'); // somebody else's redirect
    await fetch(authorizationUrl); // the browser, which follows the redirect to the callback above
});

async function end(accessToken, tokenParams) {
    var madeUp = { ...tokenParams, code: 'made-up' };
    var refused = await oauthClient.getToken(madeUp).catch(error => error.data.payload.error);
    server.close();
    server.closeAllConnections();
    console.log(JSON.stringify({ accessToken, refused }));
}
