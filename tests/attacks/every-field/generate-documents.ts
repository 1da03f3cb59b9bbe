import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

/** One field, asked for on its own. */
export interface Probe {
  /** `Type.field`, and the way to the id that it is asked with, if any. */
  readonly name: string;
  readonly kind: 'query' | 'mutation';
  readonly source: string;
  /** Fields that it selects, as `Type.field`. */
  readonly fields: readonly string[];
  /** What goes into `$node` and `$id`: an id of this type, or any. */
  readonly takes: 'nothing' | 'any id' | { readonly idOf: string };
}

type Field = GraphQLField<unknown, unknown>;

/** A way from the root to rows of a type. */
interface Way {
  readonly open: string;
  readonly close: string;
  readonly fields: readonly string[];
  readonly idOf?: string;
}

/** Written where an id goes: that of the node on the way, and that of the place that is tried. */
const NODE = '$node';
const ID = '$id';

/**
 * A document for every field of the schema, and for every place in it that takes an id or a cursor: through `node(id:)` for each type that
 * has ids, otherwise on the shortest way from `Query`.
 */
export function generateProbes(schema: GraphQLSchema, typesWithIds: readonly string[]): Probe[] {
  const query = schema.getQueryType() as GraphQLObjectType;
  const mutation = schema.getMutationType() as GraphQLObjectType;
  const probes = [...waysFrom(query)].flatMap(([type, way]) => probesOf(type, way, 'query'));
  for (const name of typesWithIds) {
    const type = schema.getType(name);
    const fields = ['Query.node'];
    const way: Way = { open: `node(id: ${NODE}) { ... on ${name} { `, close: ' } }', fields, idOf: name };
    if (isObjectType(type)) probes.push(...probesOf(type, way, 'query'));
  }
  const way: Way = { open: '', close: '', fields: [] };
  return [...probes, ...probesOf(mutation, way, 'mutation').filter(({ takes }) => takes !== 'nothing')];
}

/** By breadth: the first way to a type is a shortest one. Only fields that need no id lead further. */
function waysFrom(query: GraphQLObjectType): Map<GraphQLObjectType, Way> {
  const ways = new Map<GraphQLObjectType, Way>([[query, { open: '', close: '', fields: [] }]]);
  for (const [type, way] of ways)
    for (const field of Object.values(type.getFields())) {
      const next = getNamedType(field.type);
      if (!isObjectType(next) || ways.has(next) || placesOf(field).some(({ needed }) => needed)) continue;
      ways.set(next, {
        open: `${way.open}${field.name}${argumentsOf(field)} { `,
        close: ` }${way.close}`,
        fields: [...way.fields, `${type.name}.${field.name}`],
      });
    }
  return ways;
}

function probesOf(type: GraphQLObjectType, way: Way, kind: Probe['kind']): Probe[] {
  return Object.values(type.getFields()).flatMap((field) => {
    const places = placesOf(field);
    const needed = places.filter((place) => place.needed);
    const asked =
      needed.length > 0 ? (way.idOf ? needed.slice(0, 1) : places) : way.idOf ? [undefined] : [undefined, ...places];
    return asked.map((place) => {
      const selected: string[] = [...way.fields, `${type.name}.${field.name}`];
      const body = `${way.open}${field.name}${argumentsOf(field, place)}${selection(field.type, selected)}${way.close}`;
      const variables = [
        ...(way.idOf ? [`${NODE}: ID!`] : []),
        ...(body.includes(ID) ? [`${ID}: ${place?.type ?? 'ID!'}`] : []),
      ];
      const declared = variables.length > 0 ? `(${variables.join(', ')})` : '';
      return {
        name: `${type.name}.${field.name}${place ? `(${place.path.join('.')})` : ''}${way.idOf ? ' by node(id)' : ''}`,
        kind,
        source: `${kind} P${declared} { ${body} }`,
        fields: selected,
        takes: way.idOf !== undefined ? { idOf: way.idOf } : place ? 'any id' : 'nothing',
      };
    });
  });
}

