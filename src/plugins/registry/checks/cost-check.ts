import type { InspectedPackage, InspectedTool } from '../../package/inspect-package.js';
import type { VersionCheck } from './check.js';

/** What each tool's input can cost at most, with the arguments of its examples: it must fit into an ordinary budget. */
export const costCheck: VersionCheck = {
  name: 'cost',
  async run({ inspected }, { costMax }) {
    const details = figuresOf(inspected);
    const dear = tooDear(inspected, costMax);
    const most = Math.max(0, ...details.map(({ points }) => points));
    const summary = dear ?? `Inputs cost at most ${most} of ${costMax} points.`;
    return { passed: dear === undefined, summary, details };
  },
};

/** @returns which tools no ordinary budget can pay for, and what to do; nothing when all are within */
export function tooDear(inspected: InspectedPackage, costMax: number): string | undefined {
  const over = figuresOf(inspected).filter(({ points }) => points > costMax);
  if (over.length === 0) return undefined;
  const named = over.map(({ tool, points }) => `${tool} costs ${points}`).join(', ');
  return `${named}; a budget holds ${costMax} points. Select less, or ask for smaller pages.`;
}

function figuresOf({ tools }: InspectedPackage) {
  return tools.map((tool) => ({ tool: tool.manifest.name, points: pointsOf(tool) }));
}

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
