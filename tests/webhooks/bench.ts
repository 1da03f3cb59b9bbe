import { createServer } from 'node:http';
import { cpuUsage } from 'node:process';
import { parseArgs } from 'node:util';
import { recordEvents } from '../../src/events/index.js';
import { createTemplate } from '../support/template-database.js';
import { createHookWorld, EVENT_DOCUMENT } from './hook-world.js';

/** Deliveries per second of one process, receiver included: `node --import tsx tests/webhooks/bench.ts --events 5000`. */
const { values } = parseArgs({
  options: { events: { type: 'string', default: '3000' }, hooks: { type: 'string', default: '4' } },
});
const [events, hooks] = [Number(values.events), Number(values.hooks)];

const dropTemplate = await createTemplate();
const world = await createHookWorld({ startWorker: false });
let arrived = 0;
const receiver = createServer((request, response) => {
  request.resume().on('end', () => {
    arrived += 1;
    response.writeHead(204).end();
  });
});
await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${(receiver.address() as { port: number }).port}/`;
for (let n = 0; n < hooks; n += 1)
  await world.register({ url, document: EVENT_DOCUMENT, concurrencyMax: 64, ratePerSecond: 2000 });
const data = { count: 1, firstTradeDate: '2026-10-30', lastTradeDate: '2026-10-30', types: ['BUY'] };
const event = {
  type: 'transactions.recorded',
  customerId: world.anna.id,
  accountId: world.anna.accounts[0],
  data,
  at: Date.now(),
};
for (let n = 0; n < events; n += 500)
  await recordEvents(
    world.database.ops,
    Array.from({ length: Math.min(500, events - n) }, () => event),
  );
const total = events * hooks;
const isDone = () => arrived >= total;
const cpu = cpuUsage();
const started = performance.now();
world.worker.start();
while (!isDone()) await new Promise((resolve) => setTimeout(resolve, 20));
const seconds = (performance.now() - started) / 1000;
const { user, system } = cpuUsage(cpu);
process.stdout.write(
  `${total} deliveries (${events} events × ${hooks} hooks) in ${seconds.toFixed(1)} s: ${Math.round(total / seconds)} per second, ` +
    `${Math.round((user + system) / total)} µs CPU each, receiver included\n`,
);
receiver.closeAllConnections();
receiver.close();
await world.close();
await dropTemplate();
