import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createRegistryWorld, type RegistryWorld } from './registry-world.js';

const NAME = '@acme/holdings-total';
const DAY_MS = 86_400_000;
const FAILS = 'if (input.args.first === 7) throw new Error("no"); return { total: "1.00", rows: rows.length };';
const INVOKE = `mutation($input: InvokePluginInput!) { invokePlugin(input: $input) {
  run { version proposals { id } } userErrors { code message } } }`;
const VERSION = `query($id: ID!) { pluginVersion(id: $id) { status statusReason stagePercent reviews { decision reason } changes { from to reason by } } }`;

let world: RegistryWorld;
let bert: { grant: string; page: string };
let owner: string;
beforeAll(async () => {
  world = await createRegistryWorld({ listedRuns: 20 });
  bert = {
    grant: await world.grant({ customer: world.bert, expiresIn: '1 year' }),
    page: await world.pageOf(world.bert),
  };
  owner = await world.member('OWNER');
}, 120_000);
afterAll(() => world?.close());

async function invoke(grant: string, args = { first: 50 }, plugin = NAME) {
  const { invokePlugin } = await world.data<{
    invokePlugin: {
      run: { version: string; proposals: { id: string }[] } | null;
      userErrors: { code: string; message: string }[];
    };
  }>(INVOKE, { input: { plugin, tool: 'total', args } }, grant);
  return invokePlugin;
}

async function withdraw(act: 'yank' | 'deprecate', version: string, name = NAME) {
  const document = `mutation($input: WithdrawPluginInput!) { done: ${act}PluginVersion(input: $input) { version { status } userErrors { code } } }`;
  const input = { name, version, reason: 'Another version takes its place.' };
  return (await world.data<{ done: unknown }>(document, { input }, owner)).done;
}

async function idFor(grant: string, versionId: string): Promise<string> {
  return world.parts.ids.encode((await world.parts.grants.load(grant))?.appId ?? '', 'plv', versionId);
}

async function seenBy(grant: string, versionId: string) {
  const { pluginVersion } = await world.data<{
    pluginVersion: { status: string; statusReason: string; changes: unknown[]; reviews: unknown[] };
  }>(VERSION, { id: await idFor(grant, versionId) }, grant);
  return pluginVersion;
}

async function eventsOf(versionId: string) {
  const { rows } = await world.database.ops.query<{ data: { to: string; reason: string } }>(
    "SELECT data FROM event WHERE type = 'plugin.release_changed' AND subject_id = $1 ORDER BY occurred_at, id",
    [versionId],
  );
  return rows.map(({ data: { to, reason } }) => `${to}: ${reason}`);
}

describe('a deprecated version', () => {
  beforeAll(async () => {
    await world.release({ version: '1.0.0' });
    await world.install();
    await world.install(bert.page);
    await world.release({ version: '1.1.0', body: FAILS });
    expect((await invoke(world.annaGrant)).run?.version).toBe('1.1.0');
    expect(await withdraw('deprecate', '1.1.0')).toEqual({ version: { status: 'DEPRECATED' }, userErrors: [] });
  });

  test('goes on for those who have it', async () => {
    expect((await invoke(world.annaGrant)).run?.version).toBe('1.1.0');
  });

  test('comes to nobody else: neither by an update nor by the offer', async () => {
    expect((await invoke(bert.grant)).run?.version).toBe('1.0.0');
    const offer = 'query($name: String!) { pluginOffer(name: $name) { version { version } } }';
    expect(await world.data(offer, { name: NAME }, bert.page)).toEqual({
      pluginOffer: { version: { version: '1.0.0' } },
    });
  });

  test('that is stopped for its failures and lifted is deprecated again, not offered', async () => {
    for (let run = 0; run < 18; run += 1) await invoke(world.annaGrant);
    await invoke(world.annaGrant, { first: 7 });
    const { rows } = await world.database.ops.query<{ id: string; status: string }>(
      "SELECT v.id, r.status FROM plugin_version v JOIN plugin_release r ON r.version_id = v.id WHERE v.version = '1.1.0'",
    );
    expect(rows[0]?.status).toBe('SUSPENDED');
    const id = rows[0]?.id ?? '';
    for (const grant of [await world.staff(), await world.staff()]) await lift(grant, id);
    expect(await seenBy(owner, id)).toMatchObject({ status: 'DEPRECATED' });
  });
});

