import { recordEvents } from '../../src/events/index.js';
import { Database, inTransaction } from '../../src/storage/index.js';
import { type FaultName, Trap } from './fault-points.js';

/** Stands for the gateway: does acts that write an event each, one transaction per act. Arguments: database, customer, account. */
const [url = '', customerId = '', accountId = ''] = process.argv.slice(2);
const database = new Database({ url });
const trap = new Trap();

process.on('message', (message: { arm: FaultName; nth: number } | { act: number }) => {
  if ('arm' in message) return trap.arm(message.arm, message.nth);
  void act(message.act);
});
process.on('disconnect', () => process.exit(0));
process.send?.({ ready: true });

async function act(number: number): Promise<void> {
  try {
    await inTransaction(database.ops, async (client) => {
      await recordEvents(client, [
        {
          type: 'transactions.recorded',
          customerId,
          accountId,
          data: { count: number, firstTradeDate: '2026-10-30', lastTradeDate: '2026-10-30', types: ['BUY'] },
          at: Date.now(),
        },
      ]);
      trap.pass('writer before commit');
    });
  } catch {
    process.send?.({ act: number, outcome: 'unknown' }); // the connection may have broken before or after the commit
    return;
  }
  trap.pass('writer after commit, before reply');
  process.send?.({ act: number, outcome: 'ok' });
}