/** Where an id or a cursor can be handed in. */
interface Place {
  readonly path: readonly string[];
  readonly type: 'ID!' | 'String!';
  /** The field can't be asked without it. */
  readonly needed: boolean;
}

function placesOf(field: Field): Place[] {
  return field.args.flatMap((argument) => placesIn(argument, [], isNonNullType(argument.type)));
}

function placesIn(at: Pick<GraphQLArgument, 'name' | 'type'>, above: readonly string[], needed: boolean): Place[] {
  const path = [...above, at.name];
  const type = getNamedType(at.type);
  if (type.name === 'ID') return [{ path, type: 'ID!', needed }];
  if (type.name === 'String' && (at.name === 'after' || at.name === 'before'))
    return [{ path, type: 'String!', needed: false }];
  if (!isInputObjectType(type) || path.length > 4) return [];
  return Object.values(type.getFields()).flatMap((part) => placesIn(part, path, needed && isNonNullType(part.type)));
}

/** What must be there, and what leads to the place. A page goes forward unless the place is `before`. */
function argumentsOf(field: Field, place?: Place): string {
  const side = place?.path[0] === 'before' ? 'last' : 'first';
  const written = field.args.flatMap((argument) => {
    const text =
      argument.name === side ? '3' : valueText(argument.type, argument.name, place, isNonNullType(argument.type));
    return text === undefined ? [] : [`${argument.name}: ${text}`];
  });
  return written.length > 0 ? `(${written.join(', ')})` : '';
}

function valueText(
  type: GraphQLInputType,
  name: string,
  place: Place | undefined,
  needed: boolean,
): string | undefined {
  const leads = place?.path[0] === name;
  if (!needed && !leads) return undefined;
  const bare = getNullableType(type);
  if (isListType(bare)) return `[${valueText(bare.ofType, name, place, true) ?? ''}]`;
  if (isEnumType(bare)) return bare.getValues()[0]?.name;
  if (isInputObjectType(bare)) {
    const below = place && (leads ? { ...place, path: place.path.slice(1) } : { ...place, path: [] });
    const parts = Object.values(bare.getFields()).flatMap((part) => {
      const text = valueText(part.type, part.name, below, isNonNullType(part.type));
      return text === undefined ? [] : [`${part.name}: ${text}`];
    });
    return `{${parts.join(', ')}}`;
  }
  if (bare.name === 'ID' && !leads && place?.type !== 'ID!') return '"none_0"';
  return leads || bare.name === 'ID' ? ID : (SCALARS[bare.name] ?? '"probe, probe, probe"');
}

const SCALARS: Readonly<Record<string, string>> = {
  Int: '3',
  Float: '1',
  Boolean: 'true',
  Date: '"2026-01-05"',
  DateTime: '"2026-01-05T00:00:00Z"',
  Decimal: '"1"',
  CurrencyCode: '"CNY"',
  JSONObject: '{}',
};

/** All that can be read of the result without further arguments, two objects deep. */
function selection(type: GraphQLOutputType, selected: string[], depth = 0): string {
  const named = getNamedType(type);
  if (isLeafType(named)) return '';
  if (isAbstractType(named) || !isObjectType(named)) return ' { __typename }';
  const parts = Object.values(named.getFields()).flatMap((field) => {
    if (field.args.some(({ type: needed }) => isNonNullType(needed)) || CURSORS.has(field.name)) return [];
    if (!isLeafType(getNamedType(field.type)) && (depth > 1 || field.args.length > 0)) return [];
    selected.push(`${named.name}.${field.name}`);
    return [`${field.name}${selection(field.type, selected, depth + 1)}`];
  });
  return ` { ${['__typename', ...parts].join(' ')} }`;
}

/** Costly, or the same for everybody. */
const CURSORS: ReadonlySet<string> = new Set(['pageInfo']);
