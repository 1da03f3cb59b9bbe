import type { Command } from 'commander';
import { loadConfig } from '../config.js';
import { addAppsCommand as addAppsOf } from '../identity/index.js';
import { addKillSwitchCommands } from './kill-switch.command.js';

export function addAppsCommand(program: Command): void {
  const open = async () => {
    const { composeTools } = await import('../compose.js'); // `--help` loads no platform
    return composeTools(await loadConfig(process.env));
  };
  const write = (text: string) => void process.stdout.write(text);
  addAppsOf(program, { open, write });
  addKillSwitchCommands(program, { open, write });
}
