import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { errorsIndex } from './errors-index.js';

export function addErrorsIndexCommand(program: Command): void {
  program
    .command('errors-index')
    .description('write docs/errors/README.md from the pages of the error codes')
    .action(async () => {
      const directory = join(process.cwd(), 'docs/errors');
      await writeFile(join(directory, 'README.md'), await errorsIndex(directory));
    });
}
