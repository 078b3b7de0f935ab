// WSO2 API Manager, "Token API": the tutorial's cURL commands, in its order, by simple-oauth2.
const { ResourceOwnerPassword, AuthorizationCode } = require('simple-oauth2');

const base = new URL(process.env.BASE); // https://localhost:8243
const path = base.pathname.replace(/\/$/, '');
const application = { id: 'wU62DjlyDBnq87GlBwplfqvmAbAa', secret: 'ksdSdoefDDP7wpaElfqvmjDue' };
const token = { tokenHost: base.origin, tokenPath: path + '/token' };
const redirectUri = 'https://client.example.com/cb';

(async () => {
    const client = new ResourceOwnerPassword({ client: application, auth: token });
    const user = await client.getToken({ username: 'admin', password: 'admin', scope: 'PRODUCTION' });

    const codes = new AuthorizationCode({
        client: application,
        auth: { ...token, authorizePath: path + '/authorize' }
    });
    const authorize = codes.authorizeURL({ scope: 'PRODUCTION', redirect_uri: redirectUri });
    const redirect = await fetch(authorize, { redirect: 'manual' }); // the browser, up to the application's callback
    const code = new URL(redirect.headers.get('location')).searchParams.get('code');
    const byCode = await codes.getToken({ code, redirect_uri: redirectUri });

    const renewed = await byCode.refresh({ scope: 'PRODUCTION' });
    const refused = await byCode.refresh({ scope: 'PRODUCTION' }).catch(error => error.data.payload.error);
    console.log(JSON.stringify({
        accessToken: renewed.token.access_token,
        tokenType: user.token.token_type,
        rotated: renewed.token.refresh_token !== byCode.token.refresh_token,
        refused
    }));
})();
