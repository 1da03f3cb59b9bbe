/** What failed to the last try is asked for every few seconds while a campaign speaks; deliveries are millions, those that failed few. */
export const failedDeliveries = `
CREATE INDEX hook_delivery_failed ON hook_delivery (event_id) WHERE state = 'FAILED';
`;
