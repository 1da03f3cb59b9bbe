import type { AttemptRule } from '../operation/attempts.js';

const MINUTE_MS = 60_000;

/** How often one customer, and one app over all its customers, may open tickets and write in them. By field of the API. */
export const TICKET_ATTEMPT_RULES: Readonly<
  Record<string, { readonly perCustomer: AttemptRule; readonly perApp: AttemptRule }>
> = {
  openTicket: { perCustomer: { max: 10, windowMs: 60 * MINUTE_MS }, perApp: { max: 1200, windowMs: MINUTE_MS } },
  reopenTicket: { perCustomer: { max: 10, windowMs: 60 * MINUTE_MS }, perApp: { max: 1200, windowMs: MINUTE_MS } },
  attachToTicket: { perCustomer: { max: 20, windowMs: 10 * MINUTE_MS }, perApp: { max: 1200, windowMs: MINUTE_MS } },
  addTicketMessage: { perCustomer: { max: 30, windowMs: 10 * MINUTE_MS }, perApp: { max: 6000, windowMs: MINUTE_MS } },
};
