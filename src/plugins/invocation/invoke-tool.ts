import type { GraphQLSchema } from 'graphql';
import type { InspectedTool } from '../package/inspect-package.js';
import { checkJson } from '../package/json-schema.js';
import type { ToolInput } from '../package/read-fixture.js';
import { digestOf } from '../runner/digest-of.js';
import type { RunTool } from '../runner/protocol.js';
import { RUN_LIMITS } from '../runner/run-limits.js';
import { type RunMeasure, type RunResult, refusal } from '../runner/run-result.js';
import { coerceVariables, type ProposalProblem } from './check-proposals.js';

/** One version, as the platform keeps it after publishing. */
export interface RunnableVersion {
  readonly bundle: { readonly digest: string; readonly source: string };
  readonly tools: readonly InspectedTool[];
}

/** A mutation that the customer may confirm: a document of the package, and variables that it accepts. */
export interface Proposal {
  /** Path in the package, one of the tool's `proposals`. */
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly reason: string;
}

export type ToolOutcome =
  | (RunMeasure & {
      readonly ok: true;
      readonly result: unknown;
      readonly proposals: readonly Proposal[];
      /** sha256 of the exact JSON texts, for the receipt. */
      readonly inputHash: string;
      readonly outputHash: string;
      /** The result's exact JSON text. */
      readonly output: string;
    })
  | Extract<RunResult, { ok: false }>;

/** Data has been read by the pipeline before; this is only the step from JSON to JSON. */
export interface ToolRequest {
  readonly version: RunnableVersion;
  readonly tool: string;
  readonly input: ToolInput;
}

export type InvokeTool = (request: ToolRequest) => Promise<ToolOutcome>;

/**
 * Runs a tool and believes nothing of what it returns: the result is held against its schema, each proposal against the
 * tool's documents and their variables' types.
 */
export function toolInvoker({
  runTool,
  schema,
}: {
  readonly runTool: RunTool;
  readonly schema: GraphQLSchema;
}): InvokeTool {
  return async ({ version, tool: name, input }) => {
    const tool = version.tools.find(({ manifest }) => manifest.name === name);
    if (!tool) return declined('TOOL_UNKNOWN', `The plugin has no tool ${name}.`);
    const [mismatch] = checkJson(tool.argsSchema, input.args);
    if (mismatch) return declined('ARGUMENTS_INVALID', `The arguments: ${mismatch.pointer} ${mismatch.reason}.`);
    const text = JSON.stringify(input);
    if (Buffer.byteLength(text) > tool.manifest.maxInput)
      return declined(
        'INPUT_TOO_LARGE',
        `The input is larger than the ${tool.manifest.maxInput} bytes that the tool declares.`,
      );
    const run = await runTool({
      bundle: version.bundle,
      tool: name,
      input: text,
      fuel: tool.manifest.fuel,
      asOfMs: Date.parse(input.asOf),
      outputBytesMax: RUN_LIMITS.outputBytes,
    });
    if (!run.ok) return run;
    return judged(tool, run, digestOf(text), schema);
  };
}

function judged(
  tool: InspectedTool,
  run: Extract<RunResult, { ok: true }>,
  inputHash: string,
  schema: GraphQLSchema,
): ToolOutcome {
  const parsed = parsedOutput(run.output);
  if (!parsed) return declined('RESULT_NOT_JSON', 'What came as the result is no JSON.', run);
  const { value } = parsed;
  const [mismatch] = checkJson(tool.resultSchema, value);
  if (mismatch)
    return declined(
      'RESULT_INVALID',
      `The result does not fit its schema: ${mismatch.pointer} ${mismatch.reason}.`,
      run,
    );
  const proposals = proposalsOf(value, tool);
  const problem: ProposalProblem | undefined = coerceVariables(proposals, tool, schema);
  if (problem) return declined('RESULT_INVALID', `Proposal ${problem.index}: ${problem.reason}`, run);
  const { fuelUsed, log, output } = run;
  return { ok: true, result: value, proposals, fuelUsed, log, inputHash, outputHash: digestOf(output), output };
}

/** The guest's JSON.stringify made it, or something that imitates it: then the parser's error would quote it, and is dropped. */
function parsedOutput(output: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(output) };
  } catch {
    return undefined;
  }
}

/** A tool that declares mutations returns its proposals as `proposals`; the result schema sees to their form. */
function proposalsOf(value: unknown, { proposals }: InspectedTool): readonly Proposal[] {
  if (proposals.size === 0 || typeof value !== 'object' || value === null || !('proposals' in value)) return [];
  return Array.isArray(value.proposals) ? (value.proposals as Proposal[]) : [];
}

function declined(
  code: Parameters<typeof refusal>[0],
  message: string,
  measure?: RunMeasure,
): Extract<RunResult, { ok: false }> {
  return refusal(code, message, measure) as Extract<RunResult, { ok: false }>;
}
