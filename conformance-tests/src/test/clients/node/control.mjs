// A test in Node of what happens when an answer is lost: it moves the emulator's clock, plans a fault and verifies.
const mock = process.env.BASE;
const authorization = { Authorization: 'Basic ' + btoa('sonetel-api:sonetel-api') };
const token = form => fetch(mock + '/sonetel/SonetelAuth/beta/oauth/token',
    { method: 'POST', headers: authorization, body: new URLSearchParams(form) })
    .then(answer => answer.json(), () => null); // null: no answer came
const account = async token => (await fetch(mock + '/sonetel/account/',
    { headers: { Authorization: 'Bearer ' + token.access_token } })).status;

// region control
const control = (path, body) => fetch(mock + '/_mock/' + path,
    { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

const first = await token(
    { grant_type: 'password', username: 'user@example.com', password: 'password', refresh: 'yes' });
const fresh = await account(first);
await control('clock', { advance: 'P2D' }); // an access token lives for a day
const expired = await account(first);
await control('faults', { fault: 'answer-lost', service: 'sonetel', grant: 'refresh_token' });
const refresh = { grant_type: 'refresh_token', refresh_token: first.refresh_token, refresh: 'yes' };
const lost = await token(refresh); // the token was rotated, and nobody knows the new one
const again = await token(refresh); // refused
const verified = (await control('verify', { refreshes: 2, neverTwoRefreshesAtOnce: true })).ok;
// endregion

console.log(JSON.stringify({ statuses: [fresh, expired], lost, again: again.error, verified }));
