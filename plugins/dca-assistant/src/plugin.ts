export { backTest } from './back-test.js';
export { simulate } from './simulate.js';
