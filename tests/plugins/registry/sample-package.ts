import { gzipSync } from 'node:zlib';
import {
  digestOf,
  ENGINE_DIGEST,
  type InspectOptions,
  type InvokeTool,
  inspectPackage,
  type PackageFiles,
  type PluginManifest,
  type SigningKey,
  signAsPublisher,
  type ToolInput,
  writeTar,
} from '../../../src/plugins/index.js';

type Pricing = PluginManifest['pricing'];

/** A small plugin of @acme, made on the spot: sums what is held. Whatever a test is about can be replaced. */
export interface SampleOptions {
  readonly name?: string;
  readonly version?: string;
  /** Field of a position that is summed. */
  readonly field?: 'quantity' | 'costBasis';
  readonly scopes?: readonly string[];
  /** Body of `total(input)`; `rows` holds the field's values as text. */
  readonly body?: string;
  readonly pricing?: Pricing;
  readonly description?: string;
  /** Its only tool is for an extension point instead. */
  readonly target?: 'tool' | 'ticket.respond' | 'campaign.content';
  readonly fuel?: number;
}

const SUM =
  'let sum = 0; for (const row of rows) sum += Number(row); return { total: sum.toFixed(2), rows: rows.length };';

export function sampleFiles(options: SampleOptions = {}): PackageFiles {
  const { name = '@acme/holdings-total', version = '1.0.0', field = 'quantity', body = SUM } = options;
  const selection = field === 'quantity' ? 'quantity' : 'quantity costBasis { amount }';
  const isTool = (options.target ?? 'tool') === 'tool';
  const value = field === 'quantity' ? 'node.quantity' : 'node.costBasis ? node.costBasis.amount : "0"';
  return filesOf({
    'manifest.json': JSON.stringify(manifestOf(name, version, options)),
    'queries/holdings.graphql': isTool
      ? `query Holdings($first: Int) { accounts(first: 20) { edges { node { positions(first: $first) { edges { node { ${selection} } } } } } } }`
      : 'query Public { instruments(first: 3) { edges { node { symbol } } } }',
    'schemas/total.args.json': JSON.stringify({
      type: 'object',
      additionalProperties: false,
      required: ['first'],
      properties: { first: { type: 'integer', minimum: 1, maximum: 100 } },
    }),
    'schemas/total.result.json': JSON.stringify({
      type: 'object',
      additionalProperties: false,
      required: ['total', 'rows'],
      properties: { total: { type: 'string', format: 'decimal' }, rows: { type: 'integer', minimum: 0 } },
    }),
    'fixtures/two.json': JSON.stringify({
      tool: 'total',
      description: 'Two positions.',
      input: isTool ? fixtureInput(field) : { ...fixtureInput(field), data: { instruments: { edges: [] } } },
      expected: {},
      fuel: 0,
    }),
    'dist/plugin.js': `var openfolioPlugin = { total: function (input) {
  var rows = ${isTool ? `input.data.accounts.edges.flatMap(function (edge) { return edge.node.positions.edges.map(function ({ node }) { return ${value}; }); })` : 'input.data.instruments.edges'};
  ${body}
} };`,
  });
}

function manifestOf(name: string, version: string, options: SampleOptions): PluginManifest {
  const isTool = (options.target ?? 'tool') === 'tool';
  const {
    scopes = isTool ? ['accounts:read', 'positions:read'] : ['market:read'],
    pricing = { model: 'free' },
    description = 'Adds up what is held.',
  } = options;
  return {
    manifestVersion: 1,
    name,
    version,
    runtime: ENGINE_DIGEST,
    schemaVersion: '2026-11-22',
    license: 'Apache-2.0',
    publisher: { name: 'Acme', url: 'https://acme.example' },
    support: 'https://acme.example/support',
    privacy: 'https://acme.example/privacy',
    scopes: scopes.map((scope) => ({ scope, purpose: `To add up what is held (${scope}).` })),
    tools: [
      {
        name: 'total',
        title: 'How much is held?',
        description,
        ...(options.target && { target: options.target }),
        query: 'queries/holdings.graphql',
        variablesFromArgs: isTool ? { first: 'first' } : {},
        argsSchema: 'schemas/total.args.json',
        resultSchema: 'schemas/total.result.json',
        fuel: options.fuel ?? 200_000_000,
        maxInput: 131_072,
        examples: ['fixtures/two.json'],
        disclaimer: 'A sum, not advice.',
      },
    ],
    disclosure: {
      method: 'Addition.',
      parameters: 'How many positions.',
      dataSource: 'The customer’s open positions.',
    },
    jurisdictions: ['CN'],
    pricing,
    changelog: 'As described.',
  };
}

function fixtureInput(field: string): ToolInput {
  const position = (amount: string) => ({
    node: { quantity: amount, ...(field === 'costBasis' && { costBasis: { amount } }) },
  });
  const data = { accounts: { edges: [{ node: { positions: { edges: [position('1.50'), position('2.25')] } } }] } };
  return { args: { first: 10 }, data, asOf: '2026-01-02T00:00:00.000Z' };
}

function filesOf(texts: Readonly<Record<string, string>>): PackageFiles {
  return new Map(Object.entries(texts).map(([path, text]) => [path, new TextEncoder().encode(text)]));
}

/** Runs the fixtures and writes what they gave, as `openfolio plugin test --update` does. */
export async function withFixtures(
  files: PackageFiles,
  options: InspectOptions,
  invoke: InvokeTool,
): Promise<PackageFiles> {
  const inspected = inspectPackage(files, options);
  if (!inspected.ok) throw new Error(JSON.stringify(inspected.problems));
  const { bundle, tools } = inspected.value;
  const version = { bundle: { digest: digestOf(bundle), source: bundle }, tools };
  const updated = new Map(files);
  for (const [path, fixture] of tools.flatMap((tool) => [...tool.fixtures])) {
    const outcome = await invoke({ version, tool: fixture.tool, input: fixture.input });
    if (!outcome.ok) continue; // a plugin that is to be refused for it
    const text = JSON.stringify({ ...fixture, expected: outcome.result, fuel: outcome.fuelUsed });
    updated.set(path, new TextEncoder().encode(text));
  }
  return updated;
}

/** Signed, packed, gzipped, base64: what `publishPlugin` takes. */
export async function packed(files: PackageFiles, key: SigningKey): Promise<string> {
  return Buffer.from(gzipSync(writeTar(await signAsPublisher(files, ENGINE_DIGEST, key)))).toString('base64');
}
