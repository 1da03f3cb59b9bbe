/** Partners' answers that wait for a person: who decides about texts sees them, the partner sees its own. */
export const campaignAnswers = `
CREATE INDEX campaign_answer_waiting ON campaign_answer (received_at, id) WHERE status = 'WAITING';
CREATE POLICY reviewer ON campaign_answer FOR SELECT TO openfolio_app USING ((SELECT reach_permits('copy:decide')));
-- Where the message itself is seen: row-level security asks on campaign_touch for the app's feed and the customer's consent.
CREATE POLICY reach ON campaign_answer FOR SELECT TO openfolio_app USING (
  app_id = (SELECT reach_app()) AND ((SELECT reach_customer()) IS NULL OR customer_id = (SELECT reach_customer()))
  AND EXISTS (SELECT FROM campaign_touch t WHERE t.id = campaign_answer.touch_id));
`;
