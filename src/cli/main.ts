import { Command } from 'commander';
import { describeFailure } from '../kernel/describe-failure.js';
import { COMMANDS } from './commands.js';

const program = new Command('openfolio')
  .description('Open-API platform of a brokerage: run `npm start` to serve; the commands here look after it.')
  .showHelpAfterError('(openfolio --help lists all commands)');

for (const add of COMMANDS) add(program);

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(describeFailure(error, { verbose: process.env['LOG_LEVEL'] === 'debug' }));
  process.exitCode = 1;
}
