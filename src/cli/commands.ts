import type { Command } from 'commander';
import { addAppsCommand } from './apps.command.js';
import { addAuditCommand } from './audit.command.js';
import { addConfigCommand } from './config.command.js';
import { addDoctorCommand } from './doctor.command.js';
import { addErrorsIndexCommand } from './errors-index.command.js';
import { addEventsCommand } from './events.command.js';
import { addHooksCommand } from './hooks.command.js';
import { addImportCommand } from './import.command.js';
import { addKeysCommand } from './keys.command.js';
import { addMigrateCommand } from './migrate.command.js';
import { addPeopleCommand } from './people.command.js';
import { addPluginCommand } from './plugin.command.js';
import { addProfilesCommand } from './profiles.command.js';
import { addQueryCommand } from './query.command.js';
import { addRegistryCommand } from './registry.command.js';
import { addRunnerCommand } from './runner.command.js';
import { addSandboxCommand } from './sandbox.command.js';
import { addSchemaCommand } from './schema.command.js';

/** Adds one subcommand. It reads the environment itself, writes to stdout, throws what failed, and leaves nothing open. */
export type AddCommand = (program: Command) => void;

/** In the order of `openfolio --help`; each in a file of its own, `<name>.command.ts`. */
export const COMMANDS: readonly AddCommand[] = [
  addDoctorCommand,
  addConfigCommand,
  addMigrateCommand,
  addAppsCommand,
  addPeopleCommand,
  addKeysCommand,
  addAuditCommand,
  addImportCommand,
  addProfilesCommand,
  addQueryCommand,
  addEventsCommand,
  addHooksCommand,
  addSandboxCommand,
  addSchemaCommand,
  addPluginCommand,
  addRegistryCommand,
  addRunnerCommand,
  addErrorsIndexCommand,
];
