/** What a run may use; the same everywhere, so that fuel and outcome are. Bytes unless the name says otherwise. */
export const RUN_LIMITS = {
  /** About 60 ms on one core of a current server. */
  fuelDefault: 1_000_000_000,
  /** What a version may declare after a review. */
  fuelReviewed: 4_000_000_000,
  /** For evaluating the bundle's top level, once per version. */
  fuelLoad: 2_000_000_000,
  wallClockMs: 2_000,
  heapBytes: 32 * 1024 * 1024,
  memoryPages: 1024, // 64 MiB
  stackBytes: 256 * 1024,
  inputBytes: 256 * 1024,
  inputBytesReviewed: 1024 * 1024,
  outputBytes: 128 * 1024,
  outputBytesReviewed: 256 * 1024,
  logChars: 4096,
  errorChars: 1024,
  bundleBytes: 256 * 1024,
  bundleBytesReviewed: 1024 * 1024,
  /** Grown before the image is taken: an ordinary run then never grows the memory, and its fuel never depends on that. */
  pregrownBytes: 3 * 1024 * 1024,
  guestsPerRunner: 32,
} as const;
