import type { Clock } from '../../../src/kernel/clock.js';

/** That of the system, until it is set to jump: after so many readings, by so many milliseconds. */
export class JumpingClock implements Clock {
  #offsetMs = 0;
  #jump = { readings: 0, ms: 0 };

  jumpAfter(readings: number, ms: number): void {
    this.#offsetMs = 0;
    this.#jump = { readings, ms };
  }

  now(): number {
    if (this.#jump.readings > 0 && --this.#jump.readings === 0) this.#offsetMs += this.#jump.ms;
    return Date.now() + this.#offsetMs;
  }
}
