import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Database } from '../../src/storage/index.js';
import { Browser, type Page } from '../support/browser.js';
import { SandboxPlatform } from '../support/sandbox-platform.js';
import { type PersonAtDesk, signInStaff } from '../support/staff.js';

const PERSONA = 'Chen Zhiyuan';
let platform: SandboxPlatform;
let database: Database;
let customer: Browser;
let officer: PersonAtDesk;
let person: { name_zh: string; name_en: string; mobile: string | null; external_ref: string; id: string };

beforeAll(async () => {
  platform = await SandboxPlatform.start();
  database = new Database({ url: platform.databaseUrl });
  await platform.allow(PERSONA);
  const { rows } = await database.ops.query<typeof person>(
    `UPDATE customer SET mobile = '13800138000' WHERE name_en = $1 RETURNING id, name_zh, name_en, mobile, external_ref`,
    [PERSONA],
  );
  person = rows[0] ?? person;
  customer = await signedIn();
  officer = await signInStaff(platform, ['PRIVACY']);
}, 180_000);
afterAll(async () => {
  await database?.close();
  await platform?.stop();
});

async function signedIn(): Promise<Browser> {
  const browser = new Browser();
  const page = await browser.get(`${platform.url}/connected-apps?lang=en`);
  const button = [...page.body.matchAll(/<button[^>]* value="([^"]*)"[^>]*>(.*?)<\/button>/gs)];
  const persona = button.find(([, , label]) => label?.includes(PERSONA))?.[1] ?? '';
  await browser.post(`${platform.url}/connected-apps/sign-in?lang=en`, [
    ['csrf', page.values('csrf')[0] ?? ''],
    ['persona', persona],
  ]);
  return browser;
}

const myData = () => customer.get(`${platform.url}/my-data?lang=en`);

async function click(act: string, fields: Record<string, string>): Promise<Page> {
  const csrf = (await myData()).values('csrf')[0] ?? '';
  const answered = await customer.post(`${platform.url}/my-data/${act}?lang=en`, [
    ['csrf', csrf],
    ...Object.entries(fields),
  ]);
  return customer.follow(new URL(answered.location ?? '', platform.url).href);
}

const REQUESTS = `{ privacyRequests(first: 9, state: RECEIVED) { edges { node { id kind customerId } } } }`;
const DECIDE = `mutation($input: DecidePrivacyRequestInput!) { decidePrivacyRequest(input: $input) { request { state reason } userErrors { code } } }`;

async function decide(refusal: string | null): Promise<unknown> {
  const { data } = await officer.query(REQUESTS);
  const { edges = [] } = (data?.['privacyRequests'] ?? {}) as { edges?: { node: { id: string } }[] };
  const answer = await officer.query(DECIDE, { input: { id: edges[0]?.node.id, refusal } });
  expect(answer.errors).toEqual([]);
  return answer.data?.['decidePrivacyRequest'];
}

async function untilPageSays(text: string, withinMs = 30_000): Promise<Page> {
  const end = Date.now() + withinMs;
  let page = await myData();
  while (!page.body.includes(text) && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    page = await myData();
  }
  expect(page.body).toContain(text);
  return page;
}

describe('a copy of one’s data', () => {
  test('is asked for on the customer’s own page, once at a time, and can be cancelled', async () => {
    expect((await click('request', { kind: 'EXPORT' })).body).toContain('We have your request.');
    expect((await click('request', { kind: 'EXPORT' })).body).toContain('You have asked for this already');
    const id = (await myData()).values('request')[0] ?? '';
    expect((await click('cancel', { request: id })).body).toContain('Your request was cancelled.');
    expect((await click('cancel', { request: id })).body).toContain('can’t be cancelled');
  });

  test('staff may refuse it with a reason that the customer reads', async () => {
    await click('request', { kind: 'EXPORT' });
    expect(await decide('no')).toMatchObject({ request: null, userErrors: [{ code: 'PRIVACY_REASON_INVALID' }] });
    await decide('We could not make sure that it is you.');
    expect((await myData()).body).toContain('We could not make sure that it is you.');
  });

  test('what staff approve is made through the pipeline and holds all sections, for this customer alone', async () => {
    await click('request', { kind: 'EXPORT' });
    expect(await decide(null)).toMatchObject({ request: { state: 'APPROVED' } });
    const page = await untilPageSays('Download the file');
    const href = /href="(\/my-data\/export[^"]*)"/.exec(page.body)?.[1] ?? '';
    const file = await customer.get(`${platform.url}${href.replaceAll('&amp;', '&')}`);
    const parts = JSON.parse(file.body) as { section: string; data: Record<string, unknown> }[];
    expect([...new Set(parts.map(({ section }) => section))]).toEqual([
      'profile',
      'accounts',
      'transactions',
      'connectedApps',
      'receipts',
      'conclusions',
      'unmaskings',
      'tickets',
      'plans',
      'plugins',
      'pluginRuns',
      'messageChoice',
      'requests',
    ]);
    expect(file.body).toContain('13800138000');
    const { rows } = await database.ops.query<{ n: string }>(
      'SELECT count(*) AS n FROM transaction WHERE customer_id = $1',
      [person.id],
    );
    const transactions = parts.filter(({ section }) => section === 'transactions');
    const exported = transactions.flatMap(({ data }) => (data['transactions'] as { edges: unknown[] }).edges).length;
    expect(exported).toBe(Number(rows[0]?.n));
    process.stdout.write(`export: ${parts.length} parts, ${exported} transactions, ${file.body.length} characters\n`);
  });
});

