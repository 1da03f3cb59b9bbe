export { portalRoutes } from './connected-apps.routes.js';
export { pluginPageRoutes } from './plugins.routes.js';
export type { PagePorts, PortalPorts } from './ports.js';
export { receiptPageRoutes } from './receipts.routes.js';