async function lift(grant: string, versionId: string) {
  const document = `mutation($input: LiftPluginSuspensionInput!) { done: liftPluginSuspension(input: $input) { version { status } userErrors { code } } }`;
  const input = { versionId: await idFor(grant, versionId), reason: 'The cause was found in the market data.' };
  return world.outcome(document, { input }, grant);
}

describe('a review that is late', () => {
  let versionId: string;
  let first: string;
  beforeAll(async () => {
    const { version } = await world.publish({ name: '@acme/waiting' });
    versionId = world.parts.ids.decode(world.publisherApp, version?.id ?? '')?.uuid ?? '';
    await world.useCases.checkVersions.step();
    first = await world.staff();
  });

  test('is said to its publisher’s app and in the record, again at each further deadline, and stands first in the queue', async () => {
    await world.useCases.advanceReleases.step();
    expect((await seenBy(owner, versionId)).statusReason).toBe('All automated checks passed.');
    const late = [];
    for (const days of [3, 6]) {
      world.clock.advance(3 * DAY_MS + 1000);
      await world.useCases.advanceReleases.step();
      await world.useCases.advanceReleases.step(); // once for each deadline
      late.push(`IN_REVIEW: The review is late: submitted ${days} days ago. It stands first in the queue.`);
    }
    expect((await eventsOf(versionId)).filter((event) => event.includes('late'))).toEqual(late);
    await world.publish({ name: '@acme/waiting-less' });
    await world.useCases.checkVersions.step();
    const { pluginReviews } = await world.data<{
      pluginReviews: { edges: { node: { statusReason: string; plugin: { name: string } } }[] };
    }>('{ pluginReviews(first: 5) { edges { node { statusReason plugin { name } } } } }', {}, first);
    expect(pluginReviews.edges.map(({ node }) => node.plugin.name)).toEqual(['@acme/waiting', '@acme/waiting-less']);
    expect(pluginReviews.edges[0]?.node.statusReason).toContain('late');
  });

  test('is a review still: two people release it', async () => {
    const document = `mutation($input: ReviewPluginInput!) { reviewPlugin(input: $input) { version { status stagePercent } userErrors { code } } }`;
    const review = async (grant: string) => {
      const input = { versionId: await idFor(grant, versionId), decision: 'APPROVE', reason: 'Read it, tried it out.' };
      return world.data(document, { input }, grant);
    };
    expect(JSON.stringify(await review(first))).toContain('"status":"IN_REVIEW"');
    expect(JSON.stringify(await review(await world.staff()))).toContain('"status":"STAGED","stagePercent":5');
  });
});

