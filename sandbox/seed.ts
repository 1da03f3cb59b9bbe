import type { AppRegistration, RegistrationOutcome } from '../src/identity/index.js';
import { type ImportProgress, type ImportReport, importRows, platformImport } from '../src/imports/index.js';
import { fixedClock } from '../src/kernel/clock.js';
import type { Database } from '../src/storage/index.js';
import { DEMO_APPS, EXAMPLE_LABS } from './demo-apps.js';
import { listPersonas } from './personas.js';
import { WORLD_END } from './price-book.js';
import { type WorldOptions, worldSources } from './world-sources.js';

export interface SeedOptions extends WorldOptions {
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Identity's use-case; without it the world has customers and markets, but no demo apps. */
  readonly registerApp?: (request: AppRegistration) => Promise<RegistrationOutcome>;
}

/** The evening of the world's last day in Shanghai: every row of the world is recorded at this instant. */
const WORLD_NOW = `${WORLD_END}T12:00:00Z`;

/**
 * Registers the demo apps, then brings the world into the database by the same import that real data take: who finds the
 * world finds the apps. Repeating it changes nothing; with more `customers` than before it adds the missing ones.
 */
export async function seedWorld(database: Database, options: SeedOptions = {}): Promise<ImportReport> {
  if (options.registerApp) await registerDemoApps(database, options.registerApp);
  const platform = platformImport(database, fixedClock(WORLD_NOW));
  return importRows(platform, worldSources(options), { onProgress: options.onProgress });
}

/** An import is all or nothing, and it comes last, so one persona stands for everything. */
export async function isSeeded(database: Pick<Database, 'ops'>): Promise<boolean> {
  const last = listPersonas().at(-1);
  const { rowCount } = await database.ops.query('SELECT 1 FROM customer WHERE id = $1', [last?.customerId]);
  return rowCount === 1;
}

async function registerDemoApps(
  database: Database,
  registerApp: NonNullable<SeedOptions['registerApp']>,
): Promise<void> {
  const { rows } = await database.ops.query<{ client_id: string }>(
    'SELECT a.client_id FROM app a JOIN publisher p ON p.id = a.publisher_id WHERE p.slug = $1',
    [EXAMPLE_LABS.slug],
  );
  const known = new Set(rows.map((row) => row.client_id));
  for (const app of DEMO_APPS) {
    if (app.clientId !== undefined && known.has(app.clientId)) continue;
    const outcome = await registerApp(app);
    if ('refusals' in outcome) throw new Error(`The demo app ${app.nameEn} was refused`, { cause: outcome.refusals });
  }
}
