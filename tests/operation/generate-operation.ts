import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  isUnionType,
} from 'graphql';
import type { ReadModel } from '../../src/operation/index.js';
import type { Draw } from './draw.js';
import { ArgumentWriter, type KnownValues } from './generate-arguments.js';

export interface GeneratedOperation {
  readonly source: string;
  readonly variables: Record<string, unknown>;
}

export interface GeneratorParts {
  readonly schema: GraphQLSchema;
  readonly reads: ReadModel;
  readonly values: KnownValues;
}

/** Rows below rows. */
const LEVELS_MAX = 4;

interface Mention {
  readonly key: string;
  readonly args: string;
}

interface Mentions {
  plain?: Mention;
  aliased?: Mention;
}

/** Each operation leaves a receipt, so two runs of one that lists receipts can't answer the same. */
const CHANGED_BY_ASKING: ReadonlySet<string> = new Set(['receipts']);

/**
 * A random valid query over the read model: any fields in any order, aliases, merged selections, fragments of all kinds, pages, filters
 * and variables. A new feature's reads are covered without a change here.
 */
export function generateOperation(draw: Draw, { schema, reads, values }: GeneratorParts): GeneratedOperation {
  const args = new ArgumentWriter(draw, values);
  const seen = new Map<string, Mentions>();
  const fragments = new Map<string, string[]>();
  const fragmentTexts: string[] = [];
  let names = 0;

  const query = schema.getQueryType() as GraphQLObjectType;
  const roots = Object.values(query.getFields()).filter(
    ({ name }) => reads.roots.has(name) && !CHANGED_BY_ASKING.has(name),
  );
  const root = draw.some(roots, 3).map((field) => fieldText(query, field, 0));
  const declared = args.declarations.length > 0 ? `(${args.declarations.join(', ')})` : '';
  return {
    source: [`query Generated${declared} { ${root.join(' ')} }`, ...fragmentTexts].join('\n'),
    variables: args.variables,
  };

  function selection(type: GraphQLObjectType, level: number): string {
    const fields = Object.values(type.getFields()).filter((field) => isRead(type, field, level));
    const texts = draw.some(fields, 6).map((field) => fieldText(type, field, level));
    if (draw.chance(10)) texts.push(draw.chance(50) ? '__typename' : `n${++names}: __typename`);
    if (draw.chance(20)) texts.push(wrapped(type, texts.splice(0, draw.whole(1, texts.length)), level));
    return `{ ${texts.join(' ')} }`;
  }

  /** The same fields inside a fragment, or a second mention that has to be merged. */
  function wrapped(type: GraphQLObjectType, texts: string[], level: number): string {
    const body = texts.join(' ');
    const kind = draw.whole(1, 4);
    if (kind === 1) return `... { ${body} }`;
    if (kind === 2) return `... on ${type.name} { ${body} }`;
    if (kind === 3 && draw.chance(50)) return `${body} ... on ${type.name} ${selection(type, level)}`;
    const ready = fragments.get(type.name) ?? [];
    if (ready.length > 0 && draw.chance(30)) return `${body} ...${draw.pick(ready)}`;
    const name = `F${++names}`;
    fragmentTexts.push(`fragment ${name} on ${type.name} { ${body} }`);
    fragments.set(type.name, [...ready, name]);
    return draw.chance(20) ? `...${name} ...${name}` : `...${name}`;
  }

  /** An alias stands for one field with one set of arguments wherever it appears, so that merging is always legal. */
  function fieldText(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>, level: number): string {
    const coordinate = `${type.name}.${field.name}`;
    const mentions = known(coordinate);
    let mention = draw.chance(85) ? mentions.plain : mentions.aliased && draw.chance(50) ? mentions.aliased : undefined;
    if (!mention) {
      const asAlias = mentions.plain !== undefined;
      mention = { key: asAlias ? `a${++names}: ${field.name}` : field.name, args: args.of(type, field) };
      mentions[asAlias ? 'aliased' : 'plain'] = mention;
    }
    const named = getNamedType(field.type);
    const below = level + (reads.types.has(named.name) ? 1 : 0);
    const children = isUnionType(named)
      ? ` { __typename ${draw
          .some(named.getTypes(), 3)
          .map((type) => `... on ${type.name} ${members(type)}`)
          .join(' ')} }`
      : isObjectType(named)
        ? ` ${selection(named, below)}`
        : '';
    return `${mention.key}${mention.args}${children}`;
  }

  /** Aliased by their type: two branches may give one name to fields of different types, which can't be merged. */
  function members(type: GraphQLObjectType): string {
    const fields = draw.some(Object.values(type.getFields()), 4);
    return `{ ${fields.map(({ name }) => `${type.name}_${name}: ${name}`).join(' ')} }`;
  }

  function known(coordinate: string): Mentions {
    let mentions = seen.get(coordinate);
    if (!mentions) seen.set(coordinate, (mentions = {}));
    return mentions;
  }

  /** At the bottom nothing leads to further rows. */
  function isRead(type: GraphQLObjectType, { name }: GraphQLField<unknown, unknown>, level: number): boolean {
    const row = reads.types.get(type.name);
    const read = row?.fields[name];
    if (!row) return true;
    if (!read) return false;
    return level < LEVELS_MAX || ['scalar', 'id', 'object', 'variant'].includes(read.read);
  }
}
