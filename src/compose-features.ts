import {
  ACCOUNT_READS,
  ACCOUNT_SCOPES,
  AccountResolver,
  CustomerResolver,
  EVENT_LINK_READS,
  EventLinksResolver,
  TransactionResolver,
} from './accounts/index.js';
import { RECEIPT_READS, RECEIPT_SCOPES, ReceiptsResolver } from './audit/index.js';
import {
  CAMPAIGN_EVENT_TYPES,
  CAMPAIGN_READS,
  CAMPAIGN_SCOPES,
  CampaignActsResolver,
  CampaignAnswersResolver,
  CampaignPartnersResolver,
  CampaignsResolver,
  EventCampaignResolver,
  MessageChoiceResolver,
} from './campaigns/index.js';
import { COPY_REVIEW_SCOPES, CopyReviewResolver } from './copy-review/index.js';
import {
  EVENT_READS,
  EVENT_SCOPES,
  EventsResolver,
  type EventTypeTable,
  eventWords,
  INTERNAL_EVENT_TYPES,
  PLATFORM_EVENT_TYPES,
} from './events/index.js';
import { AppsResolver, DESK_SCOPES, DeskResolver, GrantsResolver, IDENTITY_SCOPES } from './identity/index.js';
import { KILL_SWITCH_READS, KILL_SWITCH_SCOPES, KillSwitchResolver } from './kill-switch/index.js';
import {
  FxRateResolver,
  InstrumentsResolver,
  MARKET_READS,
  MARKET_SCOPES,
  OptionContractResolver,
  PriceSeriesResolver,
  QuotesResolver,
  TradingCalendarResolver,
} from './market/index.js';
import type { ReadDeclarations } from './operation/index.js';
import { NodeResolver } from './operation/schema/node.resolver.js';
import type { ScopeTable } from './operation/schema/scope-table.js';
import { PLAN_EVENT_TYPES, PLAN_READS, PLAN_RESOLVERS, PLAN_SCOPES } from './plans/index.js';
import {
  PLUGIN_EVENT_TYPES,
  PLUGIN_READS,
  PLUGIN_SCOPES,
  PluginEarningsResolver,
  PluginInstallationsResolver,
  PluginProposalsResolver,
  PluginReviewResolver,
  PluginRunsResolver,
  PluginsResolver,
  PluginVersionsResolver,
  PublishingResolver,
} from './plugins/index.js';
import {
  AccountPortfolioResolver,
  AccountTaxYearResolver,
  CustomerPortfolioResolver,
  LotResolver,
  PORTFOLIO_READS,
  PORTFOLIO_SCOPES,
  PortfolioResolver,
  PositionResolver,
  TaxYearHoldingResolver,
} from './portfolios/index.js';
import {
  MaskedCustomersResolver,
  PRIVACY_EVENT_TYPES,
  PRIVACY_READS,
  PRIVACY_SCOPES,
  PrivacyRequestsResolver,
} from './privacy/index.js';
import { PROFILE_EVENT_TYPES } from './profiles/index.js';
import { RECORD_EXPORTS } from './record-exports/index.js';
import {
  EventTicketResolver,
  StaffTicketsResolver,
  TICKET_EVENT_TYPES,
  TICKET_READS,
  TICKET_SCOPES,
  TicketActsResolver,
  TicketAttachmentsResolver,
  TicketBoardsResolver,
  TicketFilesResolver,
  TicketHandoffResolver,
  TicketsResolver,
  TicketUpdatesResolver,
} from './tickets/index.js';
import { VIGILANCE_EVENT_TYPES, VIGILANCE_READS, VIGILANCE_SCOPES, VigilanceResolver } from './vigilance/index.js';
import {
  DeliveriesResolver,
  HooksResolver,
  HookToolsResolver,
  WEBHOOK_EVENT_TYPES,
  WEBHOOK_READS,
  WEBHOOK_SCOPES,
} from './webhooks/index.js';

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

