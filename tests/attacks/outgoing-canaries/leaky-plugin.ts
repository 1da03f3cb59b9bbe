import { composeSchema } from '../../../src/compose/schema.js';
import { systemClock } from '../../../src/kernel/clock.js';
import { newId } from '../../../src/kernel/ids.js';
import { documentCompiler } from '../../../src/operation/index.js';
import {
  documentJudge,
  ENGINE_DIGEST,
  inspectPackage,
  type PackageFiles,
  signAsPublisher,
  writeTar,
} from '../../../src/plugins/index.js';
import { insertVersion } from '../../../src/plugins/registry/insert-version.js';
import { RegistryKey } from '../../../src/plugins/registry/registry-key.js';
import { type Database, inTransaction } from '../../../src/storage/index.js';
import { sampleFiles } from '../../plugins/registry/sample-package.js';

export const LEAKY_PLUGIN = '@example-labs/leaky';

/**
 * Every way in which a tool can end, each of them with all that it was given: `all` is its input's text, `digits` what stands in
 * there in figures. The caller chooses by the first word of its note.
 */
const ENDS = {
  returns: { code: null, body: 'return { echo: all };' },
  logs: { code: null, body: 'console.log(all); console.error(input); return { echo: "" };' },
  proposes: { code: null, body: 'return { echo: all, proposals: [propose({ grantId: all.slice(0, 200) }, all)] };' },
  throws: { code: 'TOOL_THREW', body: 'throw new Error(all);' },
  throwsText: { code: 'TOOL_THREW', body: 'throw all;' },
  forgesPlace: { code: 'TOOL_THREW', body: 'throw new Error("plugin.js:" + digits + ":" + digits);' },
  throwsInParts: { code: 'TOOL_THREW', body: 'JSON.parse(all + all);' },
  burnsFuel: { code: 'OUT_OF_FUEL', body: 'for (let n = all; ; ) n = n.slice(1) + n[0];' },
  takesMemory: { code: 'OUT_OF_MEMORY', body: 'const kept = []; for (;;) kept.push(all, new Uint8Array(1 << 20));' },
  recurses: { code: 'STACK_EXCEEDED', body: 'const again = (text) => again(text + "") + text; return again(all);' },
  overflows: { code: 'OUTPUT_TOO_LARGE', body: 'return { echo: all.repeat(3000) };' },
  returnsNothing: { code: 'RESULT_NOT_JSON', body: 'return () => all;' },
  promises: { code: 'TOOL_ASYNC', body: 'return Promise.resolve(all);' },
  misfits: { code: 'RESULT_INVALID', body: 'return { [all]: all };' },
  misproposes: { code: 'RESULT_INVALID', body: 'return { echo: "", proposals: [propose({ other: all }, all)] };' },
  proposesNul: {
    code: 'RESULT_INVALID',
    body: 'return { echo: "", proposals: [propose({ grantId: "x" }, "\\0" + all)] };',
  },
  // The log is cut inside the last sign, which has two halves; what it returns begins with a name, as no honest result does.
  cutsItsLog: { code: 'RESULT_INVALID', body: 'console.log("x".repeat(4095) + "🐤"); return [all];' },
} as const satisfies Readonly<Record<string, { code: string | null; body: string }>>;

/** Ends of a run at the extension point `ticket.respond`, where a customer's question is all that a tool is given. */
export const ENDS_AT_TICKETS = [
  'returns',
  'logs',
  'throws',
  'forgesPlace',
  'burnsFuel',
  'misfits',
  'cutsItsLog',
] as const;

/** By the word that chooses it: the code that the run's log must show, `null` for a result. */
export const CODES_OF_ENDS: Readonly<Record<string, string | null>> = Object.fromEntries(
  Object.entries(ENDS).map(([end, { code }]) => [end, code]),
);

const BUNDLE = `var ends = { ${Object.entries(ENDS)
  .map(([end, { body }]) => `${end}: function (input, all, digits) { ${body} }`)
  .join(',\n')} };
function propose(variables, reason) {
  return { document: 'mutations/end-consent.graphql', variables: variables, reason: reason.slice(0, 300) };
}
var openfolioPlugin = { total: function (input) {
  var all = input.data.accounts.edges.map(function (edge) { return edge.node.name; }).concat(input.args.note).join(' ');
  return end(input.args.note, input, all);
}, respond: function (input) { return end(input.args.question, input, input.args.question); } };
function end(chosen, input, all) { return ends[chosen.split(' ')[0]](input, all, all.replace(/[^0-9]/g, '')); }`;