describe('a suspension', () => {
  const SHAKY = '@acme/shaky';
  let versionId: string;
  const failOften = async () => {
    for (let run = 0; run < 19; run += 1) await invoke(world.annaGrant, { first: 50 }, SHAKY);
    await invoke(world.annaGrant, { first: 7 }, SHAKY);
  };
  beforeAll(async () => {
    versionId = await world.release({ name: SHAKY, body: FAILS });
    await world.install(world.annaPage, SHAKY);
    await failOften();
  });

  test('is in the reviewers’ list, with its reason; nothing runs', async () => {
    const reviewer = await world.staff();
    const list = '{ pluginSuspensions(first: 5) { edges { node { statusReason plugin { name } } } } }';
    const found = JSON.stringify(await world.data(list, {}, reviewer));
    expect(found).toContain(SHAKY);
    expect(found).toContain('1 of the latest 20 runs failed');
    expect((await invoke(world.annaGrant, { first: 50 }, SHAKY)).userErrors).toEqual([
      expect.objectContaining({ code: 'PLUGIN_WITHDRAWN' }),
    ]);
  });

  test('is lifted by two people of the review, never by one alone; the version begins at its first stage', async () => {
    const [one, two] = [await world.staff(), await world.staff()];
    expect(await lift(await world.staff('SECURITY'), versionId)).toMatchObject({
      kind: 'refused',
      error: { code: 'MISSING_SCOPE' },
    });
    await lift(one, versionId);
    expect(await seenBy(owner, versionId)).toMatchObject({
      status: 'SUSPENDED',
      reviews: expect.arrayContaining([{ decision: 'LIFT', reason: 'The cause was found in the market data.' }]),
    });
    expect(JSON.stringify(await lift(one, versionId))).toContain('SECOND_PERSON_REQUIRED');
    await lift(two, versionId);
    const lifted = await seenBy(owner, versionId);
    expect(lifted).toMatchObject({ status: 'STAGED', stagePercent: 5 });
    expect(lifted.changes.at(-1)).toEqual({
      from: 'SUSPENDED',
      to: 'STAGED',
      reason: 'The cause was found in the market data.',
      by: 'STAFF',
    });
    expect((await invoke(world.annaGrant, { first: 50 }, SHAKY)).userErrors).toEqual([]);
    expect(JSON.stringify(await lift(one, versionId))).toContain('PLUGIN_STATE_CONFLICT');
  });

  test('that comes again takes two people again', async () => {
    world.clock.advance(1000);
    await failOften();
    const one = await world.staff();
    await lift(one, versionId);
    expect(await seenBy(owner, versionId)).toMatchObject({ status: 'SUSPENDED' });
    await lift(await world.staff(), versionId);
    expect(await seenBy(owner, versionId)).toMatchObject({ status: 'STAGED' });
  });
});

describe('a yank', () => {
  test('closes what the version proposed and the customer had not confirmed', async () => {
    await world.listOwn('tidy-consents');
    const name = '@openfolio/tidy-consents';
    await world.install(world.annaPage, name);
    world.clock.advance(40 * DAY_MS);
    const input = { plugin: name, tool: 'proposeTidyUp', args: { unusedDays: 30 } };
    const { invokePlugin } = await world.data<{
      invokePlugin: { run: { proposals: { id: string }[] } };
    }>(INVOKE, { input }, world.annaPage);
    const [proposal] = invokePlugin.run.proposals;
    expect(await withdraw('yank', '1.0.0', name)).toMatchObject({ version: { status: 'YANKED' } });
    const confirm = `mutation($input: PluginProposalInput!) { confirmPluginProposal(input: $input) { userErrors { code } } }`;
    const answer = await world.data(confirm, { input: { id: proposal?.id } }, world.annaPage);
    expect(JSON.stringify(answer)).toContain('PLUGIN_PROPOSAL_NOT_OPEN');
  });

  test('before the checks is the end of it: nothing checks or reviews it any more', async () => {
    const { version } = await world.publish({ name: '@acme/mistake' });
    expect(await withdraw('yank', '1.0.0', '@acme/mistake')).toMatchObject({ version: { status: 'YANKED' } });
    await world.useCases.checkVersions.step();
    const versionId = world.parts.ids.decode(world.publisherApp, version?.id ?? '')?.uuid ?? '';
    expect(await eventsOf(versionId)).toEqual([
      'SUBMITTED: The package was taken; its checks begin.',
      'YANKED: Another version takes its place.',
    ]);
  });

  test('is for members who may publish, and of their own versions alone', async () => {
    const document = `mutation($input: WithdrawPluginInput!) { yankPluginVersion(input: $input) { userErrors { code } } }`;
    const input = { name: NAME, version: '1.0.0', reason: 'Another version takes its place.' };
    expect(await world.outcome(document, { input }, await world.member('VIEWER'))).toMatchObject({
      kind: 'refused',
      error: { code: 'MISSING_SCOPE' },
    });
    const { rows } = await world.database.ops.query<{ id: string }>('SELECT id FROM publisher WHERE id <> $1 LIMIT 1', [
      world.publisherId,
    ]);
    const stranger = await world.member('OWNER', rows[0]?.id);
    expect(JSON.stringify(await world.data(document, { input }, stranger))).toContain('PLUGIN_NOT_FOUND');
  });
});
