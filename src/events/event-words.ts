import { GraphQLBoolean, GraphQLFloat, GraphQLInt, type GraphQLScalarType, GraphQLString } from 'graphql';
import { createUnionType, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import { type ReadDeclarations, variant } from '../operation/index.js';
import { Cost, NoFurtherScope, RequiresAnyScope } from '../operation/schema/directives.js';
import { DateScalar, DateTimeScalar, JsonObjectScalar } from '../operation/schema/scalars.js';
import { EventObject } from './event.type.js';
import { type EventType, type EventTypeTable } from './event-types.js';
import { EVENT_DATA } from './events.reads.js';
import { EventsResolver } from './events.resolver.js';
import { eventReaders } from './events.scopes.js';
import { type FactShape, factShapes, typeOf, whenPresent } from './facts-shape.js';

/** The schema's type of the facts: `transactions.recorded` → `TransactionsRecordedFacts`. */
export function factsTypeName(eventType: string): string {
  const words = eventType.split(/[._]/).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `${words.join('')}Facts`;
}

/** Whether the schema has a type for its facts: GraphQL knows no empty type, and internal events leave by no door. */
export function hasFacts({ data, audience }: EventType): boolean {
  return audience !== 'INTERNAL' && Object.keys(data.shape).length > 0;
}

/**
 * What the table of all event types adds to the schema: which scopes lead to events, and one type of facts per type of event.
 * Called once, when all features have said theirs; type-graphql keeps what it was told for the life of the process.
 */
export function eventWords(types: EventTypeTable): { resolver: new () => object; reads: ReadDeclarations } {
  const readers = RequiresAnyScope(...eventReaders(types));
  readers(EventObject);
  readers(EventsResolver.prototype, 'event');
  const told = Object.entries(types).filter(([, type]) => hasFacts(type));
  const names = new Map(told.map(([name]) => [name, factsTypeName(name)]));
  return {
    resolver: factsResolver(told, names),
    reads: { extensions: [{ extends: 'Event', fields: { facts: variant('@e.type', EVENT_DATA, names) } }] },
  };
}

function factsResolver(told: readonly (readonly [string, EventType])[], names: ReadonlyMap<string, string>) {
  const classes = told.map(([name, type]) => factsClass(name, type));
  const EventFacts = createUnionType({
    name: 'EventFacts',
    description:
      'The facts of an event, one type per type of event: choose with `... on`. New types come as events do.',
    types: () => classes,
    resolveType: (facts: object) => ('__typename' in facts ? String(facts.__typename) : undefined),
  });

  @Resolver(() => EventObject)
  class EventFactsResolver {
    @FieldResolver(() => EventFacts, {
      nullable: true,
      description: 'The same facts as `data`, typed; null when it is withheld, or where the type of event has none.',
    })
    facts(@Root() event: EventObject): object | null {
      const __typename = names.get(event.type);
      return __typename === undefined || event.data === null ? null : { ...(event.data as object), __typename };
    }
  }
  return EventFactsResolver;
}

const SCALARS: Readonly<Record<string, GraphQLScalarType>> = {
  string: GraphQLString,
  integer: GraphQLInt,
  number: GraphQLFloat,
  boolean: GraphQLBoolean,
  date: DateScalar,
  'date-time': DateTimeScalar,
};

/** Every field may be null: an event is immutable, and an early one lacks what was added to its type later. */
function factsClass(name: string, type: EventType): new () => object {
  const Facts = class {};
  for (const [field, stated] of Object.entries(factShapes(type))) {
    const shape = whenPresent(stated);
    const scalar = scalarOf(shape.items ?? shape);
    Field(() => (shape.items ? [scalar] : scalar), { nullable: true, description: describe(field, stated, shape) })(
      Facts.prototype,
      field,
    );
  }
  ObjectType(factsTypeName(name), { description: `Facts of \`${name}\`. ${type.title}` })(Facts);
  NoFurtherScope()(Facts);
  Cost(0)(Facts);
  return Facts;
}

function scalarOf(shape: FactShape): GraphQLScalarType {
  return SCALARS[shape.format ?? ''] ?? SCALARS[typeOf(shape)] ?? JsonObjectScalar;
}

/** Closed sets are texts with their words in the description: a word may be added, and old clients must not fail on it. */
function describe(field: string, stated: FactShape, shape: FactShape): string {
  const text = stated.description ?? shape.description ?? `\`${field}\` at that moment.`;
  const words = shape.enum ?? shape.items?.enum;
  return words ? `${text} One of ${words.join(', ')}.` : text;
}
