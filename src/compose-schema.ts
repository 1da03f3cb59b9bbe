import type { GraphQLSchema } from 'graphql';
import {
  ACCOUNT_READS,
  ACCOUNT_SCOPES,
  AccountResolver,
  CustomerResolver,
  TransactionResolver,
} from './accounts/index.js';
import { IDENTITY_SCOPES } from './identity/index.js';
import {
  FxRateResolver,
  InstrumentsResolver,
  MARKET_READS,
  MARKET_SCOPES,
  QuotesResolver,
  TradingCalendarResolver,
} from './market/index.js';
import { joinReadModel, type ReadModel, ReadResolvers } from './operation/index.js';
import { buildPlatformSchema } from './operation/schema/build-schema.js';
import { NodeResolver } from './operation/schema/node.resolver.js';
import { type ScopeRequirement, scopeRequirements } from './operation/schema/requirements.js';
import type { ScopeTable } from './operation/schema/scope-table.js';

/** All scopes of the platform, one table. */
export const SCOPES: ScopeTable = { ...ACCOUNT_SCOPES, ...MARKET_SCOPES, ...IDENTITY_SCOPES };

export interface PlatformSchema {
  readonly schema: GraphQLSchema;
  readonly reads: ReadModel;
  readonly requirements: ReadonlyMap<string, readonly ScopeRequirement[]>;
}

/** Joins the features' types, resolvers, reads and scopes to the one schema; start-up fails when a field is unguarded. */
export async function composeSchema(): Promise<PlatformSchema> {
  const model = joinReadModel([ACCOUNT_READS, MARKET_READS]);
  const reads = new ReadResolvers(model);
  const schema = await buildPlatformSchema(
    new Map<Function, object>([
      [NodeResolver, new NodeResolver(reads)],
      [CustomerResolver, new CustomerResolver(reads)],
      [AccountResolver, new AccountResolver(reads)],
      [TransactionResolver, new TransactionResolver(reads)],
      [InstrumentsResolver, new InstrumentsResolver(reads)],
      [QuotesResolver, new QuotesResolver(reads)],
      [FxRateResolver, new FxRateResolver()],
      [TradingCalendarResolver, new TradingCalendarResolver()],
    ]),
  );
  return { schema, reads: model, requirements: scopeRequirements(schema, new Set(Object.keys(SCOPES))) };
}
