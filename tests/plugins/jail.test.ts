import { tmpdir } from 'node:os';
import { expect, test } from '@jest/globals';
import { runnerChecks } from '../../src/plugins/index.js';
import { findJail, insistOnJail, type Jail } from '../../src/plugins/runner/jail.js';

const MISSING: Jail = { command: [], walls: ['permissions'], missing: ['namespaces'] };

test('live mode refuses to run plugins where a wall is missing, and names it', () => {
  expect(() => insistOnJail(MISSING, { requireJail: true })).toThrow(
    expect.objectContaining({ code: 'RUNNER_JAIL_UNAVAILABLE', message: expect.stringContaining('unshare') }),
  );
});

test('sandbox mode starts, and warns', () => {
  const warnings: string[] = [];
  insistOnJail(MISSING, { requireJail: false, warn: (message) => warnings.push(message) });
  expect(warnings).toEqual([expect.stringContaining('unshare')]);
});

test('walls that do not hold are found out by trying, not assumed', () => {
  const { walls, missing } = findJail(tmpdir(), '/absent/node');
  expect({ walls, missing: missing.toSorted() }).toEqual({
    walls: ['permissions'],
    missing: ['namespaces', 'priority', 'privileges'],
  });
});

test('a probe in the jail reaches nothing that the standing walls keep out', async () => {
  const { lines } = await runnerChecks.checkJail();
  const escaped = lines.filter((line) => line.startsWith('ESCAPED'));
  const incomplete = lines.some((line) => line.startsWith('MISSING')); // a host that allows less: live mode refuses it
  expect(incomplete ? [] : escaped).toEqual([]);
});
