import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { invitationLink, OPERATOR } from '../../../src/identity/index.js';
import { Browser, type Page } from '../../support/browser.js';
import { PASSWORD, PeopleWorld, submit, type TestPerson } from './people-world.js';

let world: PeopleWorld;
let olga: TestPerson;

beforeAll(async () => {
  world = await PeopleWorld.start();
  olga = await world.joinPublisher('olga@acme.example', 'OWNER');
});

afterAll(() => world.stop());

const TWENTY = Array.from({ length: 20 }, (_, index) => index);
const later = () => world.clock.advance(16 * 60_000);

function statuses(answers: readonly Page[]): number[] {
  return answers.map(({ status }) => status).sort((one, two) => one - two);
}

async function invited(email: string, role = 'VIEWER'): Promise<string> {
  const made = await world.invite.member(OPERATOR, { publisherId: world.publisherId, email, role });
  return invitationLink(world.url, made);
}

async function count(sql: string, values: unknown[]): Promise<number> {
  const { rows } = await world.database.identity.query<{ count: number }>(sql, values);
  return rows[0]?.count ?? -1;
}

test('an invitation accepted by twenty at once makes one account with one password', async () => {
  const page = await new Browser().get(await invited('race@acme.example'));
  const answers = await Promise.all(
    TWENTY.map((index) => submit(new Browser(), page, { name: 'Rita Race', password: `${PASSWORD} ${index}` })),
  );
  expect(statuses(answers)).toEqual([303, ...Array.from({ length: 19 }, () => 400)]);
  expect(await count('SELECT count(*)::int FROM person WHERE email = $1', ['race@acme.example'])).toBe(1);
  const joined = await world.events('member.joined');
  expect(joined.filter(({ data }) => data['role'] === 'VIEWER')).toHaveLength(1);
  const winner = answers.findIndex(({ status }) => status === 303);
  later();
  const signIn = `${world.url}/publisher/sign-in`;
  const right = await world.enterPassword(new Browser(), signIn, 'race@acme.example', `${PASSWORD} ${winner}`);
  expect(right.url).toContain('/publisher/second-factor');
});

test('a recovery code sent by twenty sessions at once lets one in', async () => {
  later();
  const [code = ''] = olga.recoveryCodes;
  // Sessions are made in groups, because attempts are counted; the code itself is then sent by use-case, all at once.
  const { CheckSecondFactor } = await import('../../../src/identity/people/sign-in/check-second-factor.js');
  const { PeopleSessions } = await import('../../../src/identity/people/sign-in/people-sessions.js');
  const { SealedSecrets } = await import('../../../src/identity/people/sealed-secrets.js');
  const common = { pool: world.database.identity, clock: world.clock };
  const sessions = new PeopleSessions({ ...common, kind: 'MEMBER' });
  const check = new CheckSecondFactor({
    ...common,
    limit: async () => {},
    sealed: new SealedSecrets(Buffer.alloc(32)),
  });
  const { rows } = await world.database.identity.query<{ id: string }>('SELECT id FROM person WHERE email = $1', [
    olga.email,
  ]);
  const half = await Promise.all(
    TWENTY.map(async () => sessions.current(await sessions.begin(common.pool, rows[0]?.id ?? '', 'PASSWORD'))),
  );
  const opened = await Promise.all(half.map(async (session) => session && check.checkCode(sessions, session, code)));
  expect(opened.filter((id) => id !== undefined)).toHaveLength(1);
  expect(await count('SELECT count(*)::int FROM recovery_code WHERE used_at IS NOT NULL', [])).toBe(1);
});

test('a recovery code replaces the app once, however it is typed', async () => {
  later();
  const [, code = ''] = olga.recoveryCodes;
  const browser = new Browser();
  const asked = await world.enterPassword(browser, `${world.url}/publisher/sign-in`, olga.email);
  const typed = code.toLowerCase().replaceAll('-', ' ');
  expect((await submit(browser, asked, { code: typed })).status).toBe(303);
  const again = new Browser();
  const second = await world.enterPassword(again, `${world.url}/publisher/sign-in`, olga.email);
  expect((await submit(again, second, { code })).status).toBe(401);
  const factors = (await world.events('member.signed_in')).map(({ data }) => data['factor']);
  expect(factors).toContain('RECOVERY_CODE');
});

