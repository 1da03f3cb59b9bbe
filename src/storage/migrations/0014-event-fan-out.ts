/**
 * What placing an event for each of many customers stands on. docs/decisions/0016-hooks-at-scale.md tells what it cost without.
 */
export const eventFanOut = `
-- The consents of one customer with one app. With an index for each alone the planner met them by a bitmap of both, and so read
-- all consents of an app for every event and every payload: work that grew with the square of the customers.
CREATE INDEX access_grant_by_customer_app ON access_grant (customer_id, app_id, granted_at);
`;
