/** What customers say about campaigns in tickets is looked for every few seconds. */
export const ticketsOfCampaigns = `
DROP INDEX ticket_complaints_of_campaign;
CREATE INDEX ticket_of_campaign ON ticket (campaign_id, customer_id) WHERE campaign_id IS NOT NULL;
`;
