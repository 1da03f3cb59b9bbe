import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { type GraphQLSchema, lexicographicSortSchema } from 'graphql';

/** Federation 2.9 brought `@cost` and `@listSize`; every directive that the SDL applies must be imported by name. */
const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@requiresScopes", "@cost", "@listSize"])`;

/** Definitions that the federation library brings along itself. */
const FEDERATIONS_OWN = /^(?:directive @(?:requiresScopes|cost|listSize)|scalar federation__Scope)\b/;

/**
 * The schema as text, with applied directives, in alphabetical order so that a diff shows what changed and no more.
 * It is a federation subgraph as it stands: a router can compose it.
 */
export function printSubgraph(schema: GraphQLSchema): string {
  const definitions = printSchemaWithDirectives(lexicographicSortSchema(schema)).split(/\n\n(?=\S)/);
  const own = definitions.filter(
    (definition) => !FEDERATIONS_OWN.test(withoutDescription(definition)) && !definition.startsWith('schema {'),
  );
  return `${LINK}\n\n${own.map(openInterface).join('\n\n').trim()}\n`;
}

/** Federation takes `@requiresScopes` on no interface and none of its fields; every type behind it carries its own. */
function openInterface(definition: string): string {
  if (!withoutDescription(definition).startsWith('interface ')) return definition;
  return definition.replace(/ @requiresScopes\(scopes: \[\[[^\]]*\](?:, \[[^\]]*\])*\]\)/g, '');
}

function withoutDescription(definition: string): string {
  return definition.replace(/^"""[\s\S]*?"""\n/, '');
}
