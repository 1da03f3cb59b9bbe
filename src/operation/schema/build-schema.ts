import {
  DirectiveLocation,
  GraphQLBoolean,
  GraphQLDeprecatedDirective,
  GraphQLDirective,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLScalarType,
  type GraphQLSchema,
  GraphQLString,
  isObjectType,
  specifiedDirectives,
} from 'graphql';
import { buildSchema, type NonEmptyArray } from 'type-graphql';

/** Constructed resolver instances by class: resolvers are wired in compose.ts like everything else. */
export type ResolverInstances = ReadonlyMap<Function, object>;

/** Apollo Federation's scalar, so that the emitted SDL composes as a subgraph. */
export const ScopeScalar = new GraphQLScalarType({
  name: 'federation__Scope',
  description: 'A scope, `resource:action`.',
});

const { OBJECT, FIELD_DEFINITION, INTERFACE, ENUM, SCALAR, ARGUMENT_DEFINITION, INPUT_FIELD_DEFINITION } =
  DirectiveLocation;

export const SCHEMA_DIRECTIVES = [
  new GraphQLDirective({
    name: 'requiresScopes',
    description:
      'The grant must hold all scopes of one of these lists; an empty list asks for nothing beyond the field that led here.',
    locations: [FIELD_DEFINITION, OBJECT, INTERFACE, SCALAR, ENUM],
    args: { scopes: { type: listOfLists(ScopeScalar) } },
  }),
  new GraphQLDirective({
    name: 'cost',
    description: 'Points for one resolution; by default an object counts 1 and a scalar 0.',
    locations: [ARGUMENT_DEFINITION, ENUM, FIELD_DEFINITION, INPUT_FIELD_DEFINITION, OBJECT, SCALAR],
    args: { weight: { type: new GraphQLNonNull(GraphQLInt) } },
  }),
  new GraphQLDirective({
    name: 'idempotent',
    description:
      'May be retried: under the same `idempotencyKey` the effect happens once, and a repetition gets the first answer.',
    locations: [FIELD_DEFINITION],
  }),
  new GraphQLDirective({
    name: 'listSize',
    description: 'How many items a list holds for the cost: assumed, or by its paging arguments.',
    locations: [FIELD_DEFINITION],
    args: {
      assumedSize: { type: GraphQLInt },
      slicingArguments: { type: new GraphQLList(new GraphQLNonNull(GraphQLString)) },
      sizedFields: { type: new GraphQLList(new GraphQLNonNull(GraphQLString)) },
      requireOneSlicingArgument: { type: GraphQLBoolean, defaultValue: true },
    },
  }),
];

/** type-graphql demands one where there are subscriptions. Ours are queries that a door asks again, so nothing is ever published. */
const NO_TOPICS = {
  publish: () => {},
  subscribe: (): AsyncIterable<never> => {
    throw new Error('Nothing is published by topic');
  },
};

/**
 * Builds the executable schema from the features' resolver classes.
 *
 * @param guards middleware that single fields name by its class
 * @throws when type-graphql finds a contradiction; `scopeRequirements` then checks that every field is guarded
 */
export async function buildPlatformSchema(
  instances: ResolverInstances,
  guards: ResolverInstances = new Map(),
): Promise<GraphQLSchema> {
  const schema = await buildSchema({
    resolvers: [...instances.keys()] as unknown as NonEmptyArray<Function>,
    container: { get: (wanted: Function) => instances.get(wanted) ?? guards.get(wanted) ?? missing(wanted) },
    directives: [...specifiedDirectives.map(withKnownLocations), ...SCHEMA_DIRECTIVES],
    pubSub: NO_TOPICS,
    validate: false, // arguments are checked by scalars and use-cases; class instances per argument cost more than the query
  });
  for (const type of Object.values(schema.getTypeMap())) {
    // type-graphql would check `instanceof`; rows are plain objects, whose type the read model knows.
    if (isObjectType(type)) type.isTypeOf = undefined;
  }
  return schema;
}

/** graphql-js 16.14 put DIRECTIVE_DEFINITION on `@deprecated`; clients built on graphql-core 3.2 refuse that introspection. */
function withKnownLocations(directive: GraphQLDirective): GraphQLDirective {
  if (directive !== GraphQLDeprecatedDirective) return directive;
  const config = directive.toConfig();
  return new GraphQLDirective({
    ...config,
    locations: config.locations.filter((location) => (location as string) !== 'DIRECTIVE_DEFINITION'),
  });
}

function listOfLists(scalar: GraphQLScalarType) {
  return new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(scalar)))));
}

function missing(resolver: Function): never {
  throw new Error(`compose.ts provides no instance of ${resolver.name}`);
}
