import type { GraphQLSchema } from 'graphql';
import { fragmentsOf } from '../../../operation/document/compile-document.js';
import { walkSelection } from '../../../operation/document/walk-selection.js';
import type { ToolOutcome } from '../../invocation/invoke-tool.js';
import type { InspectedTool } from '../../package/inspect-package.js';
import type { PublishedVersion } from '../published-versions.js';
import type { CheckTools, VersionCheck } from './check.js';
import { answerOf, type Random, seededRandom, valueOfSchema } from './random-values.js';

const RUNS = 100;
/** Every so many runs are done twice. */
const REPEATED = 10;
/** A tool may say no to senseless figures, and the platform to too many of them. */
const OWN_REFUSALS: readonly string[] = ['TOOL_THREW', 'INPUT_TOO_LARGE'];

/**
 * A hundred random inputs of the right types, for each tool: a result that fits its schema, or a refusal of the tool's own. The seed
 * comes from the package, so its publisher sees the same runs again.
 */
export const propertyCheck: VersionCheck = {
  name: 'properties',
  async run(version, tools) {
    const found = [];
    for (const tool of version.inspected.tools) found.push(await tryTool(tool, version, tools));
    const failures = found.flatMap((each) => each.failures);
    const summary =
      failures.length === 0
        ? `${found.map(({ tool, results, refusals }) => `${tool}: ${results} results, ${refusals} refusals of its own`).join('; ')}.`
        : `${failures.length} of ${found.length * RUNS} random inputs broke a tool: ${[...new Set(failures.map(({ code }) => code))].join(', ')}.`;
    return { passed: failures.length === 0, summary, details: found };
  },
};

async function tryTool(tool: InspectedTool, version: PublishedVersion, tools: CheckTools) {
  const { name } = tool.manifest;
  const random = seededRandom(Number.parseInt(version.packageHash.slice(0, 8), 16));
  const count = { results: 0, refusals: 0 };
  const failures: { seed: number; code: string; message: string }[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const input = randomInput(tool, tools.schema, random);
    const outcome = await tools.invokeTool({ version: version.runnable, tool: name, input });
    const again =
      run % REPEATED === 0 ? await tools.invokeTool({ version: version.runnable, tool: name, input }) : outcome;
    if (outcome.ok) count.results += 1;
    else if (OWN_REFUSALS.includes(outcome.code)) count.refusals += 1;
    else failures.push({ seed: run, code: outcome.code, message: outcome.message.slice(0, 300) });
    if (!same(outcome, again)) failures.push({ seed: run, code: 'NOT_REPEATABLE', message: 'A repetition differs.' });
  }
  return { tool: name, ...count, failures: failures.slice(0, 5) };
}

function randomInput(tool: InspectedTool, schema: GraphQLSchema, random: Random) {
  const { operation, source } = tool.query;
  const fields = walkSelection(schema, fragmentsOf(source), operation);
  return {
    args: valueOfSchema(tool.argsSchema, random) as Readonly<Record<string, unknown>>,
    data: answerOf(fields, random),
    asOf: new Date(Date.UTC(2026, 0, 1) + Math.floor(random() * 365) * 86_400_000).toISOString(),
  };
}

function same(a: ToolOutcome, b: ToolOutcome): boolean {
  const digest = (outcome: ToolOutcome) => (outcome.ok ? outcome.outputHash : outcome.code);
  return a.fuelUsed === b.fuelUsed && digest(a) === digest(b);
}
