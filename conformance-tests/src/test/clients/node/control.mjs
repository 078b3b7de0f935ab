// A test of expiry in Node: it moves the emulator's clock and reads its journal over HTTP.
const mock = process.env.BASE;
const authorization = { Authorization: 'Basic ' + btoa('sonetel-api:sonetel-api') };
const token = async form => (await fetch(mock + '/sonetel/SonetelAuth/beta/oauth/token',
    { method: 'POST', headers: authorization, body: new URLSearchParams(form) })).json();
const account = async token => (await fetch(mock + '/sonetel/account/',
    { headers: { Authorization: 'Bearer ' + token.access_token } })).status;

// region control
const control = (path, body) => fetch(mock + '/_mock/' + path,
    { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

const first = await token({ grant_type: 'password', username: 'user@example.com', password: 'password', refresh: 'yes' });
const fresh = await account(first);
await control('clock', { advance: 'P2D' }); // an access token lives for a day
const expired = await account(first);
const second = await token({ grant_type: 'refresh_token', refresh_token: first.refresh_token, refresh: 'yes' });
const renewed = await account(second);
const journal = await (await fetch(mock + '/_mock/requests')).json();
// endregion

console.log(JSON.stringify({
    statuses: [fresh, expired, renewed],
    targets: journal.requests.map(request => request.target)
}));
