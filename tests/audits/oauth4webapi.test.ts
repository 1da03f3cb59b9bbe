import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as oauth from 'oauth4webapi';
import { Browser } from '../support/browser.js';
import { answerPages } from '../support/oauth-journey.js';
import { SandboxPlatform, VIEWER_APP, VIEWER_SCOPES } from '../support/sandbox-platform.js';

/** The other certified client library; openid-client takes the same way in the tour. */
let platform: SandboxPlatform;

beforeAll(async () => {
  platform = await SandboxPlatform.start();
});

afterAll(() => platform?.stop());

const http = { [oauth.allowInsecureRequests]: true };

test('oauth4webapi completes the flow, reads, and refreshes', async () => {
  const issuer = new URL(`${platform.url}/oauth`);
  const server = await oauth.processDiscoveryResponse(
    issuer,
    await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...http }),
  );
  const client: oauth.Client = { client_id: VIEWER_APP.clientId };
  const DPoP = oauth.DPoP(client, await oauth.generateKeyPair('ES256'));
  const authentication = oauth.None();
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const parameters = {
    redirect_uri: VIEWER_APP.redirectUri,
    response_type: 'code',
    scope: VIEWER_SCOPES.join(' '),
    resource: platform.graphqlUrl,
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  };
  const pushed = await again(async () =>
    oauth.processPushedAuthorizationResponse(
      server,
      client,
      await oauth.pushedAuthorizationRequest(server, client, authentication, parameters, { DPoP, ...http }),
    ),
  );
  const url = new URL(server.authorization_endpoint ?? '');
  url.search = new URLSearchParams({ client_id: client.client_id, request_uri: pushed.request_uri }).toString();
  const callback = await answerPages(new Browser(), url.href, { persona: 'Lin Wanru', publicUrl: platform.url });
  const answer = oauth.validateAuthResponse(server, client, new URL(callback), state);
  const tokens = await again(async () =>
    oauth.processAuthorizationCodeResponse(
      server,
      client,
      await oauth.authorizationCodeGrantRequest(
        server,
        client,
        authentication,
        answer,
        VIEWER_APP.redirectUri,
        verifier,
        { DPoP, ...http },
      ),
    ),
  );
  expect(tokens).toMatchObject({ token_type: 'dpop', expires_in: 300 });

  const read = (token: string) =>
    again(async () => {
      const body = JSON.stringify({ query: '{ viewer { tier } }' });
      const headers = new Headers({ 'content-type': 'application/json' });
      const response = await oauth.protectedResourceRequest(
        token,
        'POST',
        new URL(platform.graphqlUrl),
        headers,
        body,
        { DPoP, ...http },
      );
      return response.json();
    });
  expect(await read(tokens.access_token)).toMatchObject({ data: { viewer: { tier: 'HIGH_NET_WORTH' } } });

  const refresh = { DPoP, ...http };
  const refreshed = await again(async () =>
    oauth.processRefreshTokenResponse(
      server,
      client,
      await oauth.refreshTokenGrantRequest(server, client, authentication, tokens.refresh_token ?? '', refresh),
    ),
  );
  expect(await read(refreshed.access_token)).toMatchObject({ data: { viewer: { tier: 'HIGH_NET_WORTH' } } });
});

/** The library leaves asking again with the server's nonce to its caller. */
async function again<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    if (!oauth.isDPoPNonceError(error)) throw error;
    return request();
  }
}
