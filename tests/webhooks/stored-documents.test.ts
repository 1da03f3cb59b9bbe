import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { checkStoredDocuments } from '../../src/cli/check-stored-documents.js';
import { createHookWorld, type HookWorld } from './hook-world.js';

let world: HookWorld;
beforeAll(async () => {
  world = await createHookWorld({ startWorker: false });
});
afterAll(() => world?.close());

test('a release that breaks a stored document is told, with the hooks that send it', async () => {
  await world.register();
  expect(await checkStoredDocuments(world.database.ops)).toMatchObject({ broken: 0 });

  const { ops } = world.database;
  const source = 'query($event: ID!) { event(id: $event) { fieldOfAnEarlierRelease } }';
  const hash = await world.parts.documents.store(source);
  await ops.query('UPDATE hook SET document_hash = $1', [hash]);
  const { report, broken } = await checkStoredDocuments(ops);
  expect(broken).toBe(1);
  expect(report).toContain('fieldOfAnEarlierRelease');
  expect(report).toMatch(/hook [0-9a-f-]{36} of \S+ → http:/);
});

test('and so is one that would ask for other scopes than when it was accepted', async () => {
  const { ops } = world.database;
  await ops.query(
    `UPDATE hook SET document_hash = (SELECT hash FROM stored_document WHERE source LIKE '%account { name }%'), required_scopes = '[]'`,
  );
  const { report, broken } = await checkStoredDocuments(ops);
  expect(broken).toBe(2); // the document of before is stored for ever
  expect(report).toContain('other scopes');
});
