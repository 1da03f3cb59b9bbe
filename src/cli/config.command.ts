import type { Command } from 'commander';
import { SETTINGS } from '../config.js';
import type { Setting } from '../config.setting.js';

export function addConfigCommand(program: Command): void {
  program
    .command('config')
    .description('print every setting: name, value in use, default, meaning')
    .action(() => void process.stdout.write(settingsManual(process.env)));
}

/** Secrets are said to be set, never shown. */
export function settingsManual(environment: Readonly<Record<string, string | undefined>>): string {
  const entries = Object.entries(SETTINGS) as [string, Setting<unknown>][];
  return entries
    .map(([name, setting]) => {
      const given = environment[name];
      const value = given === undefined || given === '' ? '' : ` (now: ${setting.secret ? 'set, secret' : given})`;
      const live = setting.refuse ? ' Live mode refuses unsafe values.' : '';
      return `${name}=${setting.default ?? ''}${value}\n    ${setting.meaning}${live}\n`;
    })
    .join('\n');
}
