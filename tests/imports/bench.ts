/**
 * Measures an import of generated files: `node --import tsx tests/imports/bench.ts --rows 500000 [--format ndjson] [--no-derive]`.
 * Needs DATABASE_URL, a role that may create databases; works in a database of its own and drops it.
 */
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { worldSources } from '../../sandbox/index.js';
import { type ImportSource, importRows, platformImport, sourcesOf } from '../../src/imports/index.js';
import { fixedClock } from '../../src/kernel/clock.js';
import { Database, migrate } from '../../src/storage/index.js';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '500000' },
    format: { type: 'string', default: 'csv' },
    'no-derive': { type: 'boolean', default: false },
  },
});
const ROWS_PER_CUSTOMER = 73;
const name = `openfolio_bench_${process.pid}`;
const server = new URL(process.env['DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres');
const directory = await mkdtemp(join(tmpdir(), 'openfolio-bench-'));

await onServer(`CREATE DATABASE ${name}`);
const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
const database = new Database({ url });
try {
  await migrate(url);
  const bytes = await writeFiles(worldSources({ customers: Math.ceil(Number(values.rows) / ROWS_PER_CUSTOMER) }));
  await measure(bytes);
} finally {
  await database.close();
  await onServer(`DROP DATABASE ${name} WITH (FORCE)`);
  await rm(directory, { recursive: true });
}

async function measure(bytes: number): Promise<void> {
  let peakBytes = 0;
  const startBytes = process.memoryUsage().rss;
  const watch = setInterval(() => (peakBytes = Math.max(peakBytes, process.memoryUsage().rss)), 50);
  const cpu = process.cpuUsage();
  let stagingPeakBytes = 0;
  const onProgress = ({ phase }: { phase: string }) => {
    if (phase === 'stage') stagingPeakBytes = Math.max(stagingPeakBytes, process.memoryUsage().rss);
  };
  const platform = platformImport(database, fixedClock('2026-10-30T12:00:00Z'));
  const dependencies = values['no-derive'] ? { ...platform, derive: async () => {} } : platform;
  const report = await importRows(dependencies, await sourcesOf(directory), { onProgress });
  clearInterval(watch);
  const rows = report.files.reduce((total, file) => total + file.rows, 0);
  const perSecond = Object.fromEntries(
    Object.entries(report.milliseconds).map(([phase, ms]) => [
      phase,
      { seconds: ms / 1000, rowsPerSecond: Math.round((rows / ms) * 1000) },
    ]),
  );
  const megabytes = (of: number) => Math.round(of / 1_000_000);
  console.log(
    JSON.stringify(
      {
        format: values.format,
        rows,
        fileMb: megabytes(bytes),
        ...perSecond,
        nodeCpuSeconds: process.cpuUsage(cpu).user / 1e6,
        rssMb: { start: megabytes(startBytes), staging: megabytes(stagingPeakBytes), peak: megabytes(peakBytes) },
      },
      null,
      1,
    ),
  );
}

async function writeFiles(sources: readonly ImportSource[]): Promise<number> {
  let total = 0;
  for (const source of sources) {
    const file = join(directory, `${source.layout.name}.${values.format}`);
    await pipeline(values.format === 'csv' ? source.open() : ndjson(source.open()), createWriteStream(file));
    total += (await stat(file)).size;
  }
  return total;
}

/** The generated files quote nothing, so splitting at commas is right here. */
async function* ndjson(csv: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let header: string[] | undefined;
  let rest = '';
  for await (const chunk of csv) {
    const lines = (rest + Buffer.from(chunk).toString('utf8')).split('\n');
    rest = lines.pop() ?? '';
    header ??= lines.shift()?.split(',') ?? [];
    const names = header;
    yield lines
      .map(
        (line) =>
          `${JSON.stringify(Object.fromEntries(line.split(',').map((field, index) => [names[index], field || null])))}\n`,
      )
      .join('');
  }
}

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.href });
  await client.connect();
  await client.query(sql);
  await client.end();
}