const text = (maxLength: number) => ({ type: 'string', maxLength }) as const;
const RESULT = {
  type: 'object',
  additionalProperties: false,
  required: ['echo'],
  properties: {
    echo: text(200_000),
    proposals: {
      type: 'array',
      maxItems: 20,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['document', 'variables', 'reason'],
        properties: {
          document: text(100),
          variables: { type: 'object', additionalProperties: true },
          reason: text(500),
        },
      },
    },
  },
};
const ARGS = {
  type: 'object',
  additionalProperties: false,
  required: ['note'],
  properties: { note: text(500) },
};

const QUESTION = {
  type: 'object',
  additionalProperties: true,
  required: ['question'],
  properties: { question: text(5000) },
};

/** The tool at the extension point: the same ends, under a query of public data. */
function respondTool(total: object) {
  const { proposals: _none, ...tool } = total as { proposals: unknown };
  return {
    ...tool,
    name: 'respond',
    target: 'ticket.respond',
    query: 'queries/public.graphql',
    argsSchema: 'schemas/respond.args.json',
    examples: ['fixtures/respond.json'],
  };
}

function leakyFiles(): PackageFiles {
  const files = new Map(
    sampleFiles({ name: LEAKY_PLUGIN, scopes: ['accounts:read', 'grants:write'], fuel: 1_000_000_000 }),
  );
  const manifest = JSON.parse(new TextDecoder().decode(files.get('manifest.json')));
  Object.assign(manifest.tools[0], { proposals: ['mutations/end-consent.graphql'], variablesFromArgs: {} });
  manifest.tools.push(respondTool(manifest.tools[0]));
  manifest.scopes.push({ scope: 'market:read', purpose: 'To read public data.' });
  const data = { accounts: { edges: [{ node: { name: 'One' } }] } };
  const input = { args: { note: 'returns' }, data, asOf: '2026-01-02T00:00:00.000Z' };
  const fixture = { tool: 'total', description: 'One account.', input, expected: { echo: 'One returns' }, fuel: 0 };
  const changed: Readonly<Record<string, string>> = {
    'manifest.json': JSON.stringify(manifest),
    'queries/holdings.graphql': 'query Leaky { accounts(first: 20) { edges { node { name } } } }',
    'mutations/end-consent.graphql':
      'mutation EndConsent($grantId: ID!) { revokeGrant(input: { grantId: $grantId }) { revokedGrantId } }',
    'schemas/total.args.json': JSON.stringify(ARGS),
    'schemas/total.result.json': JSON.stringify(RESULT),
    'fixtures/two.json': JSON.stringify(fixture),
    'queries/public.graphql': 'query Public { instruments(first: 1) { edges { node { symbol } } } }',
    'schemas/respond.args.json': JSON.stringify(QUESTION),
    'fixtures/respond.json': JSON.stringify({
      ...fixture,
      tool: 'respond',
      input: { ...input, args: { question: 'returns' }, data: { instruments: { edges: [] } } },
    }),
    'dist/plugin.js': BUNDLE,
  };
  for (const [path, content] of Object.entries(changed)) files.set(path, new TextEncoder().encode(content));
  return files;
}

/** Lists it as the demo publisher's, past the checks and reviews that would refuse it: what holds must hold without them. */
export async function listLeakyPlugin({ ops: pool }: Pick<Database, 'ops'>): Promise<void> {
  const { schema, requirements } = await composeSchema();
  const judge = documentJudge(schema, documentCompiler({ schema, requirements, compilePlan: () => undefined }));
  const files = leakyFiles();
  const checked = inspectPackage(files, { judge, engineDigest: ENGINE_DIGEST });
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
  const signer = await new RegistryKey({ pool, clock: systemClock, secret: Buffer.alloc(32, 5) }).signer();
  const { rows } = await pool.query<{ id: string }>("SELECT id FROM publisher WHERE slug = 'example-labs'");
  const version = {
    versionId: newId(),
    party: { publisherId: rows[0]?.id ?? '', appId: null, by: { kind: 'PLATFORM' } },
    tar: writeTar(await signAsPublisher(files, ENGINE_DIGEST, signer)),
    inspected: checked.value,
    signedBy: signer.kid,
    at: systemClock.now(),
  } as const;
  await inTransaction(pool, (client) => insertVersion(client, version, { status: 'LISTED', reason: 'Of a test.' }));
}
