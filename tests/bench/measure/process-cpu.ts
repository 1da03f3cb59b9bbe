import { readFile } from 'node:fs/promises';
import type pg from 'pg';

/** CPU time in microseconds since each began. */
export interface CpuReading {
  readonly server: number;
  /** Of each of the database's client backends; `undefined` when they are not processes of this machine. */
  readonly database: ReadonlyMap<number, number> | undefined;
  /** Of the whole machine, all that ran. */
  readonly machine: number;
  readonly load: number;
}

/** Linux counts in ticks of 10 ms (USER_HZ is 100 on every architecture that Node runs on). */
const TICK_US = 10_000;

/** Reads from /proc: what the operating system charged, threads and garbage collection included. */
export async function readCpu(serverPid: number, loadPid: number, client: pg.Client): Promise<CpuReading> {
  const [server, load, machine, database] = await Promise.all([
    processCpu(serverPid),
    processCpu(loadPid),
    machineCpu(),
    backendCpu(client),
  ]);
  return { server, load, machine, database };
}

/** A backend that started in between counts whole; one that ended in between can't be seen any more. */
export function databaseCpuBetween(before: CpuReading, after: CpuReading): number | undefined {
  if (!before.database || !after.database) return undefined;
  let spent = 0;
  for (const [pid, cpu] of after.database) spent += cpu - (before.database.get(pid) ?? 0);
  return spent;
}

/** Of each client backend of the observed database, by process id. */
export async function backendCpu(client: pg.Client): Promise<ReadonlyMap<number, number> | undefined> {
  const { rows } = await client.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()`,
  );
  const read = await Promise.all(
    rows.map(async ({ pid }) => [pid, await processCpu(pid).catch(() => undefined)] as const),
  );
  const known = read.filter((entry): entry is [number, number] => entry[1] !== undefined);
  return known.length > 0 ? new Map(known) : undefined;
}

/** utime + stime, the 14th and 15th field; the second, the program's name, may hold spaces and parentheses. */
async function processCpu(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_US;
}

/** All but idle and waiting for disks. */
async function machineCpu(): Promise<number> {
  const [line = ''] = (await readFile('/proc/stat', 'utf8')).split('\n');
  const [user = 0, nice = 0, system = 0, , , interrupts = 0, softInterrupts = 0, steal = 0] = line
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return (user + nice + system + interrupts + softInterrupts + steal) * TICK_US;
}
