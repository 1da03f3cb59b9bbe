import type { Command } from 'commander';
import { loadConfig } from '../config.js';
import { wholeNumber } from './option-values.js';

const CUSTOMERS_MAX = 100_000;

/** `openfolio sandbox seed --customers N`: the personas, and N synthetic customers for load tests. Repeating it adds what is missing. */
export function addSandboxCommand(program: Command): void {
  program
    .command('sandbox')
    .description('the synthetic world')
    .command('seed')
    .description('bring the world into the configured database; repeating it changes nothing')
    .option(
      '--customers <n>',
      `synthetic customers besides the personas, up to ${CUSTOMERS_MAX}`,
      wholeNumber(0, CUSTOMERS_MAX),
      0,
    )
    .action(async ({ customers }: { customers: number }) => {
      const { composeTools } = await import('../compose.js'); // `--help` loads no platform
      const { seedSandbox, close } = await composeTools(await loadConfig(process.env));
      try {
        const report = await seedSandbox({
          customers,
          onProgress: ({ phase, rows }) => process.stderr.write(`\r${phase}: ${rows} rows   `),
        });
        process.stderr.write('\n');
        for (const { file, rows, applied } of report.files)
          process.stdout.write(`${file}: ${rows} rows, ${applied} new\n`);
      } finally {
        await close();
      }
    });
}
