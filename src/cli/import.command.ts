import type { Command } from 'commander';
import { loadConfig } from '../config.js';
import { platformImport } from '../imports/index.js';
import { systemClock } from '../kernel/clock.js';
import { connectDatabase, Database } from '../storage/index.js';
import { type ImportRuntime, importCommand } from './import.js';

export function addImportCommand(program: Command): void {
  program.addCommand(importCommand(() => openConfigured(process.env)));
}

async function openConfigured(environment: NodeJS.ProcessEnv): Promise<ImportRuntime> {
  const connection = await connectDatabase(await loadConfig(environment));
  const database = new Database({ url: connection.url });
  const close = async () => {
    await database.close();
    await connection.stop();
  };
  return { dependencies: platformImport(database, systemClock), close };
}
