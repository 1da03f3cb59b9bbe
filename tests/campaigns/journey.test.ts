import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type FencedBlock, fencedBlocks } from '../guides/fenced-blocks.js';
import { expected } from '../guides/shown-answer.js';
import { root } from '../support/run-openfolio.js';
import { createJourneyWorld, type JourneyWorld } from './journey-world.js';

interface Spoken {
  readonly id: string;
  readonly campaignId: string;
  readonly variant: string;
  readonly text: string;
  readonly customerId: string;
}

const BLOCKS = fencedBlocks(readFileSync(join(root, 'docs/guides/campaigns.md'), 'utf8'));

let world: JourneyWorld;
let speaker: ChildProcess | undefined;
const spoken: Spoken[] = [];
const kept: Record<string, string> = {};

beforeAll(async () => {
  world = await createJourneyWorld();
  kept['url'] = `http://127.0.0.1:${await freePort()}/hook`;
});
afterAll(async () => {
  speaker?.kill();
  await world?.close();
});

test('the guide’s journey, from the fall to the halt, step by step', async () => {
  for (const [index, block] of BLOCKS.entries()) {
    if (block.words.includes('speaker')) await startSpeaker(block.text);
    if (block.language === 'graphql') await follow(block, BLOCKS[index + 1]);
  }
  expect(spoken.length).toBeGreaterThan(20);
  // Each customer heard one of the approved wordings, once.
  expect(new Set(spoken.map(({ customerId }) => customerId)).size).toBe(spoken.length);
  expect(new Set(spoken.map(({ variant }) => variant)).size).toBe(2);
  expect(spoken.every(({ text }) => text.endsWith('市场有风险'))).toBe(true);
  const figures = await tellFigures();
  expect(figures['told']).toBe(spoken.length);
  expect(figures['shown']).toBeGreaterThan(0);
  const ofWordings = await tellWordings();
  for (const figure of ['told', 'shown'])
    expect(ofWordings.reduce((sum, wording) => sum + (wording[figure] ?? 0), 0)).toBe(figures[figure]);
  expect(ofWordings.map(({ told }) => told)).toEqual(
    ['A', 'B'].map((label) => spoken.filter(({ variant }) => variant === label).length),
  );
  expect(world.errors).toEqual([]);
  expect(world.unexpected).toEqual([]);
});

/** What happens between two documents of the page. */
const MEANWHILE: Readonly<Record<string, () => Promise<unknown>>> = {
  'the close of 2020-03-12': hearTheNews,
  'a conversion': async () => {
    await hearTheNews();
    const [message] = spoken;
    const report =
      'mutation($m: ID!) { reportCampaignOutcome(input: { messageId: $m, outcome: CONVERTED }) { userErrors { code } } }';
    return world.data(report, { m: message?.id });
  },
  'three complaints': () => world.campaignWorker.step(),
};

async function hearTheNews(): Promise<void> {
  const { told } = await world.campaignWorker.step();
  const before = spoken.length;
  const deadline = Date.now() + 30_000;
  while (spoken.length < before + told) {
    if (Date.now() > deadline) throw new Error(`Only ${spoken.length - before} of ${told} messages were said`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function follow(block: FencedBlock, says: FencedBlock | undefined): Promise<void> {
  const { by = '', keeps, after, refused, for: whom } = block.options;
  await MEANWHILE[after ?? '']?.();
  const grantOf: Readonly<Record<string, (said?: Spoken) => string | Promise<string>>> = {
    speaker: () => world.appGrant,
    'the customer': (said) => world.consentOf(said?.customerId ?? ''),
  };
  const grant = grantOf[by] ?? (() => world.staff[by as keyof typeof world.staff]);
  const ask = async (said?: Spoken) => {
    const grantId = await grant(said);
    expect(grantId).toBeDefined();
    return world.data(block.text, { ...kept, ...(said && { message: said.id, campaignId: said.campaignId }) }, grantId);
  };
  if (refused !== undefined) {
    await expect(ask()).rejects.toThrow(refused);
    return;
  }
  const messages = spoken.slice(0, { 'each message': spoken.length, 'three messages': 3 }[whom ?? ''] ?? 1);
  let answer: Record<string, unknown> = {};
  for (const message of whom === undefined ? [undefined] : messages) answer = await ask(message);
  if (says?.words.includes('answer')) expect(answer).toMatchObject(expected(JSON.parse(says.text)) as object);
  keep(keeps, answer);
}

function keep(what: string | undefined, answer: Record<string, unknown>): void {
  if (what === 'campaign') kept['campaign'] = (answer['createCampaign'] as { campaign: { id: string } }).campaign.id;
  if (what === 'answer')
    kept['answer'] = (answer['campaignAnswers'] as { edges: { node: { id: string } }[] }).edges[0]?.node.id ?? '';
  if (what === 'hook') kept['secret'] = (answer['registerHook'] as { secret: string }).secret;
}

async function tellFigures(): Promise<Record<string, number>> {
  const query = 'query($campaign: ID!) { campaign(id: $campaign) { figures { told shown } } }';
  const answer = await world.data<{ campaign: { figures: Record<string, number> } }>(
    query,
    { campaign: kept['campaign'] },
    world.staff.ada,
  );
  return answer.campaign.figures;
}

async function tellWordings(): Promise<Record<string, number>[]> {
  const query = 'query($campaign: ID!) { campaign(id: $campaign) { variants { told shown converted } } }';
  const answer = await world.data<{ campaign: { variants: Record<string, number>[] } }>(
    query,
    { campaign: kept['campaign'] },
    world.staff.ada,
  );
  return answer.campaign.variants;
}

async function startSpeaker(program: string): Promise<void> {
  const environment = { PATH: process.env['PATH'], HOOK_SECRET: kept['secret'], PORT: new URL(kept['url'] ?? '').port };
  const args = ['--input-type=module-typescript', '--no-warnings', '--eval', program];
  speaker = spawn(process.execPath, args, { cwd: root, env: environment });
  let rest = '';
  const ready = new Promise<void>((resolve) => {
    speaker?.stdout?.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line === 'listening') resolve();
        else spoken.push(JSON.parse(line) as Spoken);
      }
    });
  });
  await ready;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
