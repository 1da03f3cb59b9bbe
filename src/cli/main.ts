import { Command } from 'commander';
import { describeFailure } from '../kernel/describe-failure.js';
import { keepCompiledCode } from '../kernel/keep-compiled-code.js';
import { addCommands } from './commands.js';

keepCompiledCode();

const program = new Command('openfolio')
  .description('Open-API platform of a brokerage: run `npm start` to serve; the commands here look after it.')
  .showHelpAfterError('(openfolio --help lists all commands)');

try {
  await addCommands(program, process.argv[2]);
  await program.parseAsync();
} catch (error) {
  process.stderr.write(describeFailure(error, { verbose: process.env['LOG_LEVEL'] === 'debug' }));
  process.exitCode = 1;
}
