import { Migration } from '@mikro-orm/migrations';
import { rolesAndReach } from './0001-roles-and-reach.js';
import { market } from './0002-market.js';
import { accountsAndPortfolios } from './0003-accounts-and-portfolios.js';
import { eventsAndAudit } from './0004-events-and-audit.js';
import { identity } from './0005-identity.js';
import { storedDocuments } from './0006-stored-documents.js';
import { people } from './0007-people.js';
import { registrationAndReconfirmation } from './0008-registration-and-reconfirmation.js';
import { eventsAndWebhooks } from './0009-events-and-webhooks.js';
import { peopleInThePipeline } from './0010-people-in-the-pipeline.js';
import { idempotency } from './0011-idempotency.js';
import { receipts } from './0012-receipts.js';
import { privacy } from './0013-privacy.js';
import { vigilance } from './0013-vigilance.js';
import { eventFanOut } from './0014-event-fan-out.js';
import { copyAndProfiles } from './0015-copy-and-profiles.js';
import { campaigns } from './0016-campaigns.js';
import { tickets } from './0017-tickets.js';
import { pluginRegistry } from './0018-plugin-registry.js';
import { pluginUse } from './0019-plugin-use.js';
import { investmentPlans } from './0020-investment-plans.js';
import { optionContracts } from './0021-option-contracts.js';
import { pluginShare } from './0022-plugin-share.js';
import { activity } from './0023-activity.js';
import { ticketSearch } from './0024-ticket-search.js';
import { recordExports } from './0025-record-exports.js';
import { pluginTrust } from './0026-plugin-trust.js';
import { campaignAnswers } from './0027-campaign-answers.js';
import { ticketsOfCampaigns } from './0028-tickets-of-campaigns.js';
import { pluginLift } from './0029-plugin-lift.js';
import { ticketSilence } from './0030-ticket-silence.js';
import { extensionRuns } from './0031-extension-runs.js';
import { publisherScopes } from './0032-publisher-scopes.js';
import { leakIndex } from './0033-leak-index.js';
import { failedDeliveries } from './0034-failed-deliveries.js';
import { ticketMarks } from './0035-ticket-marks.js';
import { ownFacts } from './0036-own-facts.js';
import { ticketSearchPending } from './0037-ticket-search-pending.js';
import { erasure } from './0038-erasure.js';
import { ticketLatest } from './0039-ticket-latest.js';
import { frozenByWatch } from './0040-frozen-by-watch.js';
import { forgottenWords } from './0041-forgotten-words.js';
import { freezeFromCase } from './0042-freeze-from-case.js';

/** In order; a released entry is never edited, it gets a successor. */
export const MIGRATIONS = [
  step('0001-roles-and-reach', rolesAndReach),
  step('0002-market', market),
  step('0003-accounts-and-portfolios', accountsAndPortfolios),
  step('0004-events-and-audit', eventsAndAudit),
  step('0005-identity', identity),
  step('0006-stored-documents', storedDocuments),
  step('0007-people', people),
  step('0008-registration-and-reconfirmation', registrationAndReconfirmation),
  step('0009-events-and-webhooks', eventsAndWebhooks),
  step('0010-people-in-the-pipeline', peopleInThePipeline),
  step('0011-idempotency', idempotency),
  step('0012-receipts', receipts),
  step('0013-privacy', privacy),
  step('0013-vigilance', vigilance),
  step('0014-event-fan-out', eventFanOut),
  step('0015-copy-and-profiles', copyAndProfiles),
  step('0016-campaigns', campaigns),
  step('0017-tickets', tickets),
  step('0018-plugin-registry', pluginRegistry),
  step('0019-plugin-use', pluginUse),
  step('0020-investment-plans', investmentPlans),
  step('0021-option-contracts', optionContracts),
  step('0022-plugin-share', pluginShare),
  step('0023-activity', activity),
  step('0024-ticket-search', ticketSearch),
  step('0025-record-exports', recordExports),
  step('0026-plugin-trust', pluginTrust),
  step('0027-campaign-answers', campaignAnswers),
  step('0028-tickets-of-campaigns', ticketsOfCampaigns),
  step('0029-plugin-lift', pluginLift),
  step('0030-ticket-silence', ticketSilence),
  step('0031-extension-runs', extensionRuns),
  step('0032-publisher-scopes', publisherScopes),
  step('0033-leak-index', leakIndex),
  step('0034-failed-deliveries', failedDeliveries),
  step('0035-ticket-marks', ticketMarks),
  step('0036-own-facts', ownFacts),
  step('0037-ticket-search-pending', ticketSearchPending),
  step('0038-erasure', erasure),
  step('0039-ticket-latest', ticketLatest),
  step('0040-frozen-by-watch', frozenByWatch),
  step('0041-forgotten-words', forgottenWords),
  step('0042-freeze-from-case', freezeFromCase),
];

function step(name: string, sql: string) {
  return {
    name,
    class: class extends Migration {
      override up(): void {
        this.addSql(sql);
      }
    },
  };
}
