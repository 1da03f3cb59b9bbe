import type pg from 'pg';
import type { OperationRecord, OperationSigns, OperationWatch } from '../../operation/index.js';
import { inTransaction } from '../../storage/index.js';
import { ADD_ACTIVITY, ADD_HABIT, ADD_NETWORKS } from './activity.sql.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Refusals that say: this was not given to you. */
const DENIED = new Set(['MISSING_SCOPE', 'MUTATION_FORBIDDEN', 'DOCUMENT_NOT_STORED', 'NOT_FOUND']);

/** Column by column, one entry per sum: what the statements take. */
interface Counted {
  readonly appId: string;
  readonly at: number;
  operations: number;
  idsAsked: number;
  idsMissed: number;
  denied: number;
  planted: number;
}

interface Seen {
  readonly appId: string;
  readonly network: string;
  firstAt: number;
  lastAt: number;
  operations: number;
}

/** Ids that were planted. */
export type PlantedIds = { has(id: string): boolean };

/**
 * Counts what apps do, per app and minute, and adds it to the shared sums now and then. A process that crashes loses the
 * counts of the last seconds, never a record. Measured: docs/decisions/0015-vigilance-and-privacy.md.
 */
export class ActivityLog implements OperationWatch {
  readonly #pool: pg.Pool;
  readonly #planted: PlantedIds;
  #counted = new Map<string, Counted>();
  #seen = new Map<string, Seen>();

  /** @param parts.pool of the role openfolio_ops */
  constructor(parts: { pool: pg.Pool; planted: PlantedIds }) {
    this.#pool = parts.pool;
    this.#planted = parts.planted;
  }

  observe(record: OperationRecord, signs: OperationSigns, network: string | null): void {
    const counts = this.#countsOf(record.appId, record.at - (record.at % MINUTE_MS));
    counts.operations += 1;
    counts.idsAsked += signs.idsAsked;
    counts.idsMissed += signs.idsMissed;
    if (DENIED.has(record.outcome)) counts.denied += 1;
    if (this.#touchesPlanted(record, signs)) counts.planted += 1;
    if (network !== null) this.#sawNetwork(record.appId, network, record.at);
  }

  /** Adds what was counted to the shared sums. What could not be added is kept for the next time. */
  async flush(): Promise<void> {
    const counted = [...this.#counted.values()];
    const seen = [...this.#seen.values()];
    if (counted.length === 0) return;
    this.#counted = new Map();
    this.#seen = new Map();
    try {
      await inTransaction(this.#pool, (client) => add(client, counted, seen));
    } catch (error) {
      for (const lost of counted) this.#addBack(lost);
      for (const lost of seen) this.#sawNetwork(lost.appId, lost.network, lost.lastAt, lost.operations);
      throw error;
    }
  }

  #touchesPlanted({ customerId }: OperationRecord, { named }: OperationSigns): boolean {
    return (customerId !== null && this.#planted.has(customerId)) || named.some((id) => this.#planted.has(id));
  }

  #countsOf(appId: string, at: number): Counted {
    const key = `${appId} ${at}`;
    let counts = this.#counted.get(key);
    if (!counts)
      this.#counted.set(key, (counts = { appId, at, operations: 0, idsAsked: 0, idsMissed: 0, denied: 0, planted: 0 }));
    return counts;
  }

  #sawNetwork(appId: string, network: string, at: number, operations = 1): void {
    const key = `${appId} ${network}`;
    const known = this.#seen.get(key);
    if (!known) this.#seen.set(key, { appId, network, firstAt: at, lastAt: at, operations });
    else {
      known.lastAt = Math.max(known.lastAt, at);
      known.operations += operations;
    }
  }

  #addBack(lost: Counted): void {
    const counts = this.#countsOf(lost.appId, lost.at);
    for (const name of SUMS) counts[name] += lost[name];
  }
}

const SUMS = ['operations', 'idsAsked', 'idsMissed', 'denied', 'planted'] as const;

async function add(client: pg.PoolClient, counted: readonly Counted[], seen: readonly Seen[]): Promise<void> {
  // In order of their keys, so that two processes that add at once wait for each other instead of blocking each other.
  const minutes = counted.toSorted((a, b) => a.appId.localeCompare(b.appId) || a.at - b.at);
  await client.query({ name: 'add_activity', text: ADD_ACTIVITY, values: columnsOf(minutes) });
  const hours = byHour(minutes);
  await client.query({ name: 'add_habit', text: ADD_HABIT, values: columnsOf(hours) });
  const networks = seen.toSorted((a, b) => a.appId.localeCompare(b.appId) || a.network.localeCompare(b.network));
  if (networks.length === 0) return;
  await client.query({
    name: 'add_networks',
    text: ADD_NETWORKS,
    values: [
      networks.map(({ appId }) => appId),
      networks.map(({ network }) => network),
      networks.map(({ firstAt }) => new Date(firstAt)),
      networks.map(({ lastAt }) => new Date(lastAt)),
      networks.map(({ operations }) => operations),
    ],
  });
}

function columnsOf(rows: readonly Counted[]): unknown[] {
  return [
    rows.map(({ appId }) => appId),
    rows.map(({ at }) => new Date(at)),
    ...SUMS.map((name) => rows.map((row) => row[name])),
  ];
}

function byHour(minutes: readonly Counted[]): Counted[] {
  const hours = new Map<string, Counted>();
  for (const minute of minutes) {
    const at = minute.at - (minute.at % HOUR_MS);
    const key = `${minute.appId} ${at}`;
    const hour = hours.get(key);
    if (!hour) hours.set(key, { ...minute, at });
    else for (const name of SUMS) hour[name] += minute[name];
  }
  return [...hours.values()];
}
