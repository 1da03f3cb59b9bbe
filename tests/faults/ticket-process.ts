import type pg from 'pg';
import { ticketUseCases } from '../../src/compose/tickets.js';
import { systemClock } from '../../src/kernel/clock.js';
import { createLogger } from '../../src/kernel/log.js';
import type { OperationContext } from '../../src/operation/index.js';
import { Database } from '../../src/storage/index.js';
import { RETRIEVAL_RESPONDER } from '../../src/tickets/index.js';

/** Where this process is killed while it opens a ticket. */
export type OpeningFault =
  | 'before commit'
  | 'after commit, before the assistant'
  | 'after the assistant, before reply'
  | 'never';

/** Stands for a gateway: opens a ticket under a key, in the customer's own session. Arguments: database, customer, app, fault. */
const [url = '', customerId = '', appId = '', fault = 'never'] = process.argv.slice(2);
const database = new Database({ url });
const logger = createLogger({ level: 'silent' });
const { customerActs, responderPoint } = ticketUseCases({ pool: database.ops, clock: systemClock, logger });
const struck = (at: OpeningFault) => {
  if (at === fault) process.kill(process.pid, 'SIGKILL');
};

const connect = database.ops.connect.bind(database.ops) as (...args: unknown[]) => Promise<pg.PoolClient>;
database.ops.connect = (async (...args: unknown[]) => {
  if (args.length > 0) return connect(...args); // the pool's own way, with a callback
  const client = await connect();
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  client.query = ((...sent: unknown[]) => {
    if (sent[0] === 'COMMIT') struck('before commit');
    return query(...sent);
  }) as typeof client.query;
  return client;
}) as typeof database.ops.connect;
responderPoint.use({
  name: 'struck',
  respond: (asked) => {
    struck('after commit, before the assistant');
    return RETRIEVAL_RESPONDER.respond(asked);
  },
});

process.on('message', (asked: { text: string; idempotencyKey: string }) => void open(asked));
process.on('disconnect', () => process.exit(0));
process.send?.({ ready: true });

async function open(asked: { readonly text: string; readonly idempotencyKey: string }): Promise<void> {
  const context = { grant: { customerId, appId, accountIds: '*', person: null } } as unknown as OperationContext;
  try {
    const ticketId = await customerActs.open(context, { ...asked, author: 'CUSTOMER' });
    struck('after the assistant, before reply');
    process.send?.({ ticketId });
  } catch (error) {
    process.send?.({ failed: String(error) });
  }
}
