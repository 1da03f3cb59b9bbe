import type { GraphQLSchema } from 'graphql';
import {
  ACCOUNT_READS,
  ACCOUNT_SCOPES,
  AccountResolver,
  CustomerResolver,
  EVENT_LINK_READS,
  EventLinksResolver,
  TransactionResolver,
} from './accounts/index.js';
import { type AcknowledgeEvents, EVENT_READS, EVENT_SCOPES, EventsResolver } from './events/index.js';
import {
  type AppDirectory,
  AppsResolver,
  GrantsResolver,
  IDENTITY_SCOPES,
  type ReconfirmGrant,
  type RegisterApp,
  type RevokeGrant,
} from './identity/index.js';
import {
  FxRateResolver,
  InstrumentsResolver,
  MARKET_READS,
  MARKET_SCOPES,
  QuotesResolver,
  TradingCalendarResolver,
} from './market/index.js';
import { joinReadModel, type ReadModel, ReadResolvers } from './operation/index.js';
import { AttemptGuard } from './operation/schema/attempt-guard.js';
import { buildPlatformSchema } from './operation/schema/build-schema.js';
import { NodeResolver } from './operation/schema/node.resolver.js';
import { type ScopeRequirement, scopeRequirements } from './operation/schema/requirements.js';
import type { ScopeTable } from './operation/schema/scope-table.js';
import {
  AccountPortfolioResolver,
  CustomerPortfolioResolver,
  LotResolver,
  PORTFOLIO_READS,
  PORTFOLIO_SCOPES,
  PortfolioResolver,
  PositionResolver,
} from './portfolios/index.js';
import {
  type ChangeHook,
  DeliveriesResolver,
  type DryRunHook,
  HooksResolver,
  HookToolsResolver,
  type RegisterHook,
  type ReplayDeliveries,
  WEBHOOK_READS,
  WEBHOOK_SCOPES,
} from './webhooks/index.js';

/** All scopes of the platform, one table. */
export const SCOPES: ScopeTable = {
  ...ACCOUNT_SCOPES,
  ...PORTFOLIO_SCOPES,
  ...MARKET_SCOPES,
  ...IDENTITY_SCOPES,
  ...EVENT_SCOPES,
  ...WEBHOOK_SCOPES,
};

/** What resolvers call to change something. Reads need nothing but the operation's own context. */
export interface UseCases {
  readonly registerApp: RegisterApp;
  readonly apps: AppDirectory;
  readonly revokeGrant: RevokeGrant;
  readonly reconfirmGrant: ReconfirmGrant;
  readonly attemptGuard: AttemptGuard;
  readonly acknowledgeEvents: AcknowledgeEvents;
  readonly registerHook: RegisterHook;
  readonly changeHook: ChangeHook;
  readonly replayDeliveries: ReplayDeliveries;
  readonly dryRunHook: DryRunHook;
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
  const model = joinReadModel([
    ACCOUNT_READS,
    MARKET_READS,
    PORTFOLIO_READS,
    EVENT_READS,
    EVENT_LINK_READS,
    WEBHOOK_READS,
  ]);
  const dependencies = { ...useCases, reads: new ReadResolvers(model), scopeTable: SCOPES };
  const resolvers = [
    NodeResolver,
    CustomerResolver,
    AccountResolver,
    TransactionResolver,
    PositionResolver,
    LotResolver,
    PortfolioResolver,
    AccountPortfolioResolver,
    CustomerPortfolioResolver,
    InstrumentsResolver,
    QuotesResolver,
    FxRateResolver,
    TradingCalendarResolver,
    AppsResolver,
    GrantsResolver,
    EventsResolver,
    EventLinksResolver,
    HooksResolver,
    DeliveriesResolver,
    HookToolsResolver,
  ];
  const instances = new Map<Function, object>(resolvers.map((resolver) => [resolver, new resolver(dependencies)]));
  const guards = new Map<Function, object>([[AttemptGuard, useCases.attemptGuard]]);
  const schema = await buildPlatformSchema(instances, guards);
  return { schema, reads: model, requirements: scopeRequirements(schema, new Set(Object.keys(SCOPES))) };
}
