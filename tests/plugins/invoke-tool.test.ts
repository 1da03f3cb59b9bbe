import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { GraphQLSchema } from 'graphql';
import {
  digestOf,
  type InvokeTool,
  inspectPackage,
  type RunnableVersion,
  type Supervisor,
  startSupervisor,
  toolInvoker,
} from '../../src/plugins/index.js';
import { edited, pluginPlatform } from './plugin-platform.js';

const asOf = '2026-06-30T00:00:00Z';
const data = {
  connectedApps: [{ grantId: 'gr_1', nameEn: 'Old', grantedAt: '2025-01-01T00:00:00Z', lastReadAt: null }],
};

let supervisor: Supervisor;
let invoke: InvokeTool;
let judgedBy: GraphQLSchema;
let good: RunnableVersion;
/** The good version with other code: the manifest, documents and schemas stay. */
let withCode: (source: string) => RunnableVersion;

beforeAll(async () => {
  const { options, files } = await pluginPlatform('tidy-consents');
  supervisor = await startSupervisor({ requireJail: false, runners: 1, wallClockMs: 60_000 });
  judgedBy = options.judge.schema;
  invoke = toolInvoker({ runTool: supervisor.runTool, schema: judgedBy });
  withCode = (source) => {
    const inspected = inspectPackage(
      edited(files, 'dist/plugin.js', (text) => (source === '' ? text : source)),
      options,
    );
    if (!inspected.ok) throw new Error(JSON.stringify(inspected.problems));
    const { bundle, tools } = inspected.value;
    return { bundle: { digest: digestOf(bundle), source: bundle }, tools };
  };
  good = withCode('');
});
afterAll(() => supervisor.stop());

const run = (version: RunnableVersion, args: Record<string, unknown> = { unusedDays: 30 }) =>
  invoke({ version, tool: 'proposeTidyUp', input: { args, data, asOf } });

const returning = (value: string) => withCode(`var openfolioPlugin = { proposeTidyUp: () => (${value}) };`);
const proposing = (proposal: string) => returning(`{ checked: 1, proposals: [${proposal}] }`);

test('a result comes with its proposals and the hashes of its input and output', async () => {
  const outcome = await run(good);
  expect(outcome).toMatchObject({
    ok: true,
    result: { checked: 1 },
    proposals: [{ document: 'mutations/end-consent.graphql', variables: { grantId: 'gr_1' } }],
    inputHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    outputHash: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(await run(good)).toEqual(outcome);
});

describe('what is not believed', () => {
  test('arguments beyond their schema never reach the plugin', async () => {
    expect(await run(good, { unusedDays: 1 })).toMatchObject({ ok: false, code: 'ARGUMENTS_INVALID', fuelUsed: 0 });
    expect(await run(good, { unusedDays: 30, more: 1 })).toMatchObject({ ok: false, code: 'ARGUMENTS_INVALID' });
  });

  test('a result beyond its schema', async () => {
    const outcome = await run(returning('{ checked: "one", proposals: [] }'));
    expect(outcome).toMatchObject({ ok: false, code: 'RESULT_INVALID', message: expect.stringContaining('/checked') });
  });

  test('a proposal of a mutation that the tool does not declare', async () => {
    const outcome = await run(
      proposing('{ document: "mutations/other.graphql", variables: { grantId: "x" }, reason: "r" }'),
    );
    expect(outcome).toMatchObject({ ok: false, code: 'RESULT_INVALID' });
  });

  test('a proposal with variables that its mutation does not accept', async () => {
    const outcome = await run(proposing('{ document: "mutations/end-consent.graphql", variables: {}, reason: "r" }'));
    expect(outcome).toMatchObject({ ok: false, code: 'RESULT_INVALID' });
  });

  test('an input above what the manifest declares', async () => {
    const input = { args: { unusedDays: 30 }, data: { connectedApps: [], more: 'x'.repeat(200_000) }, asOf };
    expect(await invoke({ version: good, tool: 'proposeTidyUp', input })).toMatchObject({
      ok: false,
      code: 'INPUT_TOO_LARGE',
    });
  });

  test('a tool that the version does not have', async () => {
    expect(await invoke({ version: good, tool: 'other', input: { args: {}, data, asOf } })).toMatchObject({
      ok: false,
      code: 'TOOL_UNKNOWN',
    });
  });

  test('what a runner that was taken over sends as JSON, and is none', async () => {
    const taken: InvokeTool = toolInvoker({
      runTool: async () => ({ ok: true, output: '{"checked": someone’s name', fuelUsed: 1, log: '' }),
      schema: judgedBy,
    });
    const outcome = await taken({
      version: good,
      tool: 'proposeTidyUp',
      input: { args: { unusedDays: 30 }, data, asOf },
    });
    expect(outcome).toMatchObject({ ok: false, code: 'RESULT_NOT_JSON', message: expect.not.stringContaining('name') });
  });

  test.each(['"\\0"', '"\\ud800"'])('a proposal with text that can not be kept: %s', async (text) => {
    for (const [grantId, reason] of [
      [text, '"r"'],
      ['"x"', text],
    ])
      expect(
        await run(
          proposing(
            `{ document: "mutations/end-consent.graphql", variables: { grantId: ${grantId} }, reason: ${reason} }`,
          ),
        ),
      ).toMatchObject({ ok: false, code: 'RESULT_INVALID' });
  });

  test('a result that pollutes prototypes is data and nothing else', async () => {
    const outcome = await run(returning('JSON.parse(\'{"checked":1,"proposals":[],"__proto__":{"polluted":1}}\')'));
    expect(outcome).toMatchObject({ ok: false, code: 'RESULT_INVALID' });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
