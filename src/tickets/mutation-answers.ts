import { PublicError } from '../kernel/errors.js';
import type { OperationContext, ReadResolvers } from '../operation/index.js';
import type { UserErrorType } from '../operation/schema/user-error.type.js';
import { DuplicateTicket } from './acts/refuse-floods.js';
import type { TicketPayload } from './ticket.inputs.js';

const MENDABLE = new Set(['NOT_FOUND', 'CONFLICT', 'INVALID_INPUT']);

/**
 * The ticket as it is after an act; what the sender can mend becomes a user error, system refusals go on as they are. A key
 * that is in use or was used otherwise is the retrying client's matter and goes on too.
 */
export async function ticketPayload(
  reads: ReadResolvers,
  context: OperationContext,
  act: () => Promise<string>,
): Promise<TicketPayload> {
  try {
    return { ticket: await readTicket(reads, context, await act()), userErrors: [] };
  } catch (error) {
    const userErrors = [userErrorOf(error)];
    const ticket = error instanceof DuplicateTicket ? await readTicket(reads, context, error.ticketId) : null;
    return { ticket, userErrors };
  }
}

/** @throws what the sender can't mend, as it is */
export function userErrorOf(error: unknown): UserErrorType {
  const mendable =
    error instanceof PublicError && MENDABLE.has(error.definition.class) && !error.code.startsWith('IDEMPOTENCY_');
  if (!mendable) throw error;
  return { field: ['input'], code: error.code, message: error.message };
}

function readTicket(reads: ReadResolvers, context: OperationContext, ticketId: string): Promise<unknown> {
  return reads.root('ticket', { id: context.ids.encode('tkt', ticketId) }, context);
}

export function decodeOr(context: OperationContext, prefix: string, id: string | null | undefined): string | null {
  return id == null ? null : context.ids.decode(prefix, id);
}
