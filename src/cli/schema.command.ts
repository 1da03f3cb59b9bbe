import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { loadConfig } from '../config.js';
import { errorsIndex } from './errors-index.js';

/**
 * `openfolio schema emit` writes the generated files that stand in the repository and are diffed in CI; `openfolio schema check` asks
 * a database whether what apps have stored still runs; `openfolio schema cost` is for an app's CI.
 */
export function addSchemaCommand(program: Command): void {
  const command = program.command('schema').description('the GraphQL schema and what is generated from it');
  command
    .command('check')
    .description('hold every stored document against this release; ends with 1 and names the hooks that it would break')
    .action(async () => {
      const { checkStoredDocuments } = await import('./check-stored-documents.js');
      const { composeTools } = await import('../compose.js');
      const tools = await composeTools(await loadConfig(process.env));
      try {
        const { report, broken } = await checkStoredDocuments(tools.database.ops);
        process.stdout.write(report);
        if (broken > 0) process.exitCode = 1;
      } finally {
        await tools.close();
      }
    });
  command
    .command('cost <budget>')
    .description(
      'hold documents against the points that a budget file allows them; ends with 1 when one costs more or can’t run',
    )
    .action(async (budget: string) => {
      const { checkCosts } = await import('./check-costs.js');
      const { report, failed } = await checkCosts(budget);
      process.stdout.write(report);
      if (failed > 0) process.exitCode = 1;
    });
  command
    .command('emit')
    .description('write all generated files: schema, scopes, costs, events, manifest, and the index of error pages')
    .option('--directory <dir>', 'where to write', 'schema')
    .action(async ({ directory }: { directory: string }) => {
      const { composeSchema, SCOPES } = await import('../compose/schema.js');
      const { describeCosts, describeScopes } = await import('../operation/schema/describe-guards.js');
      const { printSubgraph } = await import('../operation/schema/print-subgraph.js');
      const { MANIFEST_SCHEMA } = await import('../plugins/index.js');
      const { schema, requirements } = await composeSchema();
      await mkdir(directory, { recursive: true });
      await writeFile(join(directory, 'schema.graphql'), printSubgraph(schema));
      await writeFile(join(directory, 'scopes.md'), describeScopes(SCOPES, requirements));
      await writeFile(join(directory, 'costs.md'), describeCosts(schema));
      await writeFile(join(directory, 'plugin-manifest.json'), `${JSON.stringify(MANIFEST_SCHEMA, null, 2)}\n`);
      await writeEvents(directory);
      await writeFile(join('docs', 'errors', 'README.md'), await errorsIndex('docs/errors'));
      process.stdout.write(`written to ${directory}/ and docs/errors/README.md\n`);
    });
}

/** One JSON Schema per type of event, and the doors as AsyncAPI. A type that is gone leaves no file behind. */
async function writeEvents(directory: string): Promise<void> {
  const { EVENT_TYPES } = await import('../compose/features.js');
  const { describeDoors, describeEvents } = await import('../events/index.js');
  const folder = join(directory, 'events');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  for (const [name, text] of describeEvents(EVENT_TYPES)) await writeFile(join(folder, name), text);
  await writeFile(join(directory, 'asyncapi.json'), describeDoors(EVENT_TYPES));
}
