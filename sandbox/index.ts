export { DEMO_APPS, EXAMPLE_LABS } from './demo-apps.js';
export { DEMO_CONSOLE_KEY } from './demo-keys.js';
export { plantHoneyTokens } from './honey-tokens.js';
export { type ListedPersona, listPersonas } from './personas.js';
export { WORLD_END } from './price-book.js';
export { isSeeded, type SeedOptions, seedWorld } from './seed.js';
export { type WorldOptions, worldSources } from './world-sources.js';
