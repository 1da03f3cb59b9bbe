import type { fixedClock } from '../../../src/kernel/clock.js';
import { newId } from '../../../src/kernel/ids.js';
import type { PluginUseCases } from '../../../src/plugins/index.js';

type Clock = ReturnType<typeof fixedClock>;

const DAY_MS = 86_400_000;

/** A submitted version is checked and approved by two people; its first stage begins. */
export async function approveVersion(useCases: PluginUseCases, clock: Clock, versionId: string): Promise<void> {
  await useCases.checkVersions.step();
  for (let reviewer = 0; reviewer < 2; reviewer += 1)
    await useCases.reviewVersion.review({
      versionId,
      personId: newId(),
      decision: 'APPROVE',
      reason: 'Read and tried out.',
    });
  clock.advance(1000);
}

/** The days of all stages pass, with nothing that halts what is staged. */
export async function passAllStages(useCases: PluginUseCases, clock: Clock): Promise<void> {
  for (let stage = 0; stage < 3; stage += 1) {
    clock.advance(DAY_MS + 1000);
    await useCases.advanceReleases.step();
  }
  clock.advance(1000);
}
