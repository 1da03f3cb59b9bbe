import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SandboxPlatform, VIEWER_APP, VIEWER_SCOPES } from '../../support/sandbox-platform.js';
import { BODIES, TYPES } from './body-cases.js';
import type { Case } from './case.js';
import { DOCUMENTS } from './document-cases.js';
import { type Answer, Door } from './door.js';
import { ROUTES } from './route-cases.js';
import { TOKENS } from './token-cases.js';
import { VALUES } from './value-cases.js';

const TABLES: Readonly<Record<string, readonly Case[]>> = {
  'request bodies': BODIES,
  'methods and media types': TYPES,
  documents: DOCUMENTS,
  'ids, cursors, pages, dates, currencies and texts': VALUES,
  'tokens and proofs': TOKENS,
  'hosts, paths, OAuth and pages': ROUTES,
};

let platform: SandboxPlatform;
let door: Door;
let answered = 0;

beforeAll(async () => {
  platform = await SandboxPlatform.start();
  door = await Door.open(platform.url, { ...VIEWER_APP, scopes: VIEWER_SCOPES });
});

afterAll(() => platform?.stop());

describe.each(Object.entries(TABLES))('malformed %s are answered with their documented code', (_what, cases) => {
  test.each(cases)('%s', async (_name, send, status, code) => {
    const answer = await send(door);
    expect({ status: answer.status, code: answer.code }).toEqual({ status, code });
    mustTellNothing(answer);
    answered += 1;
  });
});

test('the platform is as ready as before', async () => {
  const cases = Object.values(TABLES).reduce((sum, table) => sum + table.length, 0);
  process.stdout.write(`malformed requests answered as documented: ${answered} of ${cases}\n`);
  expect((await fetch(`${platform.url}/readyz`)).status).toBe(200);
  expect((await door.query('{ __typename }')).status).toBe(200);
});

/** Never our fault, never a trace of our insides, and a code of ours has its page. */
function mustTellNothing({ status, code, text }: Answer): void {
  expect(status).toBeLessThan(500);
  expect(text).not.toMatch(/\n\s+at |node_modules|\/src\/|\.ts:\d|select .* from |pg_|INTERNAL/i);
  if (/^[A-Z]/.test(code)) expect(existsSync(new URL(`../../../docs/errors/${code}.md`, import.meta.url))).toBe(true);
}
