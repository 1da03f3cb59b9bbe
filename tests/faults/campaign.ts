import { fdatasyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type CampaignWorld, createCampaignWorld } from './campaign-world.js';
import { type Act, type Arrival, checkLogs, type Findings } from './check-logs.js';
import { Cluster } from './cluster.js';
import { FAULT_POINTS, type FaultPoint } from './fault-points.js';
import { Victim } from './victim.js';

export interface CampaignOptions {
  readonly runs: number;
  readonly seed: number;
  /** The worker marks a delivery as sent before it sends it: the checker must find that. */
  readonly planted?: boolean;
  readonly points?: readonly FaultPoint[];
  readonly onRun?: (run: number, point: FaultPoint, fired: boolean) => void;
}

export interface CampaignReport {
  readonly findings: Findings;
  /** By fault: runs in which it struck. */
  readonly struck: ReadonlyMap<string, number>;
  readonly acts: number;
  readonly outcomes: Readonly<Record<Act['outcome'], number>>;
}

const ACTS_PER_RUN = 8;
const SETTLE_WITHIN_MS = 30_000;

/**
 * Events flow while processes are killed. Driver (this one) and receiver keep their own flushed logs outside the system; at the end
 * both are held against the ledger.
 */
export async function runCampaign(options: CampaignOptions): Promise<CampaignReport> {
  const cluster = await Cluster.start();
  const campaign = new Campaign(cluster, options);
  try {
    return await campaign.run();
  } finally {
    await campaign.end();
    await cluster.remove();
  }
}

class Campaign {
  readonly #cluster: Cluster;
  readonly #options: CampaignOptions;
  readonly #random: () => number;
  readonly #receiverLog: string;
  readonly #driverLog: number;
  readonly #acts = new Map<number, Act['outcome']>();
  readonly #struck = new Map<string, number>();
  readonly #receiver = new Victim('receiver-process.ts');
  readonly #worker = new Victim('worker-process.ts');
  readonly #writer = new Victim('writer-process.ts', (message) => this.#heard(message));
  #world: CampaignWorld | undefined;
  #url: string;

  constructor(cluster: Cluster, options: CampaignOptions) {
    this.#cluster = cluster;
    this.#options = options;
    this.#url = cluster.url;
    this.#random = randomOf(options.seed);
    this.#receiverLog = join(cluster.directory, 'receiver.ndjson');
    this.#driverLog = openSync(join(cluster.directory, 'driver.ndjson'), 'a');
  }

  async run(): Promise<CampaignReport> {
    const { port } = await this.#receiver.start([this.#receiverLog]);
    this.#world = await createCampaignWorld(this.#url, Number(port));
    const points = this.#options.points ?? FAULT_POINTS;
    for (let run = 0; run < this.#options.runs; run += 1) {
      const point = points[run % points.length] as FaultPoint;
      const fired = await this.#strike(point);
      if (fired) this.#struck.set(point.name, (this.#struck.get(point.name) ?? 0) + 1);
      this.#options.onRun?.(run + 1, point, fired);
    }
    await this.#revive();
    await this.#settled();
    return this.#report();
  }

  async end(): Promise<void> {
    await Promise.all([this.#writer.kill(), this.#worker.kill(), this.#receiver.kill()]);
  }

  /** Acts flow, the fault strikes among them, everything comes back. @returns whether it struck */
  async #strike(point: FaultPoint): Promise<boolean> {
    await this.#revive();
    const before = this.#deaths();
    const nth = 1 + Math.floor(this.#random() * ACTS_PER_RUN);
    const victim = { writer: this.#writer, worker: this.#worker, postgres: undefined }[point.victim];
    victim?.tell({ arm: point.name, nth: point.name.startsWith('placer') ? 1 : nth });
    const atRandom = point.name.endsWith('at random') ? this.#killLater(point) : undefined;
    for (let act = 0; act < ACTS_PER_RUN; act += 1) {
      this.#act(this.#acts.size + 1);
      await sleep(this.#random() * 30);
    }
    await atRandom;
    if (!victim) return true;
    const deadline = Date.now() + 2000;
    while (this.#deaths() === before && Date.now() < deadline) await sleep(20);
    return this.#deaths() > before;
  }

  async #killLater(point: FaultPoint): Promise<void> {
    await sleep(this.#random() * 200);
    if (point.victim === 'postgres') await this.#cluster.killAndRestart();
    else await this.#worker.kill();
  }

  #act(number: number): void {
    this.#acts.set(number, 'unknown');
    this.#note({ number, intent: true });
    this.#writer.tell({ act: number });
  }

  #heard(message: Record<string, unknown>): void {
    if (typeof message['act'] !== 'number') return;
    this.#acts.set(message['act'], message['outcome'] as Act['outcome']);
    this.#note(message);
  }

  #note(entry: Record<string, unknown>): void {
    writeSync(this.#driverLog, `${JSON.stringify(entry)}\n`);
    fdatasyncSync(this.#driverLog);
  }

  async #revive(): Promise<void> {
    const { customerId = '', accountId = '' } = this.#world ?? {};
    if (this.#url !== this.#cluster.url) await Promise.all([this.#writer.kill(), this.#worker.kill()]);
    this.#url = this.#cluster.url;
    if (!this.#writer.isAlive) await this.#writer.start([this.#url, customerId, accountId]);
    if (!this.#worker.isAlive) await this.#worker.start([this.#url, this.#options.planted ? 'planted' : 'right']);
  }

  #deaths(): number {
    return this.#writer.deaths + this.#worker.deaths;
  }

  /** Waits until nothing is on its way: neither unplaced events nor deliveries that are due. */
  async #settled(): Promise<void> {
    const deadline = Date.now() + SETTLE_WITHIN_MS;
    await sleep(500);
    while (Date.now() < deadline) {
      const [row] = await this.#query<{ waiting: number }>(
        `SELECT (SELECT count(*) FROM event_unplaced)::int + (SELECT count(*) FROM hook_delivery WHERE state IN ('PENDING', 'SENDING'))::int AS waiting`,
      );
      if (row?.waiting === 0) return;
      await sleep(100);
    }
  }

  async #report(): Promise<CampaignReport> {
    const acts = [...this.#acts].map(([number, outcome]) => ({ number, outcome }));
    const arrivals = readFileSync(this.#receiverLog, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Arrival);
    const ledger = await this.#query<{ number: number }>(
      "SELECT (data->>'count')::int AS number FROM event WHERE type = 'transactions.recorded' ORDER BY seq",
    );
    const count = (outcome: Act['outcome']) => acts.filter((act) => act.outcome === outcome).length;
    return {
      findings: checkLogs(
        acts,
        arrivals,
        ledger.map(({ number }) => number),
      ),
      struck: this.#struck,
      acts: acts.length,
      outcomes: { ok: count('ok'), failed: count('failed'), unknown: count('unknown') },
    };
  }

  async #query<Row extends object>(text: string): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.#url });
    await client.connect();
    try {
      return (await client.query<Row>(text)).rows;
    } finally {
      await client.end();
    }
  }
}

/** mulberry32: the same seed, the same campaign, as far as operating systems repeat themselves. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
