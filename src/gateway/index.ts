export { graphqlRoutes } from './graphql/graphql-routes.js';
export { graphqlServer } from './graphql/graphql-server.js';
export { createServer, type ServerOptions } from './http/create-server.js';
export { HTTP_ERRORS, httpError } from './http/http.errors.js';
export { GatewayMetrics, type OperationSample } from './http/metrics.js';
export { PROBLEM_TYPE, problemOf, sendProblem } from './http/problem.js';
export type { ReadinessCheck } from './http/readiness.js';
export type { RouteInventory } from './http/route-inventory.js';
