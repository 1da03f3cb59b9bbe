import {
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { fragmentsOf } from '../../operation/document/compile-document.js';
import type { InspectedPackage, InspectedTool } from '../package/inspect-package.js';
import type { JsonSchema } from '../package/json-schema.js';

/** src/generated/<tool>.ts: what the function gets and what it must return, from document, schema and JSON Schemas. */
export function generateTypes(tool: InspectedTool, schema: GraphQLSchema): string {
  const name = nameOf(tool);
  const { query } = tool;
  const root = schema.getRootType(query.operation.operation);
  const data = root
    ? selectionType({ schema, fragments: fragmentsOf(query.source) }, query.operation.selectionSet, root, '')
    : '{}';
  return [
    `// Generated from ${tool.manifest.query}, ${tool.manifest.argsSchema} and ${tool.manifest.resultSchema} by \`openfolio plugin validate\`. Not to be edited.`,
    '',
    `export type ${name}Args = ${schemaType(tool.argsSchema, tool.argsSchema, '')};`,
    '',
    '/** The answer to the query, under the rights that the customer consented to. */',
    `export type ${name}Data = ${data};`,
    '',
    `export interface ${name}Input {`,
    `  readonly args: ${name}Args;`,
    `  readonly data: ${name}Data;`,
    '  /** The instant of the run, RFC 3339. `Date.now()` answers the same. */',
    '  readonly asOf: string;',
    '}',
    '',
    `export type ${name}Result = ${schemaType(tool.resultSchema, tool.resultSchema, '')};`,
    '',
  ].join('\n');
}

/** What a caller of `invokePlugin` gives and gets, for each tool that callers may ask: from the schemas of the published version. */
export function callerTypes({ manifest, tools }: InspectedPackage): string {
  const asked = tools.filter((tool) => (tool.manifest.target ?? 'tool') === 'tool');
  const types = asked.map((tool) => {
    const name = nameOf(tool);
    return [
      `/** ${tool.manifest.title.replaceAll('*/', '* /')} */`, // a stranger's words never become code
      `export type ${name}Args = ${schemaType(tool.argsSchema, tool.argsSchema, '')};`,
      `export type ${name}Result = ${schemaType(tool.resultSchema, tool.resultSchema, '')};`,
    ].join('\n');
  });
  const head = `// Arguments and results of ${manifest.name} ${manifest.version}, by \`openfolio plugin types\`. Ask for \`versions: "^${manifest.version}"\` to get no others.`;
  const byTool = asked.map(
    (tool) => `  ${tool.manifest.name}: { args: ${nameOf(tool)}Args; result: ${nameOf(tool)}Result };`,
  );
  return `${[head, ...types, ['export interface Tools {', ...byTool, '}'].join('\n')].join('\n\n')}\n`;
}

function nameOf({ manifest: { name } }: InspectedTool): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

interface Context {
  readonly schema: GraphQLSchema;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
}

function selectionType(context: Context, set: SelectionSetNode, type: GraphQLNamedType, indent: string): string {
  if (isAbstractType(type)) {
    const options = context.schema.getPossibleTypes(type).map((option) => selectionType(context, set, option, indent));
    return [...new Set(options)].join(' | ');
  }
  if (!isObjectType(type)) return 'unknown';
  const inner = `${indent}  `;
  const fields = new Map<string, string>();
  collect(context, set, type, inner, fields);
  return `{\n${[...fields].map(([name, written]) => `${inner}readonly ${name}: ${written};\n`).join('')}${indent}}`;
}

function collect(
  context: Context,
  set: SelectionSetNode,
  type: GraphQLObjectType,
  indent: string,
  into: Map<string, string>,
): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      const name = selection.alias?.value ?? selection.name.value;
      const field = type.getFields()[selection.name.value];
      if (!field)
        into.set(name, `'${type.name}'`); // __typename
      else into.set(name, outputType(context, field.type, selection.selectionSet, indent));
      continue;
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? context.fragments[selection.name.value] : selection;
    const condition = fragment?.typeCondition?.name.value;
    if (fragment && (condition === undefined || applies(context, condition, type)))
      collect(context, fragment.selectionSet, type, indent, into);
  }
}

function applies({ schema }: Context, condition: string, type: GraphQLObjectType): boolean {
  if (condition === type.name) return true;
  const named = schema.getType(condition);
  return isAbstractType(named) && schema.isSubType(named, type);
}

function outputType(
  context: Context,
  type: GraphQLOutputType,
  set: SelectionSetNode | undefined,
  indent: string,
): string {
  if (isNonNullType(type)) return present(type.ofType);
  return `${present(type)} | null`;

  function present(inner: GraphQLOutputType): string {
    if (isListType(inner)) return listOf(outputType(context, inner.ofType as GraphQLOutputType, set, indent));
    if (isNonNullType(inner)) return present(inner.ofType);
    if (isEnumType(inner))
      return inner
        .getValues()
        .map(({ name }) => `'${name}'`)
        .join(' | ');
    return set ? selectionType(context, set, inner, indent) : (SCALARS[inner.name] ?? 'string');
  }
}

/** Decimals, dates, ids and currencies are strings; that is the default. */
const SCALARS: Readonly<Record<string, string>> = { Int: 'number', Float: 'number', Boolean: 'boolean' };

function schemaType(schema: JsonSchema, root: JsonSchema, indent: string): string {
  if (schema.$ref !== undefined) {
    const defined = root.$defs?.[schema.$ref.replace('#/$defs/', '')];
    return defined ? schemaType(defined, root, indent) : 'unknown';
  }
  if (schema.anyOf) return schema.anyOf.map((option) => schemaType(option, root, indent)).join(' | ');
  if (schema.enum) return schema.enum.map((value) => literal(value)).join(' | ');
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.type === 'array') return listOf(schema.items ? schemaType(schema.items, root, indent) : 'unknown');
  if (schema.type === 'object') return objectType(schema, root, indent);
  return schema.type === 'integer' ? 'number' : (schema.type ?? 'unknown');
}

function objectType(schema: JsonSchema, root: JsonSchema, indent: string): string {
  const inner = `${indent}  `;
  const rows = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const comment =
      property.description === undefined ? '' : `${inner}/** ${property.description.replaceAll('*/', '* /')} */\n`;
    const optional = schema.required?.includes(name) ? '' : '?';
    return `${comment}${inner}readonly ${/^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name)}${optional}: ${schemaType(property, root, inner)};\n`;
  });
  if (rows.length > 0) return `{\n${rows.join('')}${indent}}`;
  return schema.additionalProperties === false
    ? 'Readonly<Record<string, never>>'
    : 'Readonly<Record<string, unknown>>';
}

/** A union needs parentheses in a list; a formatter would remove any others. */
function listOf(item: string): string {
  let outer = item;
  for (let inner = ''; inner !== outer; ) {
    inner = outer;
    outer = inner.replace(/\{[^{}]*\}/g, '');
  }
  return `readonly ${outer.includes('|') ? `(${item})` : item}[]`;
}

function literal(value: string | number | boolean | null): string {
  return typeof value === 'string' ? `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'` : String(value);
}
