import type { Command } from 'commander';
import { loadConfig } from '../config.js';
import { importCommand } from './import.js';

export function addImportCommand(program: Command): void {
  const open = async () => {
    const { composeTools } = await import('../compose.js'); // `--help` loads no platform
    const { imports, close } = await composeTools(await loadConfig(process.env));
    return { dependencies: imports, close };
  };
  program.addCommand(importCommand(open));
}
