// Sage X3, "Generate tokens from code": express, body-parser, request and jsonwebtoken. One file instead of the
// tutorial's four, JSON instead of its pages, and of its request library what this page calls,
// without the cURL command, in which it shows the client secret.
const express = require('express');
const bodyParser = require('body-parser');
const fs = require('fs');
const https = require('https');
const jwt = require('jsonwebtoken');
const app = express();

// lib/requestLib.js, which follows no 301 of a POST: a customer of another region is out of this code's reach.
const request = (() => {
    let request = require('request');
    return {
        post: function (req, context) {
            return new Promise(function (resolve, reject) {
                request.post(context, function (error, response, body) {
                    if (!error) {
                        resolve({statusCode: response.statusCode, body: response.body});
                    } else {
                        reject(error);
                    }
                });
            });
        }
    };
})();

// lib/callbackHandler.js
const callbackHandler = {
    handleCallback: function (req, res) {
        if (req.query.error && req.query.statusCode) {
            res.json({ message: req.query.error });
        } else if (req.query.code) {
            res.redirect('/generateAccessToken?code=' + req.query.code);
        } else {
            res.redirect('/');
        }
    }
};

// lib/tokenHandler.js
let token = {
    access_token: "",
    refresh_token: ""
};
const tokenHandler = {
    initiate: async function (req, res) {
        let redirectUrl = process.env.REDIRECT_URL ? process.env.REDIRECT_URL : process.env.ENV_URL + "/callback";
        let data = {
            code: req.body.access_code_or_refresh_token,
            client_id: process.env.CLIENT_ID,
            client_secret: process.env.CLIENT_SECRET,
            grant_type: "authorization_code",
            redirect_uri: redirectUrl
        };

        let response = await request.post(req, {headers: {'content-type' : 'application/json'}, url: process.env.ENDPOINT_URL + "/token", body: JSON.stringify(data)});

        if (response && response.statusCode) {
            if (response.statusCode === 201) {
                let result = JSON.parse(response.body);
                token = result;
                res.send(result);
            } else {
                let message = "An error occurred";
                let result = JSON.parse(response.body);
                if (result && result.message) {
                    message = result.message;
                }
                res.status(400).send('{"message": "' + message + '"}');
            }
        }
    }
};

// main.js
app.use(bodyParser.json());       // to support JSON-encoded bodies

app.get('/pairingRequest', function (req, res) {
    // The tutorial builds this when it starts, with port 5050; a free port is known only later.
    let redirectUrl = process.env.REDIRECT_URL ? process.env.REDIRECT_URL : process.env.ENV_URL + "/callback";
    let urlParams = process.env.ENDPOINT_URL + "/token/authorise?client_id=" + process.env.CLIENT_ID + "&state=astate&redirect_uri=" + redirectUrl;
    res.json({ url: urlParams });
});

app.get('/callback', function (req, res) {
    callbackHandler.handleCallback(req, res);
});

app.post('/api/initiateAccessToken', async function (req, res) {
    tokenHandler.initiate(req, res);
});

app.get('/generateAccessToken', function (req, res) {
    res.json({ code: req.query.code, refresh: false, inputTitle: "Access code" });
});

const server = https.createServer({
    key: fs.readFileSync(process.env.SERVER_KEY),
    cert: fs.readFileSync(process.env.SERVER_CERT)
}, app).listen(0, '127.0.0.1', browser);

// What the person and the pages do: fill in the customer's X3 and the scope, accept, press "Fetch token".
async function browser() {
    const own = `https://localhost:${server.address().port}`;
    process.env.ENV_URL = own;
    const pairingRequest = await (await fetch(own + '/pairingRequest')).json();
    const accepted = await fetch(pairingRequest.url + '&customer=' + encodeURIComponent(process.env.CUSTOMER)
        + '&scope=' + encodeURIComponent('businessDomain.ALL api.graphQL'));
    const { code } = await accepted.json();
    const fetchToken = code => fetch(own + '/api/initiateAccessToken', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ access_code_or_refresh_token: code, sessionId: 'session' })
    });
    await fetchToken(code);
    const refused = await (await fetchToken('made-up')).json();
    server.close();
    server.closeAllConnections();
    console.log(JSON.stringify({
        accessToken: token.access_token,
        scopes: jwt.decode(token.access_token).scopes,
        refused: refused.message
    }));
}
