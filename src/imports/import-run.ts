import type pg from 'pg';
import type { Clock } from '../kernel/clock.js';
import { checkRows, withoutProblem } from './check-rows.js';
import type { ImportSession } from './import-session.js';
import type { ImportSource } from './import-sources.js';
import { PLANS } from './plans/index.js';
import { recordImportEvents } from './record-import-events.js';
import { stageRows } from './stage-rows.js';

export type ImportPhase = 'stage' | 'check' | 'apply' | 'derive' | 'quotes';

export interface ImportProgress {
  readonly phase: ImportPhase;
  /** The file's name; absent for phases that concern all of them. */
  readonly file?: string;
  /** Rows done so far in this phase and file (accounts, while deriving). */
  readonly rows: number;
}

export interface ImportDependencies {
  /** A pool of the role openfolio_ops. */
  readonly ops: pg.Pool;
  readonly clock: Clock;
  /** Makes positions, lots and balances follow the new transactions of these accounts, in the import's transaction. */
  readonly derive: (
    client: pg.PoolClient,
    accountIds: readonly string[],
    onProgress: (accounts: number) => void,
  ) => Promise<void>;
  /** Makes quotes follow the prices and tells the other processes, in the import's transaction. */
  readonly refreshQuotes: (client: pg.PoolClient) => Promise<unknown>;
}

export interface FileReport {
  readonly file: string;
  readonly rows: number;
  /** Inserted or changed. */
  readonly applied: number;
  readonly unchanged: number;
  readonly refused: number;
}

export interface ImportReport {
  readonly files: readonly FileReport[];
  readonly accountsDerived: number;
  readonly milliseconds: Readonly<Record<ImportPhase, number>>;
}

/** The phases of one import, in the order of the methods; knows how far it is. */
export class ImportRun {
  refused = 0;
  total = 0;
  readonly #session: ImportSession;
  readonly #dependencies: ImportDependencies;
  readonly #sources: readonly ImportSource[];
  readonly #onProgress: (progress: ImportProgress) => void;
  readonly #milliseconds = { stage: 0, check: 0, apply: 0, derive: 0, quotes: 0 };
  readonly #files = new Map<string, FileReport>();
  #accountsDerived = 0;

  constructor(
    session: ImportSession,
    dependencies: ImportDependencies,
    sources: readonly ImportSource[],
    onProgress: (progress: ImportProgress) => void,
  ) {
    this.#session = session;
    this.#dependencies = dependencies;
    this.#sources = sources;
    this.#onProgress = onProgress;
  }

  async stage(): Promise<void> {
    for (const source of this.#sources) {
      const report = (rows: number) => this.#onProgress({ phase: 'stage', file: source.name, rows });
      const rows = await this.#timed('stage', () => stageRows(this.#session, source, report));
      this.total += rows;
      this.#files.set(source.name, { file: source.name, rows, applied: 0, unchanged: 0, refused: 0 });
    }
  }

  /** File by file: each is checked against what the files before it have brought. */
  async checkAndApply(setAside: boolean): Promise<void> {
    for (const { layout, name: file } of this.#sources) {
      const plan = PLANS[layout.name];
      const rows = this.#files.get(file)?.rows ?? 0;
      this.#onProgress({ phase: 'check', file, rows: 0 });
      const refused = await this.#timed('check', () => checkRows(this.#session, layout, plan));
      this.#onProgress({ phase: 'check', file, rows });
      this.refused += refused;
      // Nothing refers to a transaction of another file, so a refused import need not write them first.
      const isNeeded = setAside || this.refused === 0 || layout.name !== 'transactions';
      if (isNeeded) this.#onProgress({ phase: 'apply', file, rows: 0 });
      const applied = isNeeded
        ? await this.#timed('apply', () =>
            this.#session.run(plan.apply.replaceAll('$good', withoutProblem(layout.name))),
          )
        : 0;
      if (isNeeded) await this.#timed('apply', async () => recordImportEvents(this.#session, layout.name));
      this.#onProgress({ phase: 'apply', file, rows: applied });
      this.#files.set(file, { file, rows, applied, refused, unchanged: rows - refused - applied });
    }
  }

  async derive(): Promise<void> {
    const { client } = this.#session;
    if (this.#sources.some((source) => source.layout.name === 'transactions')) {
      const { rows } = await client.query<{ account_id: string }>({
        text: `SELECT DISTINCT t.account_id FROM typed_transactions t WHERE t.known_id IS NULL AND ${withoutProblem('transactions')}`,
      });
      const accountIds = rows.map((row) => row.account_id);
      this.#accountsDerived = accountIds.length;
      const report = (done: number) => this.#onProgress({ phase: 'derive', rows: done });
      if (accountIds.length > 0)
        await this.#timed('derive', () => this.#dependencies.derive(client, accountIds, report));
      report(accountIds.length);
    }
    if (this.#sources.some((source) => MARKET_LAYOUTS.has(source.layout.name))) {
      await this.#timed('quotes', () => this.#dependencies.refreshQuotes(client));
    }
  }

  report(): ImportReport {
    return {
      files: [...this.#files.values()],
      accountsDerived: this.#accountsDerived,
      milliseconds: this.#milliseconds,
    };
  }

  async #timed<T>(phase: ImportPhase, work: () => Promise<T>): Promise<T> {
    const started = performance.now();
    const result = await work();
    this.#milliseconds[phase] += Math.round(performance.now() - started);
    return result;
  }
}

const MARKET_LAYOUTS: ReadonlySet<string> = new Set(['instruments', 'prices', 'fx']);
