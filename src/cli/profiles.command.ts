import type { Command } from 'commander';
import { loadConfig } from '../config.js';
import { systemClock } from '../kernel/clock.js';

export function addProfilesCommand(program: Command): void {
  program
    .command('profiles')
    .description('tiers of customers and the facts that campaigns choose by')
    .command('run')
    .description('value the latest trading day, assign tiers and compute facts, where the day is not done yet')
    .action(async () => {
      const { composeTools } = await import('../compose.js'); // `--help` loads no platform
      const { KeepProfiles } = await import('../profiles/index.js');
      const tools = await composeTools(await loadConfig(process.env));
      try {
        const { tiersOf, factsOf } = await new KeepProfiles({ pool: tools.database.ops, clock: systemClock }).step();
        process.stdout.write(`tiers: ${told(tiersOf)}\nfacts: ${told(factsOf)}\n`);
      } finally {
        await tools.close();
      }
    });
}

function told(day: string | null): string {
  return day === null ? 'nothing to do' : `done for ${day}`;
}
