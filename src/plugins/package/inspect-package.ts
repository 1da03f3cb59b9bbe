import { OperationTypeNode } from 'graphql';
import { type CompiledDocument } from '../../operation/index.js';
import { RUN_LIMITS } from '../runner/run-limits.js';
import { checkCode } from './check-code.js';
import { checkSchema } from './check-schema.js';
import { checkJson, type JsonSchema } from './json-schema.js';
import type { DocumentJudge } from './judge-document.js';
import { MANIFEST_SCHEMA, type PluginManifest, type ToolManifest } from './manifest.js';
import { looksLike } from './names.js';
import { decode, type ParsedJson, parseJsonFile } from './parse-json.js';
import { type Checked, type PackageFiles, type Problem, refused } from './problem.js';
import { type Fixture, readFixture } from './read-fixture.js';

export interface InspectedTool {
  readonly manifest: ToolManifest;
  readonly query: CompiledDocument;
  readonly querySource: string;
  readonly argsSchema: JsonSchema;
  readonly resultSchema: JsonSchema;
  /** Source by path. */
  readonly proposals: ReadonlyMap<string, { readonly source: string; readonly document: CompiledDocument }>;
  readonly fixtures: ReadonlyMap<string, Fixture>;
}

/** A package whose every file was read and holds together. Its fixtures have not run yet. */
export interface InspectedPackage {
  readonly manifest: PluginManifest;
  readonly bundle: string;
  readonly tools: readonly InspectedTool[];
  /** `Type.field` that the tools read, derived from their documents: the privacy label. */
  readonly fieldsRead: readonly string[];
  /** Why a person must look at it before it may exceed the ordinary limits. */
  readonly reviewNeeded: readonly string[];
}

export interface InspectOptions {
  readonly judge: DocumentJudge;
  readonly engineDigest: string;
  /** Names in the registry; a new name may not be mistaken for one of them. */
  readonly takenNames?: readonly string[];
}

/** Reads the manifest, then everything that it names. All problems are listed, each with its place and its remedy. */
export function inspectPackage(files: PackageFiles, options: InspectOptions): Checked<InspectedPackage> {
  const parsed = parseJsonFile(files, MANIFEST);
  if (!parsed.ok) return parsed;
  const shape = manifestProblems(parsed.value);
  if (shape.length > 0) return refused(...shape);
  const manifest = parsed.value.value as PluginManifest; // it fits MANIFEST_SCHEMA
  const problems: Problem[] = [...ownProblems(manifest, parsed.value, options), ...checkCode(files)];
  const scopes = new Set(manifest.scopes.map(({ scope }) => scope));
  const tools: InspectedTool[] = [];
  for (const [index, tool] of manifest.tools.entries()) {
    const inspected = inspectTool(files, tool, {
      judge: options.judge,
      scopes,
      place: parsed.value.placeOf(`/tools/${index}`),
    });
    if (inspected.ok) tools.push(inspected.value);
    else problems.push(...inspected.problems);
  }
  if (problems.length > 0) return refused(...problems);
  const bundle = decode(files.get('dist/plugin.js') ?? new Uint8Array()) ?? '';
  const fieldsRead = [...new Set(tools.flatMap(({ query }) => query.fields))].sort();
  return { ok: true, value: { manifest, bundle, tools, fieldsRead, reviewNeeded: reviewNeeded(manifest, bundle) } };
}

const MANIFEST = 'manifest.json';

function manifestProblems({ value, placeOf }: ParsedJson): Problem[] {
  return checkJson(MANIFEST_SCHEMA, value).map(({ pointer, reason }) => ({
    file: MANIFEST,
    place: placeOf(pointer),
    reason: `${pointer === '' ? 'The manifest' : pointer} ${reason}.`,
    remedy:
      pointer === '/name'
        ? 'Use @publisher/name in lower-case ASCII letters, digits and hyphens.'
        : 'See schema/plugin-manifest.json.',
  }));
}

function ownProblems(
  manifest: PluginManifest,
  { placeOf }: ParsedJson,
  { engineDigest, takenNames = [] }: InspectOptions,
): Problem[] {
  const problems: Problem[] = [];
  const report = (pointer: string, reason: string, remedy: string) =>
    problems.push({ file: MANIFEST, place: placeOf(pointer), reason, remedy });
  if (manifest.runtime !== engineDigest)
    report(
      '/runtime',
      `The package was made for another engine (${manifest.runtime.slice(0, 12)}…).`,
      `Run \`openfolio plugin test --update\`: it writes ${engineDigest}.`,
    );
  const taken = takenNames.find((name) => looksLike(name, manifest.name));
  if (taken !== undefined)
    report('/name', `The name can be mistaken for ${taken}.`, 'Choose a name that reads differently.');
  const names = manifest.tools.map(({ name }) => name);
  for (const [index, name] of names.entries())
    if (names.indexOf(name) !== index)
      report(`/tools/${index}/name`, `Two tools have the name ${name}.`, 'Give each its own.');
  return problems;
}

