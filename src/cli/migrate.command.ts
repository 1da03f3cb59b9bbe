import type { Command } from 'commander';
import { loadConfig } from '../config.js';
import { connectDatabase, migrateDatabase } from '../storage/index.js';

export function addMigrateCommand(program: Command): void {
  program
    .command('migrate')
    .description(
      'bring the database schema up to this release, as DATABASE_MIGRATOR_URL (or DATABASE_URL, or the embedded database)',
    )
    .action(async () => {
      const done = await migrateConfigured(process.env);
      process.stdout.write(done.length > 0 ? `migrated: ${done.join(', ')}\n` : 'already up to date\n');
    });
}

async function migrateConfigured(environment: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const owner = environment['DATABASE_MIGRATOR_URL'];
  if (owner) return migrateDatabase(owner);
  const connection = await connectDatabase(await loadConfig(environment));
  await connection.stop();
  return connection.migrated;
}
