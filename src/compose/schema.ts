import type { GraphQLSchema } from 'graphql';
import { joinReadModel, type ReadModel, ReadResolvers } from '../operation/index.js';
import { AttemptGuard } from '../operation/schema/attempt-guard.js';
import { buildPlatformSchema } from '../operation/schema/build-schema.js';
import { type ScopeRequirement, scopeRequirements } from '../operation/schema/requirements.js';
import { EVENT_WORDS, FEATURES, SCOPES } from './features.js';

export { SCOPES } from './features.js';

/**
 * What resolvers call to change something, by the names under which their constructors take it. Reads need nothing but the
 * operation's own context.
 */
export interface UseCases {
  readonly attemptGuard: AttemptGuard;
  readonly [name: string]: unknown;
}

export interface PlatformSchema {
  readonly schema: GraphQLSchema;
  readonly reads: ReadModel;
  readonly requirements: ReadonlyMap<string, readonly ScopeRequirement[]>;
}

/**
 * Joins the features' types, resolvers, reads and scopes to the one schema; start-up fails when a field is unguarded.
 *
 * @param useCases left out where the schema is only printed
 */
export async function composeSchema(useCases = {} as UseCases): Promise<PlatformSchema> {
  const features = Object.values(FEATURES);
  const model = joinReadModel([...features.flatMap(({ reads }) => reads ?? []), EVENT_WORDS.reads]);
  const dependencies = { ...useCases, reads: new ReadResolvers(model), scopeTable: SCOPES };
  const resolvers = [...features.flatMap((feature) => feature.resolvers ?? []), EVENT_WORDS.resolver];
  const instances = new Map<Function, object>(
    resolvers.map((resolver) => [resolver, Reflect.construct(resolver, [dependencies])]),
  );
  const guards = new Map<Function, object>([[AttemptGuard, useCases.attemptGuard]]);
  const schema = await buildPlatformSchema(instances, guards);
  return { schema, reads: model, requirements: scopeRequirements(schema, new Set(Object.keys(SCOPES))) };
}
