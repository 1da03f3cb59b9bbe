import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AuthorityChannel, DatabaseGrantStore, DenyFeed } from '../../src/identity/index.js';
import { systemClock } from '../../src/kernel/clock.js';
import { newId } from '../../src/kernel/ids.js';
import { type Acting, createWatchWorld, type WatchWorld } from './watch-world.js';

const MINUTE = 60_000;
let world: WatchWorld;
beforeAll(async () => {
  world = await createWatchWorld({ twoPeople: true });
});
afterAll(() => world?.close());

const lookAfter = (ms: number) => {
  world.clock.advance(ms);
  return world.lookOut.look();
};

test('an appeal and a decision that are repeated under their key happen once and get the first answer', async () => {
  const app = await world.newApp();
  world.act(app, 60, { asked: 1, missed: 1 });
  await lookAfter(1000);
  const caseId = (await world.cases(app))[0]?.id ?? '';
  const appeal = (key: string) =>
    world.fileAppeal.file({ appId: app }, caseId, 'Our cache held ids of deleted accounts.', { holder: app, key });
  expect(await appeal('a')).toBe(await appeal('a'));
  await expect(appeal('b')).rejects.toMatchObject({ code: 'APPEAL_PENDING' });
  const decide = (key: string) =>
    world.decideCase.decide(
      { caseId, personId: newId(), verdict: 'LIFT', reason: 'The cache is mended, says their log.' },
      () => {},
      { holder: 'a person', key },
    );
  const first = decide('a');
  expect(await first).toBe('LIFTED');
  await expect(decide('b')).rejects.toMatchObject({ code: 'CASE_NOT_FOUND' });
});

describe('each rule takes its steps at its thresholds, and none below', () => {
  test.each<[string, number, Partial<Acting>, string[]]>([
    ['19 ids that lead nowhere', 19, { asked: 1, missed: 1 }, []],
    ['20', 20, { asked: 1, missed: 1 }, ['ID_ENUMERATION RECORDED']],
    ['60', 60, { asked: 1, missed: 1 }, ['ID_ENUMERATION RESTRICTED']],
    ['150', 150, { asked: 1, missed: 1 }, ['ID_ENUMERATION FROZEN']],
    ['150 that are a third of all ids', 150, { asked: 3, missed: 1 }, []],
    ['49 refusals', 49, { outcome: 'MISSING_SCOPE' }, []],
    ['50 refusals', 50, { outcome: 'MISSING_SCOPE' }, ['DENIED_READS RECORDED']],
    ['300 refusals', 300, { outcome: 'MISSING_SCOPE' }, ['DENIED_READS RESTRICTED']],
    ['2000 refusals', 2000, { outcome: 'MISSING_SCOPE' }, ['DENIED_READS FROZEN']],
  ])('%s', async (_what, count, how, expected) => {
    const app = await world.newApp();
    world.act(app, count, how);
    await lookAfter(1000);
    expect(await world.findings(app)).toEqual(expected);
  });

  test('ids tried slowly, always below the quick rule, are found over the day: 200, 600 and 2000', async () => {
    const app = await world.newApp();
    /** Ten in six minutes, of which the rule of five minutes never sees twenty. */
    const tryFor = async (rounds: number) => {
      for (let round = 0; round < rounds; round += 1) {
        world.clock.advance(6 * MINUTE);
        world.act(app, 10, { asked: 1, missed: 1 });
      }
      await world.lookOut.look();
      return (await world.findings(app)).sort();
    };
    expect(await tryFor(19)).toEqual([]);
    expect(await tryFor(1)).toEqual(['SLOW_ENUMERATION RECORDED']);
    expect(await tryFor(39)).toEqual(['SLOW_ENUMERATION RECORDED']);
    expect(await tryFor(1)).toEqual(['SLOW_ENUMERATION RECORDED', 'SLOW_ENUMERATION RESTRICTED']);
    expect(await tryFor(140)).toEqual([
      'SLOW_ENUMERATION FROZEN',
      'SLOW_ENUMERATION RECORDED',
      'SLOW_ENUMERATION RESTRICTED',
    ]);
  });

  test('nor does it say anything of an app whose ids mostly lead somewhere', async () => {
    const app = await world.newApp();
    for (let round = 0; round < 30; round += 1) {
      world.clock.advance(6 * MINUTE);
      world.act(app, 10, { asked: 4, missed: 1 });
    }
    await world.lookOut.look();
    expect(await world.findings(app)).toEqual([]);
  });

  test('a planted customer or id: restricted at the first touch, frozen at the third', async () => {
    const [customer, account] = [newId(), newId()];
    await world.honeyTokens.plant([
      { id: customer, kind: 'CUSTOMER', note: 'test' },
      { id: account, kind: 'ACCOUNT', note: 'test' },
    ]);
    const app = await world.newApp();
    world.act(app, 1, { customerId: customer });
    await lookAfter(1000);
    expect(await world.findings(app)).toEqual(['HONEY_TOKEN RESTRICTED']);
    world.act(app, 2, { asked: 1, named: [account] });
    await lookAfter(1000);
    expect((await world.findings(app)).sort()).toEqual(['HONEY_TOKEN FROZEN', 'HONEY_TOKEN RESTRICTED']);
  });

  test('a burst counts at an hour that is odd for this app, not at its busy one', async () => {
    const [nightly, daily] = [await world.newApp(), await world.newApp()];
    await world.habit(nightly, (hour) => (hour < 6 ? 6000 : 60)); // works at night: noon is odd
    await world.habit(daily, () => 6000);
    world.act(nightly, 400);
    world.act(daily, 4000);
    await lookAfter(1000);
    expect(await world.findings(nightly)).toEqual(['ODD_HOUR_BURST RESTRICTED']);
    expect(await world.findings(daily)).toEqual([]);
  });

  test('a new network is recorded for an app that is known, and never more than recorded', async () => {
    const app = await world.newApp();
    await world.habit(app, () => 600);
    world.act(app, 500, { network: '198.51.100.0/24' });
    await lookAfter(1000);
    expect(await world.findings(app)).toEqual(['NEW_NETWORK RECORDED']);
    expect(await world.cases(app)).toMatchObject([{ step: 'RECORDED', budget_share: null }]);
  });
});

