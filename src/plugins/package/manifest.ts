import { RUN_LIMITS } from '../runner/run-limits.js';
import type { JsonSchema } from './json-schema.js';
import { PACKAGE_LIMITS } from './package-limits.js';

export type PluginTarget = 'tool' | 'ticket.respond' | 'campaign.content';

export interface ToolManifest {
  /** The bundle's export, and the tool's name within the plugin. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly target?: PluginTarget;
  /** Path of the input document. */
  readonly query: string;
  /** Variable of the document → name of the argument that fills it. */
  readonly variablesFromArgs: Readonly<Record<string, string>>;
  readonly argsSchema: string;
  readonly resultSchema: string;
  readonly fuel: number;
  /** Bytes of the JSON that the function gets. */
  readonly maxInput: number;
  /** Fixtures that show what the tool does. */
  readonly examples: readonly string[];
  readonly disclaimer: string;
  /** Mutation documents that the tool may propose; the customer confirms each. */
  readonly proposals?: readonly string[];
}

export interface PluginManifest {
  readonly $schema?: string;
  readonly manifestVersion: 1;
  readonly name: string;
  readonly version: string;
  /** Digest of engine and meter that the fixtures passed with. */
  readonly runtime: string;
  /** Day of the GraphQL schema that the documents were written for. */
  readonly schemaVersion: string;
  readonly license: string;
  readonly publisher: { readonly name: string; readonly url: string };
  readonly support: string;
  readonly privacy: string;
  readonly scopes: readonly { readonly scope: string; readonly purpose: string }[];
  readonly tools: readonly ToolManifest[];
  readonly disclosure: { readonly method: string; readonly parameters: string; readonly dataSource: string };
  readonly jurisdictions: readonly string[];
  readonly pricing: {
    readonly model: 'free' | 'per-run' | 'monthly';
    readonly amount?: string;
    readonly currency?: string;
    /** Runs per customer and month that cost nothing, before a price per run counts. */
    readonly freeRuns?: number;
    /** Whose budget takes cost and fuel of a run; default: the installer's. */
    readonly budget?: 'installer' | 'publisher';
  };
  readonly changelog: string;
}

const text = (description: string, maxLength = 500): JsonSchema => ({
  type: 'string',
  minLength: 1,
  maxLength,
  description,
});
const path = (folder: string, ending: string, description: string): JsonSchema => ({
  type: 'string',
  pattern: `^${folder}/[A-Za-z0-9_-][A-Za-z0-9._-]{0,60}\\.${ending}$`,
  description,
});
const object = (properties: Readonly<Record<string, JsonSchema>>, optional: readonly string[] = []): JsonSchema => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  properties,
});
const list = (items: JsonSchema, minItems: number, maxItems: number): JsonSchema => ({
  type: 'array',
  items,
  minItems,
  maxItems,
});

const TOOL = object(
  {
    name: { type: 'string', pattern: '^[a-z][A-Za-z0-9]{0,63}$', description: 'The bundle’s export.' },
    title: text('What a customer reads.', 80),
    description: text('What it does, in a sentence or two.'),
    target: {
      type: 'string',
      enum: ['tool', 'ticket.respond', 'campaign.content'],
      description: 'Where it is called from; default: tool.',
    },
    query: path('queries', 'graphql', 'The document whose data the function gets.'),
    variablesFromArgs: {
      type: 'object',
      additionalProperties: { type: 'string', pattern: '^[A-Za-z_][A-Za-z0-9_]{0,63}$' },
      description: 'Variable of the document → argument that fills it.',
    },
    argsSchema: path('schemas', 'args\\.json', 'JSON Schema of the arguments.'),
    resultSchema: path('schemas', 'result\\.json', 'JSON Schema of the result.'),
    fuel: {
      type: 'integer',
      minimum: 1_000_000,
      maximum: RUN_LIMITS.fuelReviewed,
      description: `Most fuel of a run. Above ${RUN_LIMITS.fuelDefault} it takes a review.`,
    },
    maxInput: {
      type: 'integer',
      minimum: 1024,
      maximum: RUN_LIMITS.inputBytesReviewed,
      description: `Most bytes of input. Above ${RUN_LIMITS.inputBytes} it takes a review.`,
    },
    examples: list(path('fixtures', 'json', 'A fixture.'), 1, 32),
    disclaimer: text('Shown with every result.', 1000),
    proposals: list(path('mutations', 'graphql', 'A mutation that the tool may propose.'), 1, 8),
  },
  ['target', 'proposals'],
);

/** schema/plugin-manifest.json. */
export const MANIFEST_SCHEMA: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Manifest of an Openfolio plugin',
  description: 'manifest.json of a plugin package. Paths are relative to it.',
  ...object(
    {
      $schema: text('Where this schema is, for editors.'),
      manifestVersion: { const: 1, description: 'Version of this format.' },
      name: {
        type: 'string',
        pattern: '^@[a-z0-9][a-z0-9-]{0,38}/[a-z0-9][a-z0-9-]{0,62}$',
        description:
          '@publisher/name in lower-case ASCII: letters that look alike in other alphabets can not stand there.',
      },
      version: {
        type: 'string',
        pattern: '^(0|[1-9]\\d{0,5})\\.(0|[1-9]\\d{0,5})\\.(0|[1-9]\\d{0,5})$',
        description: 'Semantic version.',
      },
      runtime: { type: 'string', pattern: '^[0-9a-f]{64}$', description: 'Digest of engine and meter.' },
      schemaVersion: {
        type: 'string',
        format: 'date',
        description: 'Day of the GraphQL schema that the documents were written for.',
      },
      license: text('SPDX expression.', 80),
      publisher: object({ name: text('Who answers for it.', 120), url: { type: 'string', format: 'uri' } }),
      support: { type: 'string', format: 'uri', description: 'Where customers get help.' },
      privacy: {
        type: 'string',
        format: 'uri',
        description: 'What the publisher does with what it learns: a plugin sends nothing anywhere.',
      },
      scopes: list(
        object({
          scope: { type: 'string', pattern: '^[a-z]+:[a-z]+$' },
          purpose: text('Why, for the customer who consents.', 300),
        }),
        0,
        PACKAGE_LIMITS.scopes,
      ),
      tools: list(TOOL, 1, PACKAGE_LIMITS.tools),
      disclosure: object({
        method: text('How results come about.', 2000),
        parameters: text('What can be set.', 2000),
        dataSource: text('Where the data is from.', 1000),
      }),
      jurisdictions: list({ type: 'string', pattern: '^[A-Z]{2}$' }, 1, 50),
      pricing: object(
        {
          model: { type: 'string', enum: ['free', 'per-run', 'monthly'] },
          amount: { type: 'string', format: 'decimal' },
          currency: { type: 'string', format: 'currency' },
          freeRuns: {
            type: 'integer',
            minimum: 0,
            maximum: 1_000_000,
            description: 'Runs per customer and month that cost nothing, before a price per run counts.',
          },
          budget: {
            type: 'string',
            enum: ['installer', 'publisher'],
            description: 'Whose budget takes cost and fuel of a run; default: the installer’s.',
          },
        },
        ['amount', 'currency', 'freeRuns', 'budget'],
      ),
      changelog: text('What changed in this version.', 4000),
    },
    ['$schema'],
  ),
};
