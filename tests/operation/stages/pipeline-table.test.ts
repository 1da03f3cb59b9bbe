import { expect, test } from '@jest/globals';
import { PIPELINE } from '../../../src/operation/index.js';
import { CAUSES } from './as-cause.js';

const TABLE = `
                  LIVE STORED HOOK PLUGIN
loadGrant          x     x     x     x
requireStored      -     x     x     x
limitShape         x     x     x     x
checkScopes        x     x     x     x
reserveCost        x     x     x     x
bindReach          x     x     x     x
forbidMutation     -     -     x     x
execute            x     x     x     x
maskErrors         x     x     x     x
settleAndRecord    x     x     x     x`;

test('the pipeline is this table, in this order', () => {
  const [, ...rows] = TABLE.trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  const actual = PIPELINE.map(({ stage, runs }) => [stage.name, ...CAUSES.map((cause) => (runs[cause] ? 'x' : '-'))]);
  expect(actual).toEqual(rows);
});

test('only the last stage runs after a refusal', () => {
  expect(PIPELINE.filter(({ stage }) => stage.afterRefusal).map(({ stage }) => stage.name)).toEqual([
    'settleAndRecord',
  ]);
});
