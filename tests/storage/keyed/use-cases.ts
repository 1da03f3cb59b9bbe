import { campaignUseCases } from '../../../src/compose/campaigns.js';
import { SCOPES } from '../../../src/compose/features.js';
import { killSwitchUseCases } from '../../../src/compose/kill-switch.js';
import { planUseCases } from '../../../src/compose/plans.js';
import { privacyUseCases } from '../../../src/compose/privacy.js';
import { recordExportUseCases } from '../../../src/compose/record-exports.js';
import { ticketUseCases } from '../../../src/compose/tickets.js';
import { composeVigilance } from '../../../src/compose/vigilance.js';
import {
  AllowScopes,
  ChangeAppStatus,
  DeskAccess,
  FirstPartyAccess,
  openIdentityOrm,
} from '../../../src/identity/index.js';
import { type Clock, fixedClock } from '../../../src/kernel/clock.js';
import { createLogger } from '../../../src/kernel/log.js';
import type { Opened } from '../../../src/kernel/opened.js';
import { AttemptGuard } from '../../../src/operation/schema/attempt-guard.js';
import type { Database } from '../../../src/storage/index.js';
import type { OperationWorld } from '../../operation/operation-world.js';
import { SECRET } from '../../plugins/registry/registry-world.js';

/** A Monday on which plans can be made. */
const TRADING_DAY = '2026-07-06T04:00:00Z';

/** Beside those of the registry, all that have an effect under a key; in live mode, where second persons are asked for. */
export function useCasesUnderKeys(opened: Opened) {
  return async ({ world: { database, url }, clock }: { world: OperationWorld; clock: Clock }) => {
    const orm = opened.add(await openIdentityOrm(url), (open) => open.close(true));
    const changeAppStatus = new ChangeAppStatus({ orm, clock });
    const pool = database.ops;
    return {
      ...composeVigilance({ config: { mode: 'live', worker: false, vigilance: 'on' }, database, clock }).useCases,
      ...privacyUseCases({ database, clock }),
      ...ticketUseCases({ pool, clock, logger: createLogger({ level: 'silent' }) }),
      ...planUseCases(database, fixedClock(TRADING_DAY)),
      ...campaignUseCases({ pool, clock }),
      ...killSwitchUseCases({ mode: 'live', secret: SECRET }, database, clock, changeAppStatus),
      ...recordExportUseCases({ mode: 'live' }, database, clock),
      topicAllowance: new AllowScopes({ pool: database.identity, clock, scopeTable: SCOPES }),
      attemptGuard: new AttemptGuard({ count: (_action, next) => next() }),
    };
  };
}

/** Grants of the brokerage's own pages and of the desks. */
export async function ownAccess({ identity }: Database, clock: Clock) {
  const parts = { pool: identity, clock, publicUrl: 'https://broker.example', scopeTable: SCOPES };
  const pages = new FirstPartyAccess(parts);
  await pages.ensureApp();
  const desks = new DeskAccess(parts);
  await desks.ensureApps();
  return { pages, desks };
}
