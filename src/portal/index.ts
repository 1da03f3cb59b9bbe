export { portalRoutes } from './connected-apps.routes.js';
export { messagePageRoutes } from './messages.routes.js';
export { myDataRoutes } from './my-data.routes.js';
export { pluginPageRoutes } from './plugins.routes.js';
export type { PagePorts, PortalPorts } from './ports.js';
export { receiptPageRoutes } from './receipts.routes.js';
export { runPluginRoutes } from './run-plugin.routes.js';
export { startRoutes } from './start.routes.js';
export { ticketPageRoutes } from './tickets.routes.js';
