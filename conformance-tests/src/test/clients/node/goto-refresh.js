// GoTo by simple-oauth2: the token that the tutorial got, renewed twice.
const { AuthorizationCode } = require('simple-oauth2');

const base = new URL(process.env.BASE);
const path = base.pathname.replace(/\/$/, '');
const client = new AuthorizationCode({
    client: { id: 'goto-client', secret: 'goto-secret' },
    auth: { tokenHost: base.origin, tokenPath: path + '/oauth/token', authorizePath: path + '/oauth/authorize' }
});
const redirectUri = 'http://127.0.0.1:5000/login/oauth2/code/goto';

(async () => {
    const authorize = client.authorizeURL({ redirect_uri: redirectUri, scope: 'messaging.v1.send', state: 'state' });
    const redirect = await fetch(authorize, { redirect: 'manual' });
    const code = new URL(redirect.headers.get('location')).searchParams.get('code');
    const first = await client.getToken({ code, redirect_uri: redirectUri });
    const second = await first.refresh();
    // GoTo's answer has no refresh token in it, for the old one lives on (RFC 6749 section 6). The library forgets it.
    const lost = second.token.refresh_token === undefined;
    const remembered = client.createToken({ ...second.token, refresh_token: first.token.refresh_token });
    const third = await remembered.refresh();
    console.log(JSON.stringify({
        accessToken: third.token.access_token,
        renewed: third.token.access_token !== first.token.access_token,
        lost
    }));
})();
