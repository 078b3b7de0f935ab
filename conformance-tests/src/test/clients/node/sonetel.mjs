// Sonetel, "Generate token with NodeJS": https and form-data.
import FormData from 'form-data';

const base = new URL(process.env.BASE);
// The tutorial: import http from 'https'. Node has one module per scheme, and the scheme is part of the base URL.
const { default: http } = await import(base.protocol === 'https:' ? 'node:https' : 'node:http');

export const createAccessToken = (username, password) => {
    return new Promise(resolve => {
        const host = base.hostname; // 'api.sonetel.com'
        const authUri = base.pathname.replace(/\/$/, '') + '/SonetelAuth/beta/oauth/token';

        if (!username) {
            throw Error('Username is reqired to generate access token.');
        }
        if (!password) {
            throw Error('Password is reqired to generate access token.');
        }

        const requestBody = new FormData();
        requestBody.append('grant_type', 'password');
        requestBody.append('username', username);
        requestBody.append('password', password);
        requestBody.append('refresh', 'yes');

        const options = {
            hostname: host,
            port: base.port,
            path: authUri,
            auth: 'sonetel-api:sonetel-api',
            method: 'post',
            headers: requestBody.getHeaders()
        }
        const req = http.request(options, (res) => {
            const { statusCode } = res;
            if (statusCode >= 500) {
                throw Error(`Request failed with server error. Status code ${statusCode}`)
            }

            res.setEncoding('utf-8');

            let rawData = '';
            res.on('data', (chunk) => rawData += chunk);
            res.on('end', async () => {
                try {
                    let dataToReturn;
                    if (res.headers['content-type'].match(/application\/json/i)) {
                        dataToReturn = JSON.parse(rawData);
                    } else {
                        dataToReturn = rawData;
                    }
                    resolve(dataToReturn);
                } catch (e) {
                    console.error(e.message);
                }
            });
        });

        req.on('error', (e) => {
            throw Error(`Request failed. ${e.message}`);
        });

        requestBody.pipe(req);
    });
}

const token = await createAccessToken('user@example.com', 'password');
// The tutorial resolves a 4xx body as if it were a token: its reader has to look for error.
const refused = await createAccessToken('user@example.com', 'wrong');
console.log(JSON.stringify({ accessToken: token.access_token, tokenType: token.token_type, refused: refused.error }));
