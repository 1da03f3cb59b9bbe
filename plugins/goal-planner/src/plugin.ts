export { planGoal } from './plan-goal.js';
