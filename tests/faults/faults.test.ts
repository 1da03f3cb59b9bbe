import { describe, expect, test } from '@jest/globals';
import { runCampaign } from './campaign.js';
import { type Arrival, checkLogs, isClean } from './check-logs.js';
import { FAULT_POINTS, type FaultName } from './fault-points.js';

const pointsOf = (...names: FaultName[]) => FAULT_POINTS.filter(({ name }) => names.includes(name));

describe('killed in the middle', () => {
  test('of writing, placing, sending and storing, nothing is lost, invented or changed', async () => {
    const points = pointsOf(
      'writer after commit, before reply',
      'placer before commit',
      'worker after POST, before mark-sent',
      'PostgreSQL at random',
    );
    const struck: string[] = [];
    const { findings } = await runCampaign({
      runs: points.length,
      seed: 7,
      points,
      onRun: (_, point, fired) => fired && struck.push(point.name),
    });
    expect(findings).toMatchObject({ lost: [], forgotten: [], phantom: [], doubled: [], changed: [], holes: [] });
    expect(struck).toEqual(points.map(({ name }) => name));
  }, 120_000);

  test('the checker finds the mistake that is planted: marked as sent, then sent', async () => {
    const points = pointsOf('worker after rendering, before POST');
    const { findings } = await runCampaign({ runs: 2, seed: 7, points, planted: true });
    expect(findings.lost.length).toBeGreaterThan(0);
    expect(isClean(findings)).toBe(false);
  }, 120_000);
});

describe('the checker', () => {
  const arrival = (number: number, change: Partial<Arrival> = {}) => ({
    number,
    sequence: number,
    webhookId: `m${number}`,
    digest: 'd',
    ...change,
  });
  const done = (number: number) => ({ number, outcome: 'ok' as const });

  test.each([
    ['lost', [done(1), done(2)], [arrival(1)], [1, 2]],
    ['forgotten', [done(1)], [arrival(1)], []],
    ['phantom', [], [arrival(1)], []],
    ['doubled', [done(1)], [arrival(1)], [1, 1]],
    ['changed', [done(1)], [arrival(1), arrival(1, { digest: 'e' })], [1]],
    ['changed', [done(1)], [arrival(1), arrival(1, { webhookId: 'm9' })], [1]],
    ['holes', [done(2)], [arrival(2)], [2]],
  ] as const)('finds what is %s', (kind, acts, arrivals, ledger) => {
    const findings = checkLogs(acts, arrivals, ledger);
    expect(findings[kind].length).toBeGreaterThan(0);
    expect(isClean(findings)).toBe(false);
  });

  test('accepts an act of unknown outcome either way, and a payload that came twice', () => {
    const acts = [
      { number: 1, outcome: 'unknown' as const },
      { number: 2, outcome: 'unknown' as const },
    ];
    const findings = checkLogs(acts, [arrival(1), arrival(1)], [1]);
    expect(isClean(findings)).toBe(true);
    expect(findings.duplicates).toBe(1);
  });
});
