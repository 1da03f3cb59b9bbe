import { kernelError } from '../kernel/errors.js';
import type { PublicIds } from '../kernel/ids.js';
import type { OperationContext, OperationIds } from './operation-context.js';
import { held, type Run } from './run.js';
import type { PipelineParts } from './stages/stage.js';
import { idNamed, type OperationSigns, objectNamed } from './watch.js';

/** The context of one run's resolvers; `rowCounts` is filled while they run. */
export function operationContext(run: Run, parts: PipelineParts, rowCounts: Record<string, number>): OperationContext {
  const grant = held(run.grant, 'grant');
  const memory = new Map<object, unknown>();
  return {
    operationId: run.operation.id,
    grant,
    cause: run.operation.cause,
    reach: held(run.reach, 'reach'),
    ids: operationIds(parts.ids, grant.appId, run.signs),
    clock: parts.clock,
    count: (type, objects) => {
      rowCounts[type] = (rowCounts[type] ?? 0) + objects;
    },
    once: (key, make) => {
      if (!memory.has(key)) memory.set(key, make());
      return memory.get(key) as ReturnType<typeof make>;
    },
  };
}

/**
 * Ids as one app sees them. An id of another kind, or of another app's making, is malformed or simply not found.
 *
 * @param signs where it is noted which ids were tried
 */
export function operationIds(ids: PublicIds, appId: string, signs?: OperationSigns): OperationIds {
  return new IdsOfApp(ids, appId, signs);
}

/** A class, because one is made per operation: its methods are made once, closures anew each time. */
class IdsOfApp implements OperationIds {
  readonly #ids: PublicIds;
  readonly #appId: string;
  readonly #signs: OperationSigns | undefined;

  constructor(ids: PublicIds, appId: string, signs: OperationSigns | undefined) {
    this.#ids = ids;
    this.#appId = appId;
    this.#signs = signs;
  }

  encode(prefix: string, uuid: string): string {
    return this.#ids.encode(this.#appId, prefix, uuid);
  }

  /** @throws PublicError INVALID_ID */
  decode(prefix: string, publicId: string): string {
    const decoded = this.#ids.decode(this.#appId, publicId);
    if (this.#signs) idNamed(this.#signs, decoded?.uuid ?? publicId.slice(0, 64));
    if (decoded?.prefix === prefix) return decoded.uuid;
    this.missed();
    throw kernelError('INVALID_ID');
  }

  named(uuid: string): void {
    if (this.#signs) objectNamed(this.#signs, uuid);
  }

  missed(): void {
    if (this.#signs) this.#signs.idsMissed += 1;
  }
}
