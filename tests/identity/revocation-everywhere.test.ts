import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { RevokeGrant } from '../../src/identity/index.js';
import { systemClock } from '../../src/kernel/clock.js';
import { oauthJourney } from '../support/oauth-journey.js';
import { Gateways } from './support/gateways.js';
import type { TestApp } from './support/identity-world.js';

const ROUNDS = 12;
const CALLERS = 3;

let gateways: Gateways;
let app: TestApp;

beforeAll(async () => {
  gateways = await Gateways.start();
  app = await gateways.addApp(['accounts:read']);
}, 120_000);

afterAll(() => gateways.stop());

interface Asked {
  readonly startedAt: number;
  readonly endedAt: number;
  readonly gateway: 0 | 1;
  readonly refusal: string | undefined;
}

/** Reads without pause from both processes while a third one ends the grant. */
async function readWhileRevoked(): Promise<{ committedAt: number; asked: readonly Asked[] }> {
  const { tokens, dpopKeyPair } = await oauthJourney({
    publicUrl: gateways.publicUrl,
    clientId: app.clientId,
    clientKey: app.privateKey,
    redirectUri: app.redirectUri,
    scopes: ['accounts:read'],
    persona: 'Lin Wanru',
  });
  const asked: Asked[] = [];
  const traffic = { running: true };
  const read = async (gateway: 0 | 1) => {
    const api = await gateways.client(dpopKeyPair);
    while (traffic.running) {
      const startedAt = performance.now();
      const refusal = await api.refusal(
        gateway,
        tokens.access_token,
        '{ accounts(first: 1) { edges { node { id } } } }',
      );
      asked.push({ startedAt, endedAt: performance.now(), gateway, refusal });
    }
  };
  const readers = ([0, 1] as const).flatMap((gateway) => Array.from({ length: CALLERS }, () => read(gateway)));
  await new Promise((resolve) => setTimeout(resolve, 100));
  const revokeGrant = new RevokeGrant({ pool: gateways.database.identity, clock: systemClock });
  await revokeGrant.revoke({ grantId: String(decodeJwt(tokens.access_token)['gid']), revokedBy: 'CUSTOMER' });
  const committedAt = performance.now();
  await new Promise((resolve) => setTimeout(resolve, 150));
  traffic.running = false;
  await Promise.all(readers);
  return { committedAt, asked };
}

test('once the end of a grant is committed, no process answers the next request', async () => {
  let [answersBefore, answersAfter, refusals] = [0, 0, 0];
  const firstRefusals: number[] = [];
  const lastAnswers: number[] = [];
  const codes = new Set<string | undefined>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const { committedAt, asked } = await readWhileRevoked();
    const answered = asked.filter(({ refusal }) => refusal === undefined);
    const refused = asked.filter(({ refusal }) => refusal !== undefined);
    answersBefore += answered.filter(({ startedAt }) => startedAt < committedAt).length;
    answersAfter += answered.filter(({ startedAt }) => startedAt >= committedAt).length;
    refusals += refused.length;
    for (const { refusal } of refused) codes.add(refusal);
    lastAnswers.push(Math.max(...answered.map(({ endedAt }) => endedAt)) - committedAt);
    for (const gateway of [0, 1] as const)
      firstRefusals.push(
        Math.min(...refused.filter((each) => each.gateway === gateway).map((each) => each.endedAt)) - committedAt,
      );
  }
  const worst = (values: readonly number[]) => Math.max(...values).toFixed(1);
  console.info(
    `${ROUNDS} grants ended under ${answersBefore} reads of 2 processes: ${answersAfter} answers to requests begun after the commit, ` +
      `${refusals} refused; first refusal at most ${worst(firstRefusals)} ms after the commit, last answer of an earlier request ${worst(lastAnswers)} ms`,
  );
  expect(answersBefore).toBeGreaterThan(ROUNDS);
  expect(refusals).toBeGreaterThan(ROUNDS * 2);
  expect(answersAfter).toBe(0);
  expect([...codes].every((code) => code === 'TOKEN_REVOKED' || code === 'GRANT_NOT_ACTIVE')).toBe(true);
}, 120_000);
