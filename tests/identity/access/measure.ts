import { generateKeyPairSync } from 'node:crypto';
import {
  AccessTokenVerifier,
  AuthorityChannel,
  DatabaseSigningKeys,
  DenyFeed,
  DpopProofVerifier,
  MemoryUsedProofs,
} from '../../../src/identity/index.js';
import { systemClock as clock } from '../../../src/kernel/clock.js';
import { newId } from '../../../src/kernel/ids.js';
import { Database } from '../../../src/storage/index.js';
import { createTemplate, createTestDatabase } from '../../support/template-database.js';
import { publishKey } from './authority-fixture.js';
import { accessToken, athOf, ProofMaker } from './proof-fixture.js';

/**
 * CPU of checking one request at the resource server: `node --import tsx tests/identity/access/measure.ts [requests]`.
 * Every request brings a fresh proof, made beforehand; keys, feed and database are real. Aim: at most 250 µs for a token that
 * is known already.
 */
const REQUESTS = Number(process.argv[2] ?? 5000);
const AIM_US = 250;
const PUBLIC_URL = 'https://api.example.com';

const dropTemplate = await createTemplate();
const fresh = await createTestDatabase();
const database = new Database({ url: fresh.url });
const server = generateKeyPairSync('ec', { namedCurve: 'P-256' });
await publishKey(database, 'k1', server.privateKey);
const channel = new AuthorityChannel({ connectionString: fresh.url });
const denyFeed = new DenyFeed({ channel, clock });
const jwks = new DatabaseSigningKeys({ channel, clock });
await channel.start();
await Promise.all([denyFeed.start(), jwks.start()]);

let worst = 0;
for (const alg of ['ES256', 'EdDSA', 'PS256']) {
  const client = new ProofMaker(alg);
  const known = [await tokenFor(client)];
  const unknown = await Promise.all(Array.from({ length: Math.min(REQUESTS, 1000) }, () => tokenFor(client)));
  const hit = await cpuPerRequest(client, known, REQUESTS);
  const miss = await cpuPerRequest(client, unknown, unknown.length);
  worst = Math.max(worst, hit);
  say(`${alg}  known token and proof ${hit.toFixed(0)} µs CPU, new token and proof ${miss.toFixed(0)} µs CPU`);
}
say(`aim ${AIM_US} µs for a known token: ${worst <= AIM_US ? 'met' : 'MISSED'}`);
if (worst > AIM_US) process.exitCode = 1;

jwks.stop();
await denyFeed.stop();
await channel.stop();
await database.close();
await fresh.drop();
await dropTemplate();

async function tokenFor(client: ProofMaker): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const names = { iss: `${PUBLIC_URL}/oauth`, aud: `${PUBLIC_URL}/graphql`, sub: 's', client_id: 'c' };
  const cnf = { jkt: await client.jkt() };
  return accessToken(server.privateKey, { ...names, cnf, jti: newId(), gid: newId(), iat: now, exp: now + 300 });
}

/** Microseconds of this process, user and system; the first tenth of the requests warms up and is not counted. */
async function cpuPerRequest(client: ProofMaker, tokens: readonly string[], count: number): Promise<number> {
  const verifier = new AccessTokenVerifier({
    jwks,
    denyFeed,
    clock,
    publicUrl: PUBLIC_URL,
    issuer: `${PUBLIC_URL}/oauth`,
    audience: `${PUBLIC_URL}/graphql`,
    proofs: new DpopProofVerifier({ clock, used: new MemoryUsedProofs() }),
  });
  const requests = Array.from({ length: count }, (_, index) =>
    requestWith(client, tokens[index % tokens.length] ?? ''),
  );
  const warm = Math.floor(count / 10);
  let from = process.cpuUsage();
  for (const [index, request] of requests.entries()) {
    if (index === warm) from = process.cpuUsage();
    const access = await verifier.verify(request);
    if (!access.ok) throw new Error(access.code);
  }
  const { user, system } = process.cpuUsage(from);
  return (user + system) / (count - warm);
}

function requestWith(client: ProofMaker, token: string) {
  const iat = Math.floor(Date.now() / 1000);
  const dpop = client.proof({ htm: 'POST', htu: `${PUBLIC_URL}/graphql`, iat, ath: athOf(token) });
  return { method: 'POST', url: '/graphql', headers: { authorization: `DPoP ${token}`, dpop } };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