describe('a case', () => {
  test('goes on without telling twice, rises, and its freeze is carried out once', async () => {
    const app = await world.newApp();
    for (const more of [70, 10, 10]) {
      world.act(app, more, { asked: 1, missed: 1 });
      await lookAfter(2000);
    }
    expect(await world.findings(app)).toEqual(['ID_ENUMERATION RESTRICTED']);
    world.act(app, 100, { asked: 1, missed: 1 });
    await lookAfter(2000);
    await lookAfter(2000);
    expect(await world.cases(app)).toMatchObject([{ step: 'FROZEN', state: 'OPEN', budget_share: '0.05' }]);
    expect(world.frozen.filter((act) => act.endsWith(app))).toEqual([`freeze ${app}`]);
    const { rows } = await world.database.ops.query('SELECT type FROM event WHERE app_id = $1 ORDER BY seq', [app]);
    expect(rows.map(({ type }) => type)).toEqual(['app.restricted', 'app.frozen']);
  });

  test('of a restriction ends by itself after 24 quiet hours, of a record after 7 days, of a freeze never', async () => {
    const apps = await Promise.all([world.newApp(), world.newApp(), world.newApp()]);
    for (const [index, missed] of [20, 60, 150].entries())
      world.act(apps[index] ?? '', missed, { asked: 1, missed: 1 });
    await lookAfter(1000);
    await lookAfter(24 * 60 * MINUTE + 1000);
    const states = () => Promise.all(apps.map(async (app) => (await world.cases(app))[0]?.state));
    expect(await states()).toEqual(['OPEN', 'EXPIRED', 'OPEN']);
    await lookAfter(7 * 24 * 60 * MINUTE);
    expect(await states()).toEqual(['EXPIRED', 'EXPIRED', 'OPEN']);
  });

  test('that is frozen is lifted by two people in live mode; what was lifted is not counted again', async () => {
    const app = await world.newApp();
    world.act(app, 200, { asked: 1, missed: 1 });
    await lookAfter(1000);
    const [opened] = await world.cases(app);
    const [first, second] = [newId(), newId()];
    const decide = (personId: string) =>
      world.decideCase.decide(
        { caseId: opened?.id ?? '', personId, verdict: 'LIFT', reason: 'Explained and mended.' },
        (former) => {
          if (former === personId) throw new Error('SECOND_PERSON_REQUIRED');
        },
      );
    expect(await decide(first)).toBe('PROPOSED');
    await expect(decide(first)).rejects.toThrow('SECOND_PERSON_REQUIRED');
    expect(await decide(second)).toBe('LIFTED');
    expect(world.frozen.filter((act) => act.endsWith(app))).toEqual([`freeze ${app}`, `release ${app}`]);
    world.act(app, 3);
    await lookAfter(1000);
    expect(await world.cases(app)).toMatchObject([{ state: 'LIFTED' }]);
  });
});

test('a restriction makes the budget smaller in every process at once, without a restart', async () => {
  const app = await world.newApp();
  const grantId = newId();
  await world.database.ops.query(
    `INSERT INTO access_grant (id, app_id, resource, scopes, granted_at, expires_at) VALUES ($1, $2, 'r', '{}', now(), now() + interval '1 day')`,
    [grantId, app],
  );
  const stores = await Promise.all([openGrants(), openGrants()]);
  try {
    for (const { grants } of stores) expect((await grants.load(grantId))?.budgetShare).toBeUndefined();
    world.act(app, 70, { asked: 1, missed: 1 });
    await lookAfter(1000);
    const started = performance.now();
    const shares = async () => Promise.all(stores.map(async ({ grants }) => (await grants.load(grantId))?.budgetShare));
    while ((await shares()).some((share) => share !== 0.05) && performance.now() - started < 5000)
      await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await shares()).toEqual([0.05, 0.05]);
    process.stdout.write(`restriction known to all processes after ${Math.round(performance.now() - started)} ms\n`);
  } finally {
    for (const { close } of stores) await close();
  }
});

async function openGrants() {
  const channel = new AuthorityChannel({ connectionString: world.url });
  await channel.start();
  const denyFeed = new DenyFeed({ channel, clock: systemClock });
  await denyFeed.start();
  const { identity: pool } = world.database;
  const grants = new DatabaseGrantStore({ pool, channel, denyFeed, clock: systemClock, consentUrl: () => null });
  const close = async () => {
    grants.close();
    await denyFeed.stop();
    await channel.stop();
  };
  return { grants, close };
}
