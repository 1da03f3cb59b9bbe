export { checkUp } from './check-up.js';
