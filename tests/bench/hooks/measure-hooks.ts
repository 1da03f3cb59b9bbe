import { EVENT_TYPES } from '../../../src/compose/features.js';
import { PlaceEvents, recordEvents } from '../../../src/events/index.js';
import { systemClock } from '../../../src/kernel/clock.js';
import { operationIds } from '../../../src/operation/make-context.js';
import { queueDeliveries, RenderPayload } from '../../../src/webhooks/index.js';
import { createHookWorld, type HookWorld } from '../../webhooks/hook-world.js';
import { Child } from '../child.js';
import { makeHookCustomers } from './hook-customers.js';
import { type Work, WorkMeter } from './meter-work.js';

/** One size of the benchmark: one event for each customer, each of which one endpoint is told of. */
export interface HookFigures {
  readonly customers: number;
  /** How many were sent while `delivered` was measured; up to 512 more were on their way. */
  readonly deliveries: number;
  readonly written: Work;
  readonly placed: Work;
  readonly rendered: Work;
  readonly delivered: Work;
}

const EVENTS_AT_ONCE = 1000;
const RENDERS_IN_FLIGHT = 512;

/** @param deliveriesMax sending is measured over so many: what one costs doesn't depend on how many wait */
export async function measureHooks(customers: number, endpoints: number, deliveriesMax: number): Promise<HookFigures> {
  const world = await createHookWorld({ startWorker: false });
  const receiver = new Child('hooks/receiver-process.ts', {});
  const meter = await WorkMeter.open(world.url);
  try {
    const { port } = await receiver.next<{ port: number }>();
    await makeHookCustomers(world, { customers, endpoints, url: `http://127.0.0.1:${port}` });
    await world.database.ops.query('ANALYZE');
    const deliveries = Math.min(customers, deliveriesMax);
    return {
      customers,
      deliveries,
      written: await meter.measure(() => writeEvents(world)),
      placed: await meter.measure(() => placeAll(world)),
      rendered: await meter.measure(() => renderAll(world, customers)),
      delivered: await meter.measure(() => deliverAll(world, receiver, deliveries)),
    };
  } finally {
    await meter.close();
    await receiver.stop();
    await world.close();
  }
}

async function writeEvents({ database }: HookWorld): Promise<void> {
  const data = { count: 1, firstTradeDate: '2026-10-30', lastTradeDate: '2026-10-30', types: ['BUY'] };
  const { rows } = await database.ops.query<{ id: string; account: string }>(
    `SELECT c.id, a.id AS account FROM customer c JOIN account a ON a.customer_id = c.id WHERE c.external_ref LIKE 'bench-%'`,
  );
  for (let from = 0; from < rows.length; from += EVENTS_AT_ONCE)
    await recordEvents(
      database.ops,
      rows.slice(from, from + EVENTS_AT_ONCE).map(({ id, account }) => ({
        type: 'transactions.recorded',
        customerId: id,
        accountId: account,
        data,
        at: Date.now(),
      })),
    );
}

async function placeAll({ database }: HookWorld): Promise<void> {
  const place = new PlaceEvents({
    pool: database.ops,
    clock: systemClock,
    types: EVENT_TYPES,
    onPlaced: queueDeliveries,
  });
  for (let full = true; full; ) ({ full } = await place.placeBatch());
}

/** Renders without sending: what a payload costs by itself. */
async function renderAll({ database, parts, run }: HookWorld, expected: number): Promise<void> {
  const render = new RenderPayload({
    documents: parts.documents,
    runDocument: run,
    idsOf: (appId) => operationIds(parts.ids, appId),
  });
  const waiting = pages(database.ops);
  let done = 0;
  await Promise.all(
    Array.from({ length: RENDERS_IN_FLIGHT }, async () => {
      for (let item = await waiting(); item; item = await waiting()) {
        const rendered = await render.render(item, item.appId, item.grantId, Date.now());
        if (rendered.kind !== 'rendered') throw new Error(JSON.stringify(rendered));
        done += 1;
      }
    }),
  );
  if (done !== expected) throw new Error(`${done} payloads of ${expected}`);
}

interface Waiting {
  readonly id: string;
  readonly appId: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly grantId: string;
  readonly documentHash: string;
}

/** Deliveries one by one, read in pages. */
function pages(pool: HookWorld['database']['ops']): () => Promise<Waiting | undefined> {
  let page: Waiting[] = [];
  let after = '00000000-0000-0000-0000-000000000000';
  let reading: Promise<void> | undefined;
  const read = async () => {
    const { rows } = await pool.query<Waiting>(
      `SELECT d.id, d.app_id AS "appId", d.event_id AS "eventId", d.event_type AS "eventType", d.grant_id AS "grantId", h.document_hash AS "documentHash"
       FROM hook_delivery d JOIN hook h ON h.id = d.hook_id WHERE d.id > $1 AND d.state = 'PENDING' ORDER BY d.id LIMIT 5000`,
      [after],
    );
    page = rows.reverse();
    after = rows[0]?.id ?? after;
    reading = undefined;
  };
  return async () => {
    if (page.length === 0) await (reading ??= read());
    return page.pop();
  };
}

async function deliverAll({ worker, errors }: HookWorld, receiver: Child, expected: number): Promise<void> {
  worker.start();
  for (let arrived = 0; arrived < expected; ) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    receiver.send({});
    ({ arrived } = await receiver.next<{ arrived: number }>());
  }
  await worker.stop(); // what is on its way is written down
  if (errors.length > 0) throw errors[0];
}
