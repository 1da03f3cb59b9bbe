import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createOperationWorld, type OperationWorld } from '../operation/operation-world.js';

let world: OperationWorld;
beforeAll(async () => {
  world = await createOperationWorld();
});
afterAll(() => world?.close());

const QUERY = `query($input: ReviewCopyInput!) {
  reviewCopy(input: $input) { verdict ruleSet textHash kind findingCount findings { ruleId effect start end matched softened } requirements { ruleId missing } }
}`;

async function ask(input: Record<string, unknown>, scopes?: readonly string[]) {
  const grantId = await world.grant({ customer: null, scopes });
  return world.run({ source: QUERY, variables: { input }, grantId, cause: { kind: 'LIVE' } });
}

test('a partner’s text is judged under the app’s own token, with places and rules', async () => {
  const outcome = await ask({ text: '每月保本', kind: 'PARTNER_CONTENT' }, ['copy:review']);
  if (outcome.kind === 'refused') throw outcome.error;
  expect(outcome.errors).toEqual([]);
  expect(JSON.parse(outcome.json ?? '')).toEqual({
    reviewCopy: {
      verdict: 'BLOCK',
      ruleSet: '2026.11.0',
      textHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      kind: 'PARTNER_CONTENT',
      findingCount: 1,
      findings: [{ ruleId: 'AD25-1', effect: 'BLOCK', start: 2, end: 4, matched: '保本', softened: null }],
      requirements: [],
    },
  });
});

test('without the scope it is refused', async () => {
  expect(await ask({ text: '保本' }, ['market:read'])).toMatchObject({
    kind: 'refused',
    error: { code: 'MISSING_SCOPE' },
  });
});

test('a text that is too long is refused by its code', async () => {
  const outcome = await ask({ text: '好'.repeat(20_001) });
  expect(outcome).toMatchObject({ errors: [{ extensions: { code: 'COPY_TOO_LONG' } }] });
});
