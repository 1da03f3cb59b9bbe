import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type LaunchedRunner, launchRunner, runnerChecks, startSupervisor } from '../../src/plugins/index.js';

const { callOf } = runnerChecks;

describe('through the socket, the supervisor and the jail', () => {
  let runner: LaunchedRunner;
  beforeAll(async () => {
    runner = await launchRunner({ mode: 'sandbox', runners: 1, wallClockMs: 60_000 });
  });
  afterAll(() => runner.stop());

  test('a tool gets its input and returns its output, with fuel and log', async () => {
    const source = 'var openfolioPlugin = { sum: ({ a, b }) => { console.log("sum", a, b); return { sum: a + b }; } };';
    const result = await runner.runTool(callOf(source, 'sum', '{"a":1,"b":2}'));
    expect(result).toMatchObject({ ok: true, output: '{"sum":3}', log: 'sum 1 2\n' });
    expect(result.fuelUsed).toBeGreaterThan(0);
  });

  test('calls at the same time get each their own answer', async () => {
    const source = 'var openfolioPlugin = { echo: (input) => input };';
    const inputs = Array.from({ length: 40 }, (_, index) => JSON.stringify({ index }));
    const results = await Promise.all(inputs.map((input) => runner.runTool(callOf(source, 'echo', input))));
    expect(results.map((result) => result.ok && result.output)).toEqual(inputs);
  });

  test('an input above the limit is refused before it reaches a runner', async () => {
    const result = await runner.runTool(callOf('var openfolioPlugin = {};', 'x', `"${'x'.repeat(1_100_000)}"`));
    expect(result).toMatchObject({ ok: false, code: 'INPUT_TOO_LARGE' });
  });

  test('a function that the prototype has is no tool', async () => {
    const result = await runner.runTool(callOf('var openfolioPlugin = {};', 'toString', '{}'));
    expect(result).toMatchObject({ ok: false, code: 'TOOL_UNKNOWN' });
  });

  // The rest of the corpus: `openfolio runner attack --all`.
  test.each(['cross-tenant state', 'escapes', 'exotic throws', 'microtasks'])(
    'attacks are contained: %s',
    async (group) => {
      const outcomes = await runnerChecks.runAttacks(runner.runTool, [group]);
      expect(outcomes.filter(({ failures }) => failures.length > 0)).toEqual([]);
    },
  );
});

test('the corpus holds at least sixty attacks in eleven groups', async () => {
  const { ATTACKS } = await import('../../src/plugins/runner/checks/attacks/index.js');
  expect(Object.values(ATTACKS).flat().length).toBeGreaterThanOrEqual(60);
  expect(Object.keys(ATTACKS).length).toBeGreaterThanOrEqual(11);
});

test('one plugin that calls without end is refused, and another is still served', async () => {
  const supervisor = await startSupervisor({ requireJail: false, runners: 1, wallClockMs: 60_000 });
  try {
    const greedy = callOf(
      'var openfolioPlugin = { tool: () => { let n = 0; while (n < 1e5) n++; return n; } };',
      'tool',
      '{}',
    );
    const flood = Array.from({ length: 100 }, () => supervisor.runTool(greedy));
    const modest = await supervisor.runTool(callOf('var openfolioPlugin = { tool: () => 1 };', 'tool', '{}'));
    const results = await Promise.all(flood);
    expect(modest).toMatchObject({ ok: true, output: '1' });
    expect(results.some((result) => !result.ok && result.code === 'RUNNER_BUSY')).toBe(true);
    expect(results.some((result) => result.ok)).toBe(true);
  } finally {
    await supervisor.stop();
  }
});

test('what the reset relies on is true of the engine, and its digest is the pinned one', async () => {
  const { lines, passed } = await runnerChecks.auditEngine();
  expect({ lines, passed }).toMatchObject({ passed: true });
});

test('fuel and outcome are the same in every run', async () => {
  const supervisor = await startSupervisor({ requireJail: false, runners: 1, wallClockMs: 60_000 });
  try {
    const { lines, passed } = await runnerChecks.checkFuel([supervisor.runTool], 4);
    expect({ lines, passed }).toMatchObject({ passed: true });
  } finally {
    await supervisor.stop();
  }
});

test('a run that fuel does not end is killed, and the next tenant answered', async () => {
  const { lines, passed } = await runnerChecks.checkWatchdog(1);
  expect({ lines, passed }).toMatchObject({ passed: true });
});

test('memory stays level and fuel where it was over many calls', async () => {
  const { lines, passed } = await runnerChecks.checkLeak(200);
  expect({ lines, passed }).toMatchObject({ passed: true });
});
