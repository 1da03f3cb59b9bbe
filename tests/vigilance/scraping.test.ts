import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { allowAsPersona, type PersonaAccess } from '../../src/cli/sandbox-client/allow-as-persona.js';
import { Database } from '../../src/storage/index.js';
import { type RunningPlatform, startPlatform } from '../support/running-platform.js';
import { VIEWER_APP, VIEWER_SCOPES } from '../support/sandbox-platform.js';
import { type PersonAtDesk, signInMember, signInStaff } from '../support/staff.js';
import { createSandboxDatabase } from '../support/template-database.js';

let platform: RunningPlatform;
let databaseUrl: string;
let drop: () => Promise<void>;
let access: PersonaAccess;
let member: PersonAtDesk;
let security: PersonAtDesk;

beforeAll(async () => {
  const database = await createSandboxDatabase();
  drop = () => database.drop();
  databaseUrl = database.url;
  platform = await startPlatform({ DATABASE_URL: databaseUrl });
  access = await allowAsPersona({ url: platform.url, ...VIEWER_APP, persona: 'Chen Zhiyuan', scopes: VIEWER_SCOPES });
  member = await signInMember({ url: platform.url, databaseUrl }, 'example-labs', 'OWNER');
  security = await signInStaff({ url: platform.url, databaseUrl }, ['SECURITY']);
}, 120_000);
afterAll(async () => {
  await platform?.stop();
  await drop?.();
});

const CASES = `{ vigilanceCases(first: 5) { edges { node { id clientId step state budgetShare
  findings { rule ruleFrom step measured threshold reasonEn } appeals { text state reason } } } } }`;

interface CaseSeen {
  readonly id: string;
  readonly clientId: string;
  readonly step: string;
  readonly state: string;
  readonly findings: { rule: string; step: string; reasonEn: string }[];
  readonly appeals: { state: string; reason: string | null }[];
}

async function casesOf(person: PersonAtDesk): Promise<CaseSeen[]> {
  const { data, errors } = await person.query(CASES);
  expect(errors).toEqual([]);
  const { edges = [] } = (data?.['vigilanceCases'] ?? {}) as { edges?: { node: CaseSeen }[] };
  return edges.map(({ node }) => node);
}

async function ask(query: string, variables: Record<string, unknown> = {}): Promise<{ status: number; code: string }> {
  const response = await access.fetch(`${platform.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const body = (await response.json()) as { errors?: { extensions: { code: string } }[] };
  return { status: response.status, code: body.errors?.[0]?.extensions.code ?? 'OK' };
}

async function statusOf(clientId: string): Promise<unknown> {
  const database = new Database({ url: databaseUrl, reachConnections: 1, poolSize: 1 });
  const { rows } = await database.ops.query(
    'SELECT a.status, s.budget_share AS share FROM app a LEFT JOIN app_standing s ON s.app_id = a.id WHERE a.client_id = $1',
    [clientId],
  );
  await database.close();
  return rows[0];
}

const made = () => ({ id: `acc_${randomBytes(16).toString('base64url')}` });

describe('an app that tries ids one after the other', () => {
  test('is restricted, then frozen, within 60 s of its first request', async () => {
    const started = performance.now();
    const seconds = () => (performance.now() - started) / 1000;
    const first: Record<string, number> = {};
    let asked = 0;
    while (first['TOKEN_REVOKED'] === undefined && seconds() < 60) {
      const { code } = await ask('query Scrape($id: ID!) { account(id: $id) { id name } }', made());
      asked += 1;
      first[code] ??= seconds();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    process.stdout.write(
      `scraping by id: ${asked} requests, refused for good after ${first['TOKEN_REVOKED']?.toFixed(1)} s\n`,
    );
    expect(first['TOKEN_REVOKED']).toBeLessThan(60);
  }, 90_000);

  test('its owner sees at the publisher’s desk what was found, by which dated rule, and why', async () => {
    const [found] = await casesOf(member);
    expect(found).toMatchObject({ clientId: VIEWER_APP.clientId, step: 'FROZEN', state: 'OPEN' });
    expect(found?.findings.map(({ step }) => step)).toContain('FROZEN');
    expect(found?.findings[0]).toMatchObject({ rule: 'ID_ENUMERATION', ruleFrom: '2026-11-01' });
    expect(found?.findings[0]?.reasonEn).toContain('ids');
  });

  test('another publisher’s people see nothing of it', async () => {
    const other = await signInMember({ url: platform.url, databaseUrl }, 'openfolio', 'OWNER');
    expect(await casesOf(other)).toEqual([]);
  });

  test('the owner appeals, once at a time', async () => {
    const [found] = await casesOf(member);
    const appeal = (text: string) =>
      member.query(
        'mutation($input: AppealCaseInput!) { appealCase(input: $input) { case { appeals { state } } userErrors { code } } }',
        {
          input: { caseId: found?.id, text },
        },
      );
    const said = 'Our load test used made-up ids by mistake; it is stopped and the script is deleted.';
    expect((await appeal('sorry')).data).toMatchObject({ appealCase: { userErrors: [{ code: 'APPEAL_INVALID' }] } });
    expect((await appeal(said)).data).toMatchObject({
      appealCase: { case: { appeals: [{ state: 'FILED' }] }, userErrors: [] },
    });
    expect((await appeal(said)).data).toMatchObject({ appealCase: { userErrors: [{ code: 'APPEAL_PENDING' }] } });
  });

  test('staff lift the freeze, the owner reads why, and the app may ask again', async () => {
    const [found] = await casesOf(security);
    const decide = `mutation($input: DecideCaseInput!) { decideCase(input: $input) { decision userErrors { code } } }`;
    const input = { caseId: found?.id, verdict: 'LIFT', reason: 'A mistake in a test, explained and mended.' };
    expect((await security.query(decide, { input })).data).toMatchObject({
      decideCase: { decision: 'LIFTED', userErrors: [] },
    });
    const [after] = await casesOf(member);
    expect(after).toMatchObject({ state: 'LIFTED', appeals: [{ state: 'ACCEPTED', reason: input.reason }] });
    // Tokens of the minute after a freeze stay refused, so the app itself is looked at.
    expect(await statusOf(VIEWER_APP.clientId)).toEqual({ status: 'APPROVED', share: null });
  });
});
