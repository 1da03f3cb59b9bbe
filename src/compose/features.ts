import { ACCOUNTS_FEATURE } from '../accounts/index.js';
import { RECEIPTS_FEATURE } from '../audit/index.js';
import { CAMPAIGNS_FEATURE } from '../campaigns/index.js';
import { COPY_REVIEW_FEATURE } from '../copy-review/index.js';
import { EVENTS_FEATURE, type EventTypeTable, eventWords } from '../events/index.js';
import { DESKS_FEATURE, IDENTITY_FEATURE } from '../identity/index.js';
import { KILL_SWITCH_FEATURE } from '../kill-switch/index.js';
import { MARKET_FEATURE } from '../market/index.js';
import { BUDGET_FEATURE } from '../metering/index.js';
import type { ReadDeclarations } from '../operation/index.js';
import { NodeResolver } from '../operation/schema/node.resolver.js';
import type { ScopeTable } from '../operation/schema/scope-table.js';
import { PLANS_FEATURE } from '../plans/index.js';
import { PLUGINS_FEATURE } from '../plugins/index.js';
import { PORTFOLIOS_FEATURE } from '../portfolios/index.js';
import { PRIVACY_FEATURE } from '../privacy/index.js';
import { PROFILES_FEATURE } from '../profiles/index.js';
import { RECORD_EXPORTS_FEATURE } from '../record-exports/index.js';
import { TICKETS_FEATURE } from '../tickets/index.js';
import { VIGILANCE_FEATURE } from '../vigilance/index.js';
import { WEBHOOKS_FEATURE } from '../webhooks/index.js';

/** What a feature adds to the one schema, the one table of scopes and the one ledger of events. */
export interface Feature {
  readonly scopes?: ScopeTable;
  readonly reads?: readonly ReadDeclarations[];
  readonly events?: EventTypeTable;
  /** Each is constructed with all use-cases of the platform, the read resolvers and the scope table, and takes what it names. */
  readonly resolvers?: readonly (new (
    ...dependencies: never[]
  ) => object)[];
}

/** All features. A new one adds its line and, where it needs parts at run time, a file beside this one. */
export const FEATURES: Readonly<Record<string, Feature>> = {
  nodes: { resolvers: [NodeResolver] },
  budget: BUDGET_FEATURE,
  accounts: ACCOUNTS_FEATURE,
  portfolios: PORTFOLIOS_FEATURE,
  market: MARKET_FEATURE,
  identity: IDENTITY_FEATURE,
  receipts: RECEIPTS_FEATURE,
  killSwitch: KILL_SWITCH_FEATURE,
  recordExports: RECORD_EXPORTS_FEATURE,
  desks: DESKS_FEATURE,
  events: EVENTS_FEATURE,
  privacy: PRIVACY_FEATURE,
  vigilance: VIGILANCE_FEATURE,
  webhooks: WEBHOOKS_FEATURE,
  plans: PLANS_FEATURE,
  profiles: PROFILES_FEATURE,
  tickets: TICKETS_FEATURE,
  plugins: PLUGINS_FEATURE,
  campaigns: CAMPAIGNS_FEATURE,
  copyReview: COPY_REVIEW_FEATURE,
};

/** All scopes of the platform, one table. */
export const SCOPES: ScopeTable = joined(({ scopes }) => scopes);

/** All types of events of the platform, one table. */
export const EVENT_TYPES: EventTypeTable = joined(({ events }) => events);

/** What the types of events add to the schema, once all features have said theirs. */
export const EVENT_WORDS = eventWords(EVENT_TYPES);

/** @throws Error for a name that two features claim: the later would silently take it over */
function joined<T>(part: (feature: Feature) => Readonly<Record<string, T>> | undefined): Readonly<Record<string, T>> {
  const table: Record<string, T> = {};
  for (const [name, feature] of Object.entries(FEATURES)) {
    for (const [key, value] of Object.entries(part(feature) ?? {})) {
      if (Object.hasOwn(table, key)) throw new Error(`The feature ${name} declares ${key}, which stands already`);
      table[key] = value;
    }
  }
  return table;
}
