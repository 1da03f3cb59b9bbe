import type { OperationRecord } from '../audit-log.js';
import { held, type Run } from '../run.js';
import { newSigns } from '../watch.js';
import type { Stage } from './stage.js';

/** The largest number that a record holds. What is refused for its size may be larger, and a clock that is set forward makes an
 * operation last for days: neither must fail for want of a record. */
const RECORDED_MAX = 2_147_483_647;

/**
 * Ends every operation, refused ones too: gives back unused points, then records who read what. An answer leaves only
 * after its record is durable. Without a grant there is nobody to bill and nothing was read.
 */
export const settleAndRecord: Stage = {
  name: 'settleAndRecord',
  afterRefusal: true,
  async run(run, { audit, clock, watch }) {
    if (!run.grant) return;
    run.actualCost = actualCost(run);
    if (run.reservation) run.throttle = await run.reservation.settle(run.actualCost);
    const { operation } = run;
    const record: OperationRecord = {
      id: operation.id,
      at: run.startedAt,
      cause: operation.cause.kind,
      causeId: operation.cause.id ?? null,
      actorId: operation.cause.actorId ?? null,
      grantId: run.grant.id,
      appId: run.grant.appId,
      customerId: run.grant.customerId,
      personId: run.grant.person?.id ?? null,
      operationHash: operation.document.hash,
      operationName: operation.document.name,
      fields: operation.document.fields,
      rowCounts: run.answer?.rowCounts ?? {},
      costRequested: recorded(run.requestedCost?.points ?? 0),
      costActual: recorded(run.actualCost),
      durationUs: recorded((clock.now() - run.startedAt) * 1000),
      outcome:
        run.refusal?.code ?? (run.maskedErrors?.length ? String(run.maskedErrors[0]?.extensions?.['code']) : 'OK'),
    };
    await audit.record(record);
    watch?.observe(record, run.signs ?? newSigns(), operation.cause.network ?? null);
  },
};

function recorded(value: number): number {
  return Math.min(RECORDED_MAX, Math.max(0, Math.round(value)));
}

/**
 * The requested cost less the objects that lists did not hold after all, at least 1; refused operations cost nothing.
 * An object counts 1 whatever its type, so this is exact where no explicit weight stands below a list.
 */
function actualCost(run: Run): number {
  if (!run.answer) return 0;
  const requested = held(run.requestedCost, 'cost');
  let objects = 0;
  for (const count of Object.values(run.answer.rowCounts)) objects += count;
  return Math.max(1, requested.points - Math.max(0, requested.nodes - objects));
}
