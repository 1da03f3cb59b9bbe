/**
 * The private key of the demo publisher's console app, printed here on purpose: whoever tries the sandbox may register
 * apps as Example Labs. It opens nothing else, and no live installation ever registers the app.
 */
export const DEMO_CONSOLE_KEY = {
  kid: 'example-labs-console-1',
  kty: 'EC',
  crv: 'P-256',
  x: 'Z6lMt6D7Euxi1ire71Q09Jtwyn3fH5crzUl8IX27yCM',
  y: 'MqvMzN63Pj8BAtAd5uhL3iQgtqsxwOtCAUbYt8d3ggg',
  d: 'nWgdZevHeWylREMoxP1MYKm9DtDn3krA3jOHDlEBqd8',
} as const;

const { d: _private, ...publicKey } = DEMO_CONSOLE_KEY;

export const DEMO_CONSOLE_JWKS = { keys: [publicKey] } as const;
