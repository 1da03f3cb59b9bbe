export { DEMO_APPS, EXAMPLE_LABS } from './demo-apps.js';
export { type ListedPersona, listPersonas } from './personas.js';
export { WORLD_END } from './price-book.js';
export { isSeeded, type SeedOptions, seedWorld } from './seed.js';
export { type WorldOptions, worldSources } from './world-sources.js';
