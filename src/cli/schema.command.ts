import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { errorsIndex } from './errors-index.js';

/** `openfolio schema emit`: writes the generated files that stand in the repository and are diffed in CI. */
export function addSchemaCommand(program: Command): void {
  program
    .command('schema')
    .description('the GraphQL schema and what is generated from it')
    .command('emit')
    .description('write schema.graphql, scopes.md, costs.md, plugin-manifest.json and the index of error pages')
    .option('--directory <dir>', 'where to write', 'schema')
    .action(async ({ directory }: { directory: string }) => {
      const { composeSchema, SCOPES } = await import('../compose-schema.js');
      const { describeCosts, describeScopes } = await import('../operation/schema/describe-guards.js');
      const { printSubgraph } = await import('../operation/schema/print-subgraph.js');
      const { MANIFEST_SCHEMA } = await import('../plugins/index.js');
      const { schema, requirements } = await composeSchema();
      await mkdir(directory, { recursive: true });
      await writeFile(join(directory, 'schema.graphql'), printSubgraph(schema));
      await writeFile(join(directory, 'scopes.md'), describeScopes(SCOPES, requirements));
      await writeFile(join(directory, 'costs.md'), describeCosts(schema));
      await writeFile(join(directory, 'plugin-manifest.json'), `${JSON.stringify(MANIFEST_SCHEMA, null, 2)}\n`);
      await writeFile(join('docs', 'errors', 'README.md'), await errorsIndex('docs/errors'));
      process.stdout.write(`written to ${directory}/ and docs/errors/README.md\n`);
    });
}
