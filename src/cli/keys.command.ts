import type { Command } from 'commander';
import { loadConfig } from '../config.js';
import { addKeysCommand as addKeysOf } from '../identity/index.js';

export function addKeysCommand(program: Command): void {
  const open = async () => {
    const { composeTools } = await import('../compose.js'); // `--help` loads no platform
    return composeTools(await loadConfig(process.env));
  };
  addKeysOf(program, { open, write: (text) => void process.stdout.write(text) });
}
