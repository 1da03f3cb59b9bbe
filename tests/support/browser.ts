export { Browser, Page } from '../../src/cli/sandbox-client/browser.js';
