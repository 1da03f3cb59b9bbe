import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { root } from '../support/run-openfolio.js';
import { SandboxPlatform, VIEWER_SCOPES } from '../support/sandbox-platform.js';
import { type FencedBlock, fencedBlocks } from './fenced-blocks.js';
import { expected } from './shown-answer.js';

/** Pages whose every example is executed. A block `… answer` or `… printed` says what the block before it gives. */
const PAGES = ['README.md', 'docs/guides/quick-start.md', 'docs/guides/concepts.md'];

let platform: SandboxPlatform;

beforeAll(async () => {
  platform = await SandboxPlatform.start();
});

afterAll(() => platform?.stop());

/** How a block of a language is run; languages that are not here fail. */
const RUNNERS: Readonly<Record<string, (block: FencedBlock) => Promise<unknown>>> = {
  graphql: ask,
  ts: (block) => run(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', block.text]),
  sh: (block) => run('sh', ['-ec', block.text]),
};

describe.each(PAGES)('%s', (page) => {
  const blocks = fencedBlocks(readFileSync(join(root, page), 'utf8'));
  const examples = blocks.flatMap((block, index) => (isExample(block) ? [{ block, says: blocks[index + 1] }] : []));

  test('has examples', () => expect(examples.length).toBeGreaterThan(0));

  test.each(
    examples.map((example) => [`the ${example.block.language} of line ${example.block.line}`, example] as const),
  )('%s does what the page says', async (_name, { block, says }) => {
    const outcome = await RUNNERS[block.language]?.(block);
    expect(outcome).toBeDefined();
    if (says?.words.includes('answer')) expect(outcome).toMatchObject(expected(JSON.parse(says.text)) as object);
    else if (says?.words.includes('printed')) expect(outcome).toContain(says.text.trim());
    else if (block.language === 'graphql') expect(outcome).not.toHaveProperty('errors');
  });
});

/** `start` marks the commands that begin all this: what they do, the platform of this test does. */
function isExample({ words }: FencedBlock): boolean {
  return !['start', 'answer', 'printed'].some((word) => words.includes(word));
}

async function ask({ text, options }: FencedBlock): Promise<unknown> {
  const scopes = options['scopes']?.split(' ') ?? VIEWER_SCOPES;
  const access = await platform.allow(options['persona'], scopes);
  const send = async (query: string, variables?: object) => {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ query, variables });
    return (await access.fetch(platform.graphqlUrl, { method: 'POST', headers, body })).json();
  };
  if (options['variables'] !== 'firstAccount') return send(text);
  const found = (await send('{ accounts(first: 1) { edges { node { id } } } }')) as {
    data: { accounts: { edges: [{ node: { id: string } }] } };
  };
  return send(text, { id: found.data.accounts.edges[0].node.id });
}

/** @returns what it printed; fails when it ended with another code than 0 */
async function run(command: string, args: readonly string[]): Promise<string> {
  const child = spawn(command, args, { cwd: root, env: { ...process.env, OPENFOLIO_URL: platform.url } });
  let [printed, complaints] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  const code = await new Promise((done) => child.once('close', done));
  expect({ code, complaints: code === 0 ? '' : complaints }).toEqual({ code: 0, complaints: '' });
  return printed;
}
