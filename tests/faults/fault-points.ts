/** Where a process is killed (SIGKILL), by the process that it happens to. */
export const FAULT_POINTS = [
  { name: 'writer before commit', victim: 'writer' },
  { name: 'writer after commit, before reply', victim: 'writer' },
  { name: 'placer before commit', victim: 'worker' },
  { name: 'placer after commit', victim: 'worker' },
  { name: 'worker after rendering, before POST', victim: 'worker' },
  { name: 'worker after POST, before mark-sent', victim: 'worker' },
  { name: 'worker at random', victim: 'worker' },
  { name: 'PostgreSQL at random', victim: 'postgres' },
] as const;

export type FaultPoint = (typeof FAULT_POINTS)[number];
export type FaultName = FaultPoint['name'];

/** Kills this process the nth time that it passes the armed point. */
export class Trap {
  #armed: FaultName | undefined;
  #left = 0;

  arm(name: FaultName, nth: number): void {
    this.#armed = name;
    this.#left = nth;
  }

  pass(name: FaultName): void {
    if (name !== this.#armed) return;
    this.#left -= 1;
    if (this.#left <= 0) process.kill(process.pid, 'SIGKILL');
  }
}
