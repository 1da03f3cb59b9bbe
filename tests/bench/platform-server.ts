/**
 * The platform as it is, in a process of its own: full authentication, scopes, row-level security, metering, recording,
 * metrics. Only the budgets are as large as the configuration allows.
 */
import { compose } from '../../src/compose.js';
import { loadConfig } from '../../src/config.js';
import { answerProfileOrders } from './profile/answer-profile-orders.js';
import { answerRecordOrders } from './receipts/answer-record-orders.js';

const config = await loadConfig(process.env);
const platform = await compose(config);
await platform.server.listen({ host: config.host, port: config.port });
answerProfileOrders();
answerRecordOrders(platform.server.server);
process.send?.('ready');