/** All features. A new one adds its line here and, where it needs parts at run time, a `compose-<feature>.ts`. */
export const FEATURES: Readonly<Record<string, Feature>> = {
  nodes: { resolvers: [NodeResolver] },
  accounts: {
    scopes: ACCOUNT_SCOPES,
    reads: [ACCOUNT_READS, EVENT_LINK_READS],
    resolvers: [CustomerResolver, AccountResolver, TransactionResolver, EventLinksResolver],
  },
  portfolios: {
    scopes: PORTFOLIO_SCOPES,
    reads: [PORTFOLIO_READS],
    resolvers: [
      PositionResolver,
      LotResolver,
      PortfolioResolver,
      AccountPortfolioResolver,
      CustomerPortfolioResolver,
      AccountTaxYearResolver,
      TaxYearHoldingResolver,
    ],
  },
  market: {
    scopes: MARKET_SCOPES,
    reads: [MARKET_READS],
    resolvers: [
      InstrumentsResolver,
      OptionContractResolver,
      PriceSeriesResolver,
      QuotesResolver,
      FxRateResolver,
      TradingCalendarResolver,
    ],
  },
  identity: { scopes: IDENTITY_SCOPES, resolvers: [AppsResolver, GrantsResolver] },
  receipts: { scopes: RECEIPT_SCOPES, reads: [RECEIPT_READS], resolvers: [ReceiptsResolver] },
  killSwitch: { scopes: KILL_SWITCH_SCOPES, reads: [KILL_SWITCH_READS], resolvers: [KillSwitchResolver] },
  recordExports: RECORD_EXPORTS,
  desks: { scopes: DESK_SCOPES, resolvers: [DeskResolver] },
  events: {
    scopes: EVENT_SCOPES,
    reads: [EVENT_READS],
    events: { ...PLATFORM_EVENT_TYPES, ...INTERNAL_EVENT_TYPES },
    resolvers: [EventsResolver],
  },
  privacy: {
    scopes: PRIVACY_SCOPES,
    reads: [PRIVACY_READS],
    events: PRIVACY_EVENT_TYPES,
    resolvers: [PrivacyRequestsResolver, MaskedCustomersResolver],
  },
  vigilance: {
    scopes: VIGILANCE_SCOPES,
    reads: [VIGILANCE_READS],
    events: VIGILANCE_EVENT_TYPES,
    resolvers: [VigilanceResolver],
  },
  webhooks: {
    scopes: WEBHOOK_SCOPES,
    reads: [WEBHOOK_READS],
    events: WEBHOOK_EVENT_TYPES,
    resolvers: [HooksResolver, DeliveriesResolver, HookToolsResolver],
  },
  plans: { scopes: PLAN_SCOPES, reads: [PLAN_READS], events: PLAN_EVENT_TYPES, resolvers: PLAN_RESOLVERS },
  profiles: { events: PROFILE_EVENT_TYPES },
  tickets: {
    scopes: TICKET_SCOPES,
    reads: [TICKET_READS],
    events: TICKET_EVENT_TYPES,
    resolvers: [
      TicketsResolver,
      TicketHandoffResolver,
      EventTicketResolver,
      TicketActsResolver,
      StaffTicketsResolver,
      TicketBoardsResolver,
      TicketAttachmentsResolver,
      TicketFilesResolver,
      TicketUpdatesResolver,
    ],
  },
  plugins: {
    scopes: PLUGIN_SCOPES,
    reads: [PLUGIN_READS],
    events: PLUGIN_EVENT_TYPES,
    resolvers: [
      PluginsResolver,
      PluginVersionsResolver,
      PublishingResolver,
      PluginReviewResolver,
      PluginEarningsResolver,
      PluginInstallationsResolver,
      PluginRunsResolver,
      PluginProposalsResolver,
    ],
  },
  campaigns: {
    scopes: CAMPAIGN_SCOPES,
    reads: [CAMPAIGN_READS],
    events: CAMPAIGN_EVENT_TYPES,
    resolvers: [
      CampaignsResolver,
      CampaignActsResolver,
      CampaignAnswersResolver,
      EventCampaignResolver,
      CampaignPartnersResolver,
      MessageChoiceResolver,
    ],
  },
  copyReview: { scopes: COPY_REVIEW_SCOPES, resolvers: [CopyReviewResolver] },
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