interface ToolContext {
  readonly judge: DocumentJudge;
  readonly scopes: ReadonlySet<string>;
  readonly place: string;
}

function inspectTool(files: PackageFiles, manifest: ToolManifest, context: ToolContext): Checked<InspectedTool> {
  const problems: Problem[] = [];
  const keep = <T>(checked: Checked<T>): T | undefined => {
    if (checked.ok) return checked.value;
    problems.push(...checked.problems);
    return undefined;
  };
  const querySource = keep(textOf(files, manifest.query));
  const query =
    querySource === undefined
      ? undefined
      : keep(context.judge.judge(manifest.query, querySource, OperationTypeNode.QUERY, context.scopes));
  const argsSchema = keep(schemaOf(files, manifest.argsSchema));
  const resultSchema = keep(schemaOf(files, manifest.resultSchema));
  const proposals = new Map<string, { source: string; document: CompiledDocument }>();
  for (const path of manifest.proposals ?? []) {
    const source = keep(textOf(files, path));
    const document =
      source === undefined
        ? undefined
        : keep(context.judge.judge(path, source, OperationTypeNode.MUTATION, context.scopes));
    if (source !== undefined && document) proposals.set(path, { source, document });
  }
  const fixtures = new Map<string, Fixture>();
  for (const path of manifest.examples) {
    const fixture = keep(readFixture(files, path));
    if (fixture) fixtures.set(path, fixture);
  }
  if (query && argsSchema) problems.push(...variableProblems(manifest, query, argsSchema, context.place));
  if (problems.length > 0 || !query || querySource === undefined || !argsSchema || !resultSchema)
    return refused(...problems);
  return { ok: true, value: { manifest, query, querySource, argsSchema, resultSchema, proposals, fixtures } };
}

function textOf(files: PackageFiles, file: string): Checked<string> {
  const bytes = files.get(file);
  const text = bytes && decode(bytes);
  if (text !== undefined) return { ok: true, value: text };
  return refused({
    file,
    place: '',
    reason: bytes ? 'The file is not UTF-8.' : 'The file is missing.',
    remedy: 'Add it as UTF-8 text, or mend the path in manifest.json.',
  });
}

function schemaOf(files: PackageFiles, file: string): Checked<JsonSchema> {
  const parsed = parseJsonFile(files, file);
  if (!parsed.ok) return parsed;
  const mismatches = checkSchema(parsed.value.value);
  if (mismatches.length === 0) return { ok: true, value: parsed.value.value as JsonSchema };
  return refused(
    ...mismatches.slice(0, 5).map(({ pointer, reason }) => ({
      file,
      place: parsed.value.placeOf(pointer),
      reason: `${pointer === '' ? 'The schema' : pointer} ${reason}.`,
      remedy: 'Plugins use a bounded part of JSON Schema; docs/guides/write-a-plugin.md lists it.',
    })),
  );
}

/** Every variable of the document is filled from an argument that exists. */
function variableProblems(
  { name, variablesFromArgs }: ToolManifest,
  query: CompiledDocument,
  argsSchema: JsonSchema,
  place: string,
): Problem[] {
  const declared = (query.operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
  const report = (reason: string, remedy: string): Problem => ({
    file: MANIFEST,
    place,
    reason: `Tool ${name}: ${reason}`,
    remedy,
  });
  return [
    ...declared
      .filter((variable) => !Object.hasOwn(variablesFromArgs, variable))
      .map((variable) => report(`nothing fills $${variable}.`, 'Add it to variablesFromArgs.')),
    ...Object.entries(variablesFromArgs).flatMap(([variable, argument]) => [
      ...(declared.includes(variable)
        ? []
        : [report(`its document has no $${variable}.`, 'Declare the variable, or remove the row.')]),
      ...(argsSchema.properties && Object.hasOwn(argsSchema.properties, argument)
        ? []
        : [report(`its arguments have no "${argument}".`, 'Add it to the args schema.')]),
    ]),
  ];
}

function reviewNeeded({ tools }: PluginManifest, bundle: string): string[] {
  return [
    ...(Buffer.byteLength(bundle) > RUN_LIMITS.bundleBytes ? ['the bundle is larger than usual'] : []),
    ...tools
      .filter(({ fuel }) => fuel > RUN_LIMITS.fuelDefault)
      .map(({ name }) => `${name} wants more fuel than usual`),
    ...tools
      .filter(({ maxInput }) => maxInput > RUN_LIMITS.inputBytes)
      .map(({ name }) => `${name} wants more input than usual`),
  ];
}
