import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { fixedClock } from '../../src/kernel/clock.js';
import { MemoryMeter } from '../../src/metering/index.js';

const limits = { perCustomer: { maximum: 100, restoreRate: 10 }, perApp: { maximum: 150, restoreRate: 20 } };

const step = fc.oneof(
  fc.record({
    act: fc.constant('reserve' as const),
    customer: fc.constantFrom('x', 'y', null),
    cost: fc.integer({ min: 0, max: 120 }),
  }),
  fc.record({ act: fc.constant('settle' as const), which: fc.nat(5), share: fc.integer({ min: 0, max: 150 }) }),
  fc.record({ act: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 5000 }) }),
);

/** The whole rule in integers (milli-points): what the meter must agree with, step by step. */
class Model {
  readonly #held = new Map<string, number>();

  #limit(name: string) {
    return name === 'app' ? limits.perApp : limits.perCustomer;
  }

  #get(name: string): number {
    return this.#held.get(name) ?? this.#limit(name).maximum * 1000;
  }

  change(names: readonly string[], points: number): void {
    for (const name of names)
      this.#held.set(name, Math.min(this.#limit(name).maximum * 1000, this.#get(name) - points * 1000));
  }

  fits(names: readonly string[], points: number): boolean {
    return names.every((name) => this.#get(name) >= points * 1000);
  }

  wait(ms: number): void {
    for (const name of this.#held.keys()) {
      const { maximum, restoreRate } = this.#limit(name);
      this.#held.set(name, Math.min(maximum * 1000, this.#get(name) + ms * restoreRate));
    }
  }

  least(names: readonly string[]): number {
    return Math.max(0, Math.floor(Math.min(...names.map((name) => this.#get(name))) / 1000));
  }
}

test('the meter agrees with the model on every sequence of reservations, settlements and waits', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const clock = fixedClock(0);
      const meter = new MemoryMeter({ limits, clock });
      const model = new Model();
      const open: { names: string[]; cost: number; settle(cost: number): Promise<{ available: number }> }[] = [];
      for (const item of steps) {
        if (item.act === 'wait') {
          clock.advance(item.ms);
          model.wait(item.ms);
        } else if (item.act === 'reserve') {
          const names = item.customer === null ? ['app'] : ['app', item.customer];
          const answer = await meter.reserve({ appId: 'a', customerId: item.customer }, item.cost);
          expect(answer.granted).toBe(model.fits(names, item.cost));
          if (!answer.granted) continue;
          model.change(names, item.cost);
          expect(answer.status.available).toBe(model.least(names));
          open.push({ names, cost: item.cost, settle: answer.settle });
        } else {
          const [reservation] = open.splice(item.which, 1);
          if (!reservation) continue;
          const actual = Math.floor((reservation.cost * item.share) / 100);
          model.change(reservation.names, actual - reservation.cost);
          expect((await reservation.settle(actual)).available).toBe(model.least(reservation.names));
        }
      }
    }),
    { numRuns: 300 },
  );
});
