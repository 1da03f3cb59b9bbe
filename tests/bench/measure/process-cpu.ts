import { readFile } from 'node:fs/promises';
import type pg from 'pg';

/** CPU time in microseconds since each began. */
export interface CpuReading {
  readonly server: number;
  /** Of the database's client backends; `undefined` when they are not processes of this machine. */
  readonly database: number | undefined;
  /** Of the whole machine, all that ran. */
  readonly machine: number;
  readonly load: number;
}

/** Linux counts in ticks of 10 ms (USER_HZ is 100 on every architecture that Node runs on). */
const TICK_US = 10_000;

/** Reads from /proc: what the operating system charged, threads and garbage collection included. */
export async function readCpu(serverPid: number, loadPid: number, client: pg.Client): Promise<CpuReading> {
  const backends = await client.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND backend_type IN ('client backend', 'parallel worker')`,
  );
  const [server, load, machine, ...database] = await Promise.all([
    processCpu(serverPid),
    processCpu(loadPid),
    machineCpu(),
    ...backends.rows.map(({ pid }) => processCpu(pid).catch(() => undefined)),
  ]);
  const known = database.filter((value) => value !== undefined);
  return { server, load, machine, database: known.length > 0 ? known.reduce((a, b) => a + b, 0) : undefined };
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