describe('staff see customers masked', () => {
  const FIND = `query($said: String!) { maskedCustomers(first: 5, said: $said) { edges { node { id nameZh nameEn mobile birthYear reference accounts { lastFour } } } } }`;

  test('found by the whole of what somebody says, never by a part', async () => {
    const found = await officer.query(FIND, { said: '13800138000' });
    expect(found.errors).toEqual([]);
    const text = JSON.stringify(found.data);
    expect(text).toContain('"mobile":"138****8000"');
    for (const raw of [person.name_zh, person.name_en, person.external_ref, '13800138000'])
      expect(text).not.toContain(raw);
    for (const part of ['138', '1380013800', '%', '陈']) {
      const none = await officer.query(FIND, { said: part });
      expect(none.data).toEqual({ maskedCustomers: { edges: [] } });
    }
  });

  test('a role without the act finds nobody: the field is refused, and the view is empty for the app role', async () => {
    const reviewer = await signInStaff(platform, ['REVIEWER']);
    const refused = await reviewer.query(FIND, { said: '13800138000' });
    expect(refused.errors[0]?.extensions['code']).toBe('MISSING_SCOPE');
    for (const view of ['masked_customer', 'masked_account', 'unmasked_customer'])
      expect((await database.app.query(`SELECT * FROM ${view}`)).rows).toEqual([]);
    expect((await database.app.query("SELECT find_customers('13800138000')")).rows).toEqual([]);
  });

  test('the mask is lifted for a reason, for this person alone, and the customer reads when and why', async () => {
    const found = await officer.query(FIND, { said: person.external_ref });
    const id = /"id":"(mcu_[^"]+)"/.exec(JSON.stringify(found.data))?.[1];
    const SEE = 'query($id: ID!) { maskedCustomer(id: $id) { unmasked { nameEn mobile until } } }';
    expect((await officer.query(SEE, { id })).data).toEqual({ maskedCustomer: { unmasked: null } });
    const LIFT =
      'mutation($input: UnmaskCustomerInput!) { unmaskCustomer(input: $input) { customer { unmasked { mobile } } userErrors { code } } }';
    const lift = (reason: string) => officer.query(LIFT, { input: { customerId: id, reason } });
    expect((await lift('x')).data).toMatchObject({
      unmaskCustomer: { userErrors: [{ code: 'PRIVACY_REASON_INVALID' }] },
    });
    const reason = 'Calls back about the erasure that was asked for.';
    expect((await lift(reason)).data).toMatchObject({
      unmaskCustomer: { customer: { unmasked: { mobile: '13800138000' } } },
    });
    const colleague = await signInStaff(platform, ['PRIVACY']);
    expect((await colleague.query(FIND, { said: person.external_ref })).errors).toEqual([]);
    expect(
      (
        await colleague.query(
          `query($said: String!) { maskedCustomers(first: 1, said: $said) { edges { node { unmasked { mobile } } } } }`,
          { said: person.external_ref },
        )
      ).data,
    ).toEqual({
      maskedCustomers: { edges: [{ node: { unmasked: null } }] },
    });
    expect((await myData()).body).toContain(reason);
    const { rows } = await database.ops.query(
      "SELECT data FROM event WHERE type = 'privacy.unmasked' AND customer_id = $1",
      [person.id],
    );
    expect(rows).toEqual([{ data: { by: officer.personId, minutes: 15 } }]);
  });
});

describe('erasure', () => {
  test('ends all consents and tells the apps, removes copies, and says what the law keeps', async () => {
    await click('request', { kind: 'ERASURE' });
    await decide(null);
    const page = await untilPageSays('kept by law');
    expect(page.body).toContain('erased or ended');
    const live = await database.ops.query(
      'SELECT FROM access_grant g JOIN app a ON a.id = g.app_id WHERE g.customer_id = $1 AND g.revoked_at IS NULL AND NOT a.first_party',
      [person.id],
    );
    expect(live.rowCount).toBe(0);
    const parts = await database.ops.query('SELECT FROM privacy_export_part WHERE customer_id = $1', [person.id]);
    expect(parts.rowCount).toBe(0);
    const told = await database.ops.query("SELECT FROM event WHERE type = 'grant.erasure_requested'");
    expect(told.rowCount).toBe(1);
    const choice = await database.ops.query('SELECT messages FROM marketing_preference WHERE customer_id = $1', [
      person.id,
    ]);
    expect(choice.rows).toEqual([{ messages: 'NONE' }]);
    // The sign-ins and looks of this test, and what was concluded from them.
    const activity = await database.ops.query('SELECT FROM activity_signal WHERE customer_id = $1', [person.id]);
    expect(activity.rowCount).toBe(0);
    const erased = await database.ops.query<{ affected: string }>(
      "SELECT affected FROM privacy_outcome WHERE customer_id = $1 AND data_kind = 'ACTIVITY' AND outcome = 'ERASED'",
      [person.id],
    );
    expect(Number(erased.rows[0]?.affected)).toBeGreaterThan(0);
    const kept = await database.ops.query<{ affected: string }>(
      "SELECT affected FROM privacy_outcome WHERE customer_id = $1 AND data_kind = 'TRADING' AND outcome = 'KEPT'",
      [person.id],
    );
    expect(Number(kept.rows[0]?.affected)).toBeGreaterThan(0);
  });
});
