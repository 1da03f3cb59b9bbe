/** What stands before a route, and how it answers someone who brings nothing. */
export const GUARDS = {
  'nothing, as it shows nobody’s data': [200, 204],
  'the metrics token, except in a sandbox': [200],
  'an access token with a proof': [401],
  'the authorization server itself': [400, 401, 404],
  'an invitation, then the registration token of that app': [401],
  'an interaction that only its browser knows': [400],
  'the brokerage’s own sign-in, absent from this sandbox': [503],
  'a session; without one it shows the sign-in': [200],
  'a session; without one it leads to the sign-in': [303],
  'an invitation': [400],
  'a form token and the same origin': [403],
  'a person’s session and the same origin': [403],
  'a session, a form token and the same origin': [303],
} as const;

export type Guard = keyof typeof GUARDS;

const OAUTH_METHODS = ['DELETE', 'GET', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'QUERY', 'TRACE'];

/** Every route in sandbox mode. A new one fails the test until it stands here with its guard. */
export const ROUTES: Readonly<Record<string, Guard>> = {
  'GET /livez': 'nothing, as it shows nobody’s data',
  'GET /readyz': 'nothing, as it shows nobody’s data',
  'GET /metrics': 'the metrics token, except in a sandbox',
  'GET /.well-known/security.txt': 'nothing, as it shows nobody’s data',
  'GET /.well-known/openfolio-receipts/jwks.json': 'nothing, as it shows nobody’s data',
  'GET /.well-known/openfolio-receipts/head': 'nothing, as it shows nobody’s data',
  'GET /.well-known/openfolio-plugins/jwks.json': 'nothing, as it shows nobody’s data',
  'GET /.well-known/openfolio-plugins/trust.json': 'nothing, as it shows nobody’s data',
  'GET /.well-known/oauth-authorization-server/oauth': 'nothing, as it shows nobody’s data',
  'GET /.well-known/oauth-protected-resource/graphql': 'nothing, as it shows nobody’s data',
  'GET /graphql': 'an access token with a proof',
  'POST /graphql': 'an access token with a proof',
  'GET /graphql/stream': 'an access token with a proof',
  'POST /graphql/stream': 'an access token with a proof',
  'GET /events': 'an access token with a proof',
  'OPTIONS /graphql': 'nothing, as it shows nobody’s data', // of the sandbox alone: its public clients run in browsers
  ...Object.fromEntries(
    OAUTH_METHODS.map((method) => [`${method} /oauth/*`, 'the authorization server itself' as const]),
  ),
  'GET /oauth/interaction/:uid': 'an interaction that only its browser knows',
  'GET /oauth/interaction/:uid/signed-in': 'an interaction that only its browser knows',
  'POST /oauth/interaction/:uid/sign-in': 'an interaction that only its browser knows',
  'POST /oauth/interaction/:uid/consent': 'an interaction that only its browser knows',
  'POST /oauth/register': 'an invitation, then the registration token of that app',
  'GET /oauth/register/:clientId': 'an invitation, then the registration token of that app',
  'PUT /oauth/register/:clientId': 'an invitation, then the registration token of that app',
  'DELETE /oauth/register/:clientId': 'an invitation, then the registration token of that app',
  'GET /sign-in': 'the brokerage’s own sign-in, absent from this sandbox',
  'GET /sign-in/callback': 'the brokerage’s own sign-in, absent from this sandbox',
  'GET /messages': 'a session; without one it leads to the sign-in',
  'POST /messages': 'a session, a form token and the same origin',
  'GET /receipts': 'a session; without one it leads to the sign-in',
  'GET /my-data': 'a session; without one it leads to the sign-in',
  'GET /my-data/export': 'a session; without one it leads to the sign-in',
  'POST /my-data/request': 'a session; without one it leads to the sign-in',
  'POST /my-data/cancel': 'a session; without one it leads to the sign-in',
  'GET /connected-apps': 'a session; without one it shows the sign-in',
  'POST /connected-apps/sign-in': 'a form token and the same origin',
  'POST /connected-apps/sign-out': 'a session, a form token and the same origin',
  'POST /connected-apps/revoke': 'a session, a form token and the same origin',
  'POST /connected-apps/confirm': 'a session, a form token and the same origin',
  'GET /plugins': 'a session; without one it leads to the sign-in',
  'GET /plugins/install': 'a session; without one it leads to the sign-in',
  'POST /plugins/install': 'a session, a form token and the same origin',
  'POST /plugins/uninstall': 'a session, a form token and the same origin',
  'POST /plugins/rate': 'a session, a form token and the same origin',
  'POST /plugins/confirm': 'a session, a form token and the same origin',
  'POST /plugins/decline': 'a session, a form token and the same origin',
  'POST /staff/graphql': 'a person’s session and the same origin',
  'POST /publisher/:publisher/graphql': 'a person’s session and the same origin',
  ...peoplePages('/publisher'),
  ...peoplePages('/staff'),
  'POST /publisher/invitations': 'a session, a form token and the same origin',
};

/** Publishers' members and the brokerage's staff sign in by pages of the same make. */
function peoplePages(base: string): Record<string, Guard> {
  return {
    [`GET ${base}`]: 'a session; without one it leads to the sign-in',
    [`GET ${base}/sign-in`]: 'nothing, as it shows nobody’s data',
    [`POST ${base}/sign-in`]: 'a form token and the same origin',
    [`GET ${base}/second-factor`]: 'a session; without one it leads to the sign-in',
    [`POST ${base}/second-factor`]: 'a session, a form token and the same origin',
    [`POST ${base}/passkey`]: 'a session, a form token and the same origin',
    [`POST ${base}/passkeys`]: 'a session, a form token and the same origin',
    [`POST ${base}/sign-out`]: 'a session, a form token and the same origin',
    [`POST ${base}/sign-out-everywhere`]: 'a session, a form token and the same origin',
    [`GET ${base}/invitation`]: 'an invitation',
    [`POST ${base}/invitation`]: 'a form token and the same origin',
  };
}
