import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { HELD_BY_ALL, PUBLISHER_ROLES } from '../../../src/identity/people/roles.js';
import { Database } from '../../../src/storage/index.js';
import { Browser } from '../../support/browser.js';
import { SandboxPlatform } from '../../support/sandbox-platform.js';
import { atDesk, type PersonAtDesk, signInMember, signInStaff } from '../../support/staff.js';

const WHO = '{ desk { kind acts } }';
const PUBLISHER = 'example-labs';
let platform: SandboxPlatform;
let database: Database;
let sam: PersonAtDesk;
let olga: PersonAtDesk;

beforeAll(async () => {
  platform = await SandboxPlatform.start();
  database = new Database({ url: platform.databaseUrl });
  sam = await signInStaff(platform, ['SECURITY']);
  olga = await signInMember(platform, PUBLISHER, 'OWNER');
});
afterAll(async () => {
  await database?.close();
  await platform?.stop();
});

describe('staff act through the pipeline', () => {
  test('with the scopes that their roles permit, and a record of it in their name', async () => {
    const { status, data } = await sam.query(WHO);
    expect(status).toBe(200);
    expect(data).toMatchObject({
      desk: { kind: 'STAFF', acts: expect.arrayContaining(['desk:staff', 'market:read']) },
    });
    const { rows } = await database.ops.query(
      'SELECT outcome, customer_id, fields FROM operation_record WHERE person_id = $1 ORDER BY at DESC LIMIT 1',
      [sam.personId],
    );
    expect(rows).toEqual([
      { outcome: 'OK', customer_id: null, fields: expect.arrayContaining(['Query.desk', 'Desk.acts']) },
    ]);
  });

  test('and nothing of a customer is in reach of a field that no policy opens to them', async () => {
    const { data, errors } = await sam.query('{ accounts(first: 1) { edges { cursor } } }');
    expect(data).toBeNull();
    expect(errors[0]?.extensions['code']).toBe('MISSING_SCOPE');
  });

  test('a role that is taken away counts from the next operation on, and so does a suspension', async () => {
    const temp = await signInStaff(platform, ['SUPPORT']);
    expect((await temp.query(WHO)).status).toBe(200);
    await database.identity.query('DELETE FROM staff_role WHERE person_id = $1', [temp.personId]);
    expect((await temp.query(WHO)).data).toEqual({ desk: { kind: 'STAFF', acts: [...HELD_BY_ALL.STAFF].sort() } });
    await database.identity.query("UPDATE person SET status = 'SUSPENDED' WHERE id = $1", [temp.personId]);
    const refused = await temp.query(WHO);
    expect([refused.status, refused.errors[0]?.extensions['code']]).toEqual([401, 'SESSION_MISSING']);
  });
});

describe('the door of a desk', () => {
  const staffUrl = () => `${platform.url}/staff/graphql`;

  test('refuses whoever is not signed in', async () => {
    const refused = await atDesk(new Browser(), staffUrl())(WHO);
    expect([refused.status, refused.errors[0]?.extensions['code']]).toEqual([401, 'SESSION_MISSING']);
  });

  test.each([['https://evil.example'], ['null'], ['']])('refuses a request from the origin "%s"', async (origin) => {
    const page = await sam.browser.postJson(staffUrl(), { query: WHO }, { origin });
    expect([page.status, page.body]).toEqual([403, expect.stringContaining('FORM_FORGED')]);
  });

  test('serves no GET, which other sites could cause', async () => {
    expect((await sam.browser.get(`${staffUrl()}?query=${encodeURIComponent(WHO)}`)).status).toBe(405);
  });

  test('does not take a member’s session for one of staff, nor the other way round', async () => {
    expect((await atDesk(olga.browser, staffUrl())(WHO)).status).toBe(401);
    expect((await atDesk(sam.browser, `${platform.url}/publisher/${PUBLISHER}/graphql`)(WHO)).status).toBe(401);
  });

  test('a session opens the desk alone, never the API of apps', async () => {
    expect((await atDesk(sam.browser, `${platform.url}/graphql`)(WHO)).status).toBe(401);
  });
});

describe('members act for one publisher', () => {
  test('whose member they are', async () => {
    const { desk } = (await olga.query(WHO)).data as { desk: { kind: string; acts: string[] } };
    expect(desk.kind).toBe('MEMBER');
    expect(desk.acts).toEqual(expect.arrayContaining([...HELD_BY_ALL.MEMBER]));
    const owners: readonly string[] = [...PUBLISHER_ROLES.OWNER, ...HELD_BY_ALL.MEMBER];
    expect(desk.acts.filter((act) => !owners.includes(act))).toEqual([]);
  });

  test('and for no other, existing or not, with the same answer', async () => {
    const other = await atDesk(olga.browser, `${platform.url}/publisher/openfolio/graphql`)(WHO);
    const missing = await atDesk(olga.browser, `${platform.url}/publisher/nobody-knows/graphql`)(WHO);
    expect(other).toEqual(missing);
    expect([other.status, other.errors[0]?.extensions['code']]).toEqual([403, 'PERSON_NOT_PERMITTED']);
  });
});

test('no app can be registered for a scope of people, and no consent holds one', async () => {
  const metadata = (await (await fetch(`${platform.url}/.well-known/oauth-protected-resource/graphql`)).json()) as {
    scopes_supported: string[];
  };
  expect(metadata.scopes_supported).not.toEqual(expect.arrayContaining([expect.stringMatching(/^desk:/)]));
  const { rows } = await database.identity.query(
    "SELECT client_id FROM app WHERE scope_ceiling && '{desk:staff,desk:member}' ORDER BY client_id",
  );
  expect(rows.map(({ client_id }) => client_id)).toEqual(['openfolio-publisher-desk', 'openfolio-staff-desk']);
});
