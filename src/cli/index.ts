export { type AddCommand, COMMANDS } from './commands.js';
