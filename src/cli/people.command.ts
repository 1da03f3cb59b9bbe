import type { Command } from 'commander';
import { loadConfig } from '../config.js';
import { addPeopleCommands } from '../identity/index.js';

export function addPeopleCommand(program: Command): void {
  const open = async () => {
    const { composeTools } = await import('../compose.js'); // `--help` loads no platform
    const config = await loadConfig(process.env);
    const { people, database, close } = await composeTools(config);
    return { people, pool: database.identity, publicUrl: config.publicUrl, close };
  };
  addPeopleCommands(program, { open, write: (text) => void process.stdout.write(text) });
}
