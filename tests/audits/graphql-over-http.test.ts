import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { SandboxPlatform } from '../support/sandbox-platform.js';

/** The public audit suite of GraphQL over HTTP, each request with a token and a proof of its own. */
let platform: SandboxPlatform;
let signed: typeof fetch;

beforeAll(async () => {
  platform = await SandboxPlatform.start();
  signed = (await platform.allow()).fetch;
});

afterAll(() => platform?.stop());

const audits = serverAudits({
  url: () => platform.graphqlUrl,
  fetchFn: (...request: Parameters<typeof fetch>) => signed(...request),
});

const passed = new Map<string, number>();
const levelOf = (name: string) => /^(MUST|SHOULD|MAY)/.exec(name)?.[1] ?? name;

describe('GraphQL over HTTP', () => {
  test.each(audits.map((audit) => [`${audit.name} (${audit.id})`, audit] as const))('%s', async (_name, audit) => {
    const result = await audit.fn();
    expect(result).toMatchObject({ status: 'ok' });
    passed.set(levelOf(audit.name), (passed.get(levelOf(audit.name)) ?? 0) + 1);
  });
});

test('all of 13 MUST, 23 SHOULD and 25 MAY audits pass', () => {
  const counts = Object.fromEntries(passed);
  process.stdout.write(`GraphQL over HTTP audits passed: ${JSON.stringify(counts)}\n`);
  expect(counts).toEqual({ MUST: 13, SHOULD: 23, MAY: 25 });
});
