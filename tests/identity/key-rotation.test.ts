import type { webcrypto } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import * as client from 'openid-client';
import { SigningKeys } from '../../src/identity/index.js';
import { systemClock } from '../../src/kernel/clock.js';
import { discover } from '../support/oauth-journey.js';
import { until } from './access/authority-fixture.js';
import { type GatewayClient, Gateways } from './support/gateways.js';
import type { TestApp } from './support/identity-world.js';

const PUBLISH_AHEAD_MS = 2000;
const KEEP_AFTER_MS = 3000;
/** A verifier elsewhere that keeps keys as libraries do; the next key is published for longer than its cooldown. */
const COOLDOWN_MS = 1000;

let gateways: Gateways;
let app: TestApp;
let api: GatewayClient;
let tokenOf: (gateway: 0 | 1) => Promise<string>;

beforeAll(async () => {
  gateways = await Gateways.start();
  app = await gateways.addApp(['market:read']);
  const keyPair = await client.randomDPoPKeyPair('ES256');
  api = await gateways.client(keyPair);
  const clients = await Promise.all(gateways.urls.map((url) => clientOf(url, keyPair)));
  tokenOf = async (gateway) => (await clients[gateway]?.())?.access_token ?? '';
}, 120_000);

afterAll(() => gateways.stop());

/** Asks one process for tokens under the public address. */
async function clientOf(url: string, keyPair: webcrypto.CryptoKeyPair) {
  const config = await discover({ publicUrl: gateways.publicUrl, clientId: app.clientId, clientKey: app.privateKey });
  config[client.customFetch] = (address, options) => fetch(address.replace(gateways.publicUrl, url), options);
  const DPoP = client.getDPoPHandle(config, keyPair);
  return () => client.clientCredentialsGrant(config, { scope: 'market:read' }, { DPoP });
}

const jwksOf = async (url: string) =>
  ((await (await fetch(`${url}/oauth/jwks`)).json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('keys change under load in two processes, and no request fails: not at ours, not at a verifier elsewhere', async () => {
  const elsewhere = gateways.urls.map((url) =>
    createRemoteJWKSet(new URL(`${url}/oauth/jwks`), { cooldownDuration: COOLDOWN_MS }),
  );
  const signedBy = new Set<string>();
  const failures: unknown[] = [];
  let requests = 0;
  const traffic = { running: true };
  const load = async (from: 0 | 1) => {
    while (traffic.running) {
      try {
        const token = await tokenOf(from);
        signedBy.add(decodeProtectedHeader(token).kid ?? '');
        for (const gateway of [0, 1] as const) {
          const refusal = await api.refusal(gateway, token);
          if (refusal !== undefined) failures.push(refusal);
        }
        for (const keys of elsewhere) await jwtVerify(token, keys, { typ: 'at+jwt' });
        requests += 5;
      } catch (error) {
        failures.push(error);
      }
    }
  };
  const loads = ([0, 1, 0, 1] as const).map(load);
  const [former = ''] = await jwksOf(gateways.urls[0]);
  const old = await tokenOf(0);
  const keys = new SigningKeys({
    pool: gateways.database.identity,
    clock: systemClock,
    publishAheadMs: PUBLISH_AHEAD_MS,
    keepAfterMs: KEEP_AFTER_MS,
  });
  const { kid, signsFrom, formerRetiresAt } = await keys.rotate();
  for (const url of gateways.urls) await until(async () => (await jwksOf(url)).includes(kid));
  const publishedWithinMs = PUBLISH_AHEAD_MS - (signsFrom - Date.now());
  expect(signedBy).toEqual(new Set([former])); // published, and not signing yet
  await pause(formerRetiresAt - Date.now() - 500);
  expect(signedBy).toEqual(new Set([former, kid]));
  await pause(1000);
  traffic.running = false;
  await Promise.all(loads);
  console.info(
    `${requests} requests while keys changed, ${failures.length} failed; published within ${publishedWithinMs} ms`,
  );
  expect(failures).toEqual([]);
  for (const [gateway, url] of gateways.urls.entries()) {
    expect(await jwksOf(url)).toEqual([kid]);
    expect(await api.refusal(gateway as 0 | 1, old)).toBe('TOKEN_INVALID'); // retired: long before the token's own end
  }
}, 60_000);

test('`openfolio keys rotate` publishes the next key in every process, and it signs ten minutes later', async () => {
  const { code, stdout } = await gateways.operator('keys', 'rotate');
  expect(code).toBe(0);
  const [, kid = '', signsFrom = ''] = /published +(\S+)\nsigns from (\S+)/.exec(stdout) ?? [];
  expect(Math.round((Date.parse(signsFrom) - Date.now()) / 60_000)).toBe(10);
  for (const url of gateways.urls) await until(async () => (await jwksOf(url)).includes(kid));
  expect(decodeProtectedHeader(await tokenOf(1)).kid).not.toBe(kid);
}, 60_000);
