export { tradeCosts } from './trade-costs.js';
export { yearEndReport } from './year-end-report.js';
