import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SECRET } from '../audit/audit-world.js';
import { createOperationWorld, type OperationWorld } from '../operation/operation-world.js';
import { root } from '../support/run-openfolio.js';
import { fencedBlocks } from './fenced-blocks.js';

const blocks = fencedBlocks(readFileSync(join(root, 'docs/guides/receipts.md'), 'utf8'));
const of = (language: string) => blocks.filter((block) => block.language === language);

let world: OperationWorld;
let grantId: string;
beforeAll(async () => {
  world = await createOperationWorld();
  grantId = await world.grant({ customer: world.anna });
  await world.run({ source: '{ viewer { tier } }', variables: {}, grantId, cause: { kind: 'LIVE' } });
});
afterAll(() => world?.close());

test.each(of('graphql').map((block) => [block.line, block.text] as const))(
  'the query of line %i answers',
  async (_line, source) => {
    const outcome = await world.run({ source, variables: {}, grantId, cause: { kind: 'LIVE' } });
    expect(outcome).toMatchObject({ kind: 'answered', errors: [] });
  },
);

test('the commands do what the page says, in their order', async () => {
  const printed: string[] = [];
  for (const { text } of of('sh')) printed.push(await run(text));
  expect(printed[0]).toMatch(/receipts under \d+ checkpoints compared, \d+ not sealed yet: nothing was changed/);
  expect(printed[2]).toMatch(/receipts in \/tmp\/receipts\.tar[^]*under 1 checkpoints: all proved/);
}, 300_000); // four processes that load the whole platform, on a machine that may be busy

/** @throws when it ends with another code than 0 */
function run(commands: string): Promise<string> {
  const env = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    DATABASE_URL: world.url,
    OPENFOLIO_SECRET: SECRET.toString('base64'),
  };
  return new Promise((resolve, reject) => {
    const shell = spawn('sh', ['-ec', commands], { cwd: root, env });
    let output = '';
    for (const stream of [shell.stdout, shell.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    shell.once('exit', (code) => (code === 0 ? resolve(output) : reject(new Error(output))));
  });
}
