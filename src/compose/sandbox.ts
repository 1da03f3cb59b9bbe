import type { RegisterApp } from '../identity/index.js';
import type { Logger } from '../kernel/log.js';
import type { Database } from '../storage/index.js';
import type { Vigilance } from './vigilance.js';

/** The synthetic world is an addition through the same doors: a live build can leave its folder out. */
export async function openSandbox(
  database: Database,
  registerApp: RegisterApp,
  { honeyTokens }: Vigilance,
  logger: Logger,
) {
  const { isSeeded, listPersonas, plantHoneyTokens, seedWorld } = await import('../../sandbox/index.js');
  if (!(await isSeeded(database))) {
    logger.info('seeding the sandbox world');
    await seedWorld(database, { registerApp: (app) => registerApp.register(app) });
  }
  await plantHoneyTokens(database, (tokens) => honeyTokens.plant(tokens));
  return { listPersonas: async () => listPersonas() };
}
