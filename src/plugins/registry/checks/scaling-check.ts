import { benchPackage } from '../../tools/bench-project.js';
import type { VersionCheck } from './check.js';

const SCALES = [1, 4, 16];
/** Fuel may grow this much faster than the input; a nested loop over it grows sixteen times faster. */
const GROWTH_MAX = 4;

/** Fuel follows the customer's data: sixteen times the rows, and not many times more fuel than that. */
export const scalingCheck: VersionCheck = {
  name: 'scaling',
  async run({ inspected }, { invokeTool }) {
    const rows = await benchPackage(inspected, invokeTool, SCALES);
    const measured = rows.map(({ tool, path, scale, inputBytes, fuelUsed, growth, refusal }) => ({
      tool,
      path,
      scale,
      inputBytes,
      fuelUsed,
      growth: Number(growth.toFixed(2)),
      refusal: refusal ?? null,
    }));
    const steep = measured.filter(({ growth, refusal }) => refusal === null && growth > GROWTH_MAX);
    const summary =
      steep.length === 0
        ? `Fuel grows with the input, at most ${Math.max(1, ...measured.map(({ growth }) => growth))} times faster.`
        : `Fuel of ${[...new Set(steep.map(({ tool }) => tool))].join(', ')} grows much faster than the input: a larger customer would run out of it.`;
    return { passed: steep.length === 0, summary, details: measured };
  },
};