test('an owner invites from the page; the invited one joins with the role and can’t invite', async () => {
  later();
  const browser = new Browser();
  const asked = await world.enterPassword(browser, `${world.url}/publisher/sign-in`, olga.email);
  await submit(browser, asked, { code: world.totp(olga.secret) });
  const home = await browser.get(`${world.url}/publisher`);
  const csrf = home.values('csrf')[0] ?? '';
  const fields = (email: string, role: string, publisher = world.publisherId): [string, string][] => [
    ['csrf', csrf],
    ['publisher', publisher],
    ['email', email],
    ['role', role],
  ];
  const made = await browser.post(`${world.url}/publisher/invitations`, fields('dev@acme.example', 'DEVELOPER'));
  const link = /<code>(http[^<]+)<\/code>/.exec(made.body)?.[1]?.replaceAll('&#61;', '=') ?? '';
  const dev = await world.join('dev@acme.example', link);
  const devHome = await dev.browser.get(`${world.url}/publisher`);
  expect(devHome.body).toContain('apps:manage');
  const forbidden = await dev.browser.post(`${world.url}/publisher/invitations`, [
    ['csrf', devHome.values('csrf')[0] ?? ''],
    ['publisher', world.publisherId],
    ['email', 'friend@acme.example'],
    ['role', 'OWNER'],
  ]);
  expect(forbidden.status).toBe(403);
  expect(forbidden.body).toContain('PERSON_NOT_PERMITTED');
  const foreign = await browser.post(
    `${world.url}/publisher/invitations`,
    fields('spy@acme.example', 'OWNER', world.otherPublisherId),
  );
  expect(foreign.status).toBe(403);
  const unknownRole = await browser.post(`${world.url}/publisher/invitations`, fields('x@acme.example', 'ADMIN'));
  expect(unknownRole.status).toBe(400);
  expect(await count('SELECT count(*)::int FROM invitation WHERE email = $1', ['spy@acme.example'])).toBe(0);
});

test('an invitation ends after three days, counts once, and is none at the other door', async () => {
  const link = await invited('late@acme.example');
  expect((await new Browser().get(link)).status).toBe(200);
  expect((await new Browser().get(link.replace('/publisher/', '/staff/'))).status).toBe(400);
  world.clock.advance(3 * 24 * 60 * 60_000 + 1000);
  const late = await new Browser().get(link);
  expect(late.status).toBe(400);
  expect(late.body).toContain('INVITATION_UNUSABLE');
});

test('an account that exists joins a second publisher by its own password, which nobody else can set', async () => {
  later();
  const made = await world.invite.member(OPERATOR, {
    publisherId: world.otherPublisherId,
    email: olga.email,
    role: 'DEVELOPER',
  });
  const page = await new Browser().get(invitationLink(world.url, made));
  expect((await submit(new Browser(), page, { password: 'another long password' })).status).toBe(422);
  expect((await submit(new Browser(), page, { password: PASSWORD })).status).toBe(303);
  const browser = new Browser();
  const asked = await world.enterPassword(browser, `${world.url}/publisher/sign-in`, olga.email);
  await submit(browser, asked, { code: world.totp(olga.secret) });
  const home = await browser.get(`${world.url}/publisher`);
  expect(home.body).toContain('<h2>acme</h2>');
  expect(home.body).toContain('<h2>bolt</h2>');
});

test('whoever was reset sets a new password and second factor by a new invitation, and keeps the roles', async () => {
  await world.joinStaff('lost@broker.example', 'SECURITY');
  await world.suspendPerson.reset(OPERATOR, { kind: 'STAFF', email: 'lost@broker.example' });
  later();
  const old = await world.enterPassword(new Browser(), `${world.url}/staff/sign-in`, 'lost@broker.example');
  expect(old.status).toBe(401);
  const back = await world.joinStaff('lost@broker.example', 'SUPPORT');
  const home = await back.browser.get(`${world.url}/staff`);
  expect(home.body).toContain('SECURITY, SUPPORT');
});

test('weak passwords and forged posts of an invitation are refused, and it stays good', async () => {
  later();
  const page = await new Browser().get(await invited('weak@acme.example'));
  const weak = await submit(new Browser(), page, { name: 'Wim Weak', password: 'short' });
  expect(weak.status).toBe(422);
  expect(weak.body).toContain('12 to 128 characters');
  const values = { name: 'Wim Weak', password: PASSWORD };
  expect((await submit(new Browser(), page, values, { origin: 'https://evil.example' })).status).toBe(403);
  expect((await submit(new Browser(), page, values)).status).toBe(303);
});

test('staff alone verify a domain, which is a domain', async () => {
  const { rows } = await world.database.identity.query<{ id: string }>('SELECT id FROM person WHERE email = $1', [
    olga.email,
  ]);
  const member = {
    by: 'MEMBER',
    personId: rows[0]?.id ?? '',
    publisherId: world.publisherId,
    acts: new Set<'members:invite'>(['members:invite']),
  } as const;
  const wanted = { slug: 'acme', domain: 'acme.example' };
  await expect(world.verifyDomain.set(member, wanted)).rejects.toMatchObject({ code: 'PERSON_NOT_PERMITTED' });
  const wrong = world.verifyDomain.set(OPERATOR, { slug: 'acme', domain: 'https://acme.example/' });
  await expect(wrong).rejects.toMatchObject({ code: 'PERSON_INPUT_INVALID' });
  await world.verifyDomain.set(OPERATOR, wanted);
  expect((await world.events('publisher.domain_verified'))[0]?.data).toEqual({ domain: 'acme.example', by: null });
});

test('operations under a grant see nobody', async () => {
  const refused = ['person', 'person_session', 'invitation', 'passkey', 'recovery_code', 'customer_sign_in'].map(
    (table) =>
      world.database.app.query(`SELECT 1 FROM ${table}`).then(
        () => table,
        () => undefined,
      ),
  );
  expect((await Promise.all(refused)).filter((table) => table !== undefined)).toEqual([]);
});
