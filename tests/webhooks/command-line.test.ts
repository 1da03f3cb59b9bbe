import { type ChildProcess, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair } from 'jose';
import { Webhook } from 'standardwebhooks';
import { root, runToEnd, temporaryDirectory } from '../support/run-openfolio.js';
import { type RunningPlatform, startPlatform } from '../support/running-platform.js';
import { createSandboxDatabase } from '../support/template-database.js';
import { TestReceiver } from './test-receiver.js';

let platform: RunningPlatform;
let receiver: TestReceiver;
let app: string[];
const closers: (() => unknown)[] = [];
const children: ChildProcess[] = [];

beforeAll(async () => {
  const database = await createSandboxDatabase();
  closers.push(() => database.drop());
  platform = await startPlatform({ DATABASE_URL: database.url });
  closers.push(() => platform.stop());
  receiver = await TestReceiver.start();
  closers.push(() => receiver.stop());
  const directory = await temporaryDirectory();
  closers.push(() => directory.remove());
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const key = join(directory.path, 'key.json');
  const keys = join(directory.path, 'keys.json');
  await writeFile(key, JSON.stringify(await exportJWK(privateKey)));
  await writeFile(keys, JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k1' }] }));
  const names = [
    '--publisher',
    'example-labs',
    '--name-en',
    'Listener',
    '--name-zh',
    '监听',
    '--jwks',
    keys,
    '--approve',
  ];
  const { code, stdout, stderr } = await platform.operator(
    'apps',
    'register',
    ...names,
    '--scope',
    'events:read',
    'hooks:manage',
  );
  if (code !== 0) throw new Error(stderr);
  app = ['--client', stdout.trim(), '--key', key, '--url', platform.url];
}, 120_000);
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  for (let close = closers.pop(); close; close = closers.pop()) await close();
});

function listen(): { output: () => string; stop: () => void } {
  const args = ['src/cli/main.ts', 'hooks', 'listen', '--forward-to', `${receiver.url}/local`, ...app];
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return { output: () => output, stop: () => void child.kill('SIGKILL') };
}

const trigger = (to: string) =>
  platform.operator(
    'hooks',
    'trigger',
    'app.status_changed',
    '--client',
    app[1] ?? '',
    '--data',
    JSON.stringify({ clientId: app[1], from: 'APPROVED', to }),
  );

test('hooks listen brings events to a local receiver, signed, and a restart of it misses none and repeats none', async () => {
  const first = listen();
  const [registered] = await receiver.until(1, 20_000);
  expect(JSON.parse(registered?.body ?? '').type).toBe('app.registered');
  const secret = /whsec_\S+/.exec(first.output())?.[0] ?? '';
  expect(new Webhook(secret).verify(registered?.body ?? '', registered?.headers ?? {})).toBeTruthy();
  while (!first.output().includes('→ 204')) await new Promise((resolve) => setTimeout(resolve, 50));
  first.stop();
  expect(await trigger('one')).toMatchObject({ code: 0 });
  expect(await trigger('two')).toMatchObject({ code: 0 });
  listen();
  const [, one, two] = await receiver.until(3, 20_000);
  expect([one, two].map((got) => JSON.parse(got?.body ?? '').data.event.data.to)).toEqual(['one', 'two']);
}, 90_000);

test('schema check finds the stored documents whole', async () => {
  const { code, stdout } = await platform.operator('schema', 'check');
  expect(stdout).toContain('0 of them broken');
  expect(code).toBe(0);
});

test('a type of event that does not exist is refused with the known ones', async () => {
  const { code, stderr } = await platform.operator('hooks', 'trigger', 'no.such', '--client', app[1] ?? '');
  expect(code).toBe(1);
  expect(stderr).toContain('transactions.recorded');
  expect((await runToEnd(['src/cli/main.ts', 'hooks', 'replay', '--help'])).stdout).toContain('--delivery');
});

test('doctor knows the platform that runs in its environment from another one and from another program', async () => {
  const here = await platform.operator('doctor');
  expect(here.stdout).toMatch(/ok {6}port .* is served by this platform, which runs/);
  expect(here.code).toBe(0);
  const elsewhere = await platform.operatorWith({ OPENFOLIO_PUBLIC_URL: 'http://127.0.0.1:1' }, 'doctor');
  expect(elsewhere.stdout).toMatch(/failed {2}port .*another platform \(sandbox\) listens there.*PORT_TAKEN/);
  const { port } = new URL(receiver.url);
  const other = await platform.operatorWith({ PORT: port }, 'doctor');
  expect(other.stdout).toMatch(/failed {2}port .*another program listens there.*PORT_TAKEN/);
});

test('query finds the platform by its environment, and names the personas when it knows none of that name', async () => {
  const { code, stderr } = await platform.operator('query', '{ __typename }', '--persona', 'Nobody');
  expect(code).toBe(1);
  const names = /There are: (.*)\.$/m.exec(stderr)?.[1]?.split(', ') ?? [];
  expect(names).toContain('Chen Zhiyuan');
  for (const name of names) expect(name).toMatch(/^[\p{L} ]{2,30}$/u);
  const lower = await platform.operator('query', '{ __typename }', '--persona', 'chen zhiyuan');
  expect(lower.stdout).toContain('"__typename": "Query"');
});
