export { employeeOptions } from './employee-options.js';
export { exerciseOrSell } from './exercise-or-sell.js';
export { heldOptions } from './held-options.js';
export { payoff } from './payoff.js';
export { optionValue } from './value.js';
