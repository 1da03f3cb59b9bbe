import type pg from 'pg';
import type { MiddlewareFn } from 'type-graphql';
import type { Clock } from './kernel/clock.js';
import type { Logger } from './kernel/log.js';
import type { Opened } from './kernel/opened.js';
import { Recurring } from './kernel/recurring.js';
import { type AttemptLog, guardField } from './metering/index.js';
import type { OperationContext } from './operation/index.js';
import {
  CustomerActs,
  publishArticles,
  ResponderPoint,
  RespondToTicket,
  readArticles,
  TICKET_ATTEMPT_RULES,
  WatchClocks,
} from './tickets/index.js';

export interface TicketNeeds {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What resolvers call about tickets, and the place at which a plugin may answer. */
export function ticketUseCases({ pool, clock, logger }: TicketNeeds) {
  const onError = (err: unknown) => logger.warn({ err }, 'a responder failed; the ticket goes to a person');
  const responderPoint = new ResponderPoint();
  const respond = new RespondToTicket({ pool, clock, onError, responder: () => responderPoint.current() });
  return { responderPoint, customerActs: new CustomerActs({ pool, clock, respond }) };
}

/** Brings the help articles in and, where this process works too, tells of promises that end, every five seconds. */
export async function startTickets({
  pool,
  clock,
  logger,
  opened,
  watch,
}: TicketNeeds & { opened: Opened; watch: boolean }) {
  await publishArticles(pool, readArticles());
  if (!watch) return;
  const clocks = new WatchClocks({ pool, clock });
  const onError = (err: unknown) => logger.error({ err }, 'the clocks of tickets failed and go on');
  opened.add(new Recurring({ everyMs: 5000, step: () => clocks.step(), onError }), (open) => open.stop());
}

/** Counts attempts of the guarded fields of tickets: of the customer through the app first, then of the app over all. */
export function ticketGuards(log: AttemptLog): Readonly<Record<string, MiddlewareFn<OperationContext>>> {
  return Object.fromEntries(
    Object.entries(TICKET_ATTEMPT_RULES).map(([field, { perCustomer, perApp }]) => {
      const ofCustomer = guardField<OperationContext>({
        log,
        rule: perCustomer,
        identify: ({ grant }) => `customer/${grant.customerId ?? grant.id}`,
      });
      const ofApp = guardField<OperationContext>({ log, rule: perApp, identify: ({ grant }) => `app/${grant.appId}` });
      return [field, (action, next) => ofCustomer(action, () => ofApp(action, next) as Promise<unknown>)];
    }),
  );
}
