export { type AddCommand, COMMANDS } from './commands.js';
export { errorsIndex } from './errors-index.js';
