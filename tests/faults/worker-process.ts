import { EventSignals, PlaceEvents } from '../../src/events/index.js';
import {
  ClaimDeliveries,
  Deliver,
  DeliveryWorker,
  FindAuthority,
  PayloadSender,
  queueDeliveries,
  RenderPayload,
  type SendPayload,
  SettleDeliveries,
} from '../../src/webhooks/index.js';
import { type FaultName, Trap } from './fault-points.js';
import { platformParts } from './platform-parts.js';

/**
 * The real delivery worker, with traps around its parts and not in them. Arguments: database, and `planted` for the mistake that the
 * checker has to find: a delivery is marked as sent before it is sent.
 */
const [url = '', mistake] = process.argv.slice(2);
const parts = await platformParts(url);
const trap = new Trap();
const { pool, clock, documents, runDocument, idsOf, grants, hookSecrets } = parts;
const sender = new PayloadSender({ allowLoopback: true });
const signals = new EventSignals({ connectionString: url, retryMs: 100 });
await signals.start();

class TrappedPlaceEvents extends PlaceEvents {
  override async placeBatch() {
    const placed = await super.placeBatch();
    if (placed.taken > 0) trap.pass('placer after commit');
    return placed;
  }
}

const place = new TrappedPlaceEvents({
  pool,
  clock,
  types: parts.types,
  onPlaced: async (client, placements, now) => {
    await queueDeliveries(client, placements, now);
    trap.pass('placer before commit');
  },
});

const markThenSend: SendPayload = async (payload) => {
  await pool.query("UPDATE hook_delivery SET state = 'DELIVERED' WHERE state = 'SENDING' AND body = $1", [
    payload.body,
  ]);
  return trappedSend(payload);
};
const trappedSend: SendPayload = async (payload) => {
  trap.pass('worker after rendering, before POST');
  const outcome = await sender.send(payload);
  trap.pass('worker after POST, before mark-sent');
  return outcome;
};

const worker = new DeliveryWorker({
  place,
  claim: new ClaimDeliveries({ pool, secrets: hookSecrets }),
  deliver: new Deliver({
    clock,
    authority: new FindAuthority({ grants, pool }),
    render: new RenderPayload({ documents, runDocument, idsOf }),
    send: mistake === 'planted' ? markThenSend : trappedSend,
    settle: new SettleDeliveries({ pool }),
    idsOf,
  }),
  signals,
  clock,
  onError: () => {},
  leaseMs: 1500,
  pollMs: 150,
});

process.on('message', ({ arm, nth }: { arm: FaultName; nth: number }) => trap.arm(arm, nth));
process.on('disconnect', () => process.exit(0));
process.on('uncaughtException', () => {}); // a broken connection of a killed PostgreSQL; what was due stays due
worker.start();
process.send?.({ ready: true });
