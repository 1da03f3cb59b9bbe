import type { InspectedTool } from '../../package/inspect-package.js';
import type { VersionCheck } from './check.js';

/** What each tool's input can cost at most, with the arguments of its examples: it must fit into an ordinary budget. */
export const costCheck: VersionCheck = {
  name: 'cost',
  async run({ inspected }, { costMax }) {
    const figures = inspected.tools.map((tool) => ({ tool: tool.manifest.name, points: pointsOf(tool) }));
    const over = figures.filter(({ points }) => points > costMax);
    const summary =
      over.length === 0
        ? `Inputs cost at most ${Math.max(0, ...figures.map(({ points }) => points))} of ${costMax} points.`
        : `${over.map(({ tool, points }) => `${tool} costs ${points}`).join(', ')}; a budget holds ${costMax} points. Select less, or ask for smaller pages.`;
    return { passed: over.length === 0, summary, details: figures };
  },
};

function pointsOf({ query, manifest, fixtures }: InspectedTool): number {
  const points = [...fixtures.values()].map(
    ({ input }) => query.cost(variablesOf(manifest.variablesFromArgs, input.args)).points,
  );
  return Math.max(0, ...points);
}

/** Variables of a tool's document, from its arguments. */
export function variablesOf(
  fromArgs: Readonly<Record<string, string>>,
  args: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const filled = Object.entries(fromArgs).filter(([, argument]) => args[argument] !== undefined);
  return Object.fromEntries(filled.map(([variable, argument]) => [variable, args[argument]]));
}
