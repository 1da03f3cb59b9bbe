import { checkJson, type JsonSchema } from './json-schema.js';
import { parseJsonFile } from './parse-json.js';
import { type Checked, type PackageFiles, refused } from './problem.js';

/** fixtures/*.json: one run, and what it must give. */
export interface Fixture {
  readonly tool: string;
  readonly description: string;
  readonly input: ToolInput;
  readonly expected: unknown;
  /** Exact; written by `openfolio plugin test --update`. */
  readonly fuel: number;
}

/** What the function gets, as JSON. */
export interface ToolInput {
  readonly args: Readonly<Record<string, unknown>>;
  /** `data` of the input document's answer. */
  readonly data: unknown;
  /** The instant of the run, which `Date.now()` gives as well. RFC 3339. */
  readonly asOf: string;
}

const FIXTURE_SCHEMA: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['tool', 'description', 'input', 'expected', 'fuel'],
  properties: {
    tool: { type: 'string', maxLength: 64 },
    description: { type: 'string', maxLength: 500 },
    input: {
      type: 'object',
      additionalProperties: false,
      required: ['args', 'data', 'asOf'],
      properties: { args: { type: 'object' }, data: { type: 'object' }, asOf: { type: 'string', format: 'date-time' } },
    },
    expected: {},
    fuel: { type: 'integer', minimum: 0 },
  },
};

export function readFixture(files: PackageFiles, file: string): Checked<Fixture> {
  const parsed = parseJsonFile(files, file);
  if (!parsed.ok) return parsed;
  const mismatches = checkJson(FIXTURE_SCHEMA, parsed.value.value);
  if (mismatches.length === 0) return { ok: true, value: parsed.value.value as Fixture };
  return refused(
    ...mismatches.map(({ pointer, reason }) => ({
      file,
      place: parsed.value.placeOf(pointer),
      reason: `${pointer === '' ? 'The fixture' : pointer} ${reason}.`,
      remedy: 'A fixture has tool, description, input { args, data, asOf }, expected and fuel.',
    })),
  );
}
