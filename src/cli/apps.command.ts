import type { Command } from 'commander';
import { loadConfig } from '../config.js';
import { addAppsCommand as addAppsOf } from '../identity/index.js';

export function addAppsCommand(program: Command): void {
  const open = async () => {
    const { composeTools } = await import('../compose.js'); // `--help` loads no platform
    return composeTools(await loadConfig(process.env));
  };
  addAppsOf(program, { open, write: (text) => void process.stdout.write(text) });
}
