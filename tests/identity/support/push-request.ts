import { randomUUID, type webcrypto } from 'node:crypto';
import { SignJWT } from 'jose';
import type { TestApp } from './identity-world.js';

/** A client assertion of the app, with any claim or header spoilt. */
export function assertion(
  issuer: string,
  app: TestApp,
  claims: Record<string, unknown> = {},
  key: webcrypto.CryptoKey = app.privateKey,
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const usual = { iss: app.clientId, sub: app.clientId, aud: issuer, jti: randomUUID(), iat: now, exp: now + 60 };
  return new SignJWT({ ...usual, ...claims }).setProtectedHeader({ alg: 'ES256' }).sign(key);
}

/** The least that a pushed request must say. */
export const PUSHED = {
  response_type: 'code',
  scope: 'accounts:read',
  code_challenge: 'A'.repeat(43),
  code_challenge_method: 'S256',
};

export const BY_ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Pushes a request by bare HTTP, so that what a good library would never send can be sent; `undefined` leaves a field out. */
export async function push(
  issuer: string,
  app: TestApp,
  changes: Record<string, string | undefined> = {},
): Promise<{ status: number; error?: string; request_uri?: string }> {
  const fields = {
    ...PUSHED,
    client_id: app.clientId,
    redirect_uri: app.redirectUri,
    client_assertion_type: BY_ASSERTION,
    client_assertion: await assertion(issuer, app),
    ...changes,
  };
  const given = Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const response = await fetch(`${issuer}/request`, { method: 'POST', body: new URLSearchParams(given) });
  return { status: response.status, ...((await response.json()) as object) };
}
