export { type AddCommand, addCommands } from './commands.js';
export { errorsIndex } from './errors-index.js';
