/** The only source of "now". Injected, so that tests and the sandbox's market scenarios move time themselves. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

export function fixedClock(at: string | number): Clock & { advance(ms: number): void } {
  let current = typeof at === 'number' ? at : Date.parse(at);
  return {
    now: () => current,
    advance: (ms) => {
      current += ms;
    },
  };
}
