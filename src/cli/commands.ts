import type { Command } from 'commander';

/** Adds one subcommand. It reads the environment itself, writes to stdout, throws what failed, and leaves nothing open. */
export type AddCommand = (program: Command) => void;

interface CommandFile {
  /** The first words that it answers to. */
  readonly names: readonly string[];
  readonly load: () => Promise<AddCommand>;
}

/**
 * In the order of `openfolio --help`; each in a file of its own, `<name>.command.ts`. Loaded when it is asked for: a command that
 * talks to a platform need not wait until half of one is in memory.
 */
const COMMANDS: readonly CommandFile[] = [
  { names: ['doctor'], load: async () => (await import('./doctor.command.js')).addDoctorCommand },
  { names: ['config'], load: async () => (await import('./config.command.js')).addConfigCommand },
  { names: ['migrate'], load: async () => (await import('./migrate.command.js')).addMigrateCommand },
  { names: ['apps'], load: async () => (await import('./apps.command.js')).addAppsCommand },
  { names: ['staff', 'publishers'], load: async () => (await import('./people.command.js')).addPeopleCommand },
  { names: ['keys'], load: async () => (await import('./keys.command.js')).addKeysCommand },
  { names: ['audit'], load: async () => (await import('./audit.command.js')).addAuditCommand },
  { names: ['import'], load: async () => (await import('./import.command.js')).addImportCommand },
  { names: ['profiles'], load: async () => (await import('./profiles.command.js')).addProfilesCommand },
  { names: ['query'], load: async () => (await import('./query.command.js')).addQueryCommand },
  { names: ['events'], load: async () => (await import('./events.command.js')).addEventsCommand },
  { names: ['hooks'], load: async () => (await import('./hooks.command.js')).addHooksCommand },
  { names: ['sandbox'], load: async () => (await import('./sandbox.command.js')).addSandboxCommand },
  { names: ['schema'], load: async () => (await import('./schema.command.js')).addSchemaCommand },
  { names: ['plugin'], load: async () => (await import('./plugin.command.js')).addPluginCommand },
  { names: ['registry'], load: async () => (await import('./registry.command.js')).addRegistryCommand },
  { names: ['runner'], load: async () => (await import('./runner.command.js')).addRunnerCommand },
  { names: ['errors-index'], load: async () => (await import('./errors-index.command.js')).addErrorsIndexCommand },
];

/** @param word the first argument; all commands when it names none, as help and a mistyped name need them */
export async function addCommands(program: Command, word: string | undefined): Promise<void> {
  const asked = COMMANDS.filter(({ names }) => names.includes(word ?? ''));
  for (const { load } of asked.length > 0 ? asked : COMMANDS) (await load())(program);
}
