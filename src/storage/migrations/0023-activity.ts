/**
 * Activity is kept by the hour and once for each customer and instrument; nothing wrote any before. Tickets and trades are read where
 * they stand, so a signal of them would be a second truth.
 */
export const activity = `
DROP INDEX activity_signal_by_customer;
ALTER TABLE activity_signal DROP COLUMN topic, DROP CONSTRAINT activity_signal_kind_check, ADD CHECK (kind IN ('LOGIN', 'LOOK')),
  ADD CHECK ((kind = 'LOOK') = (instrument_id IS NOT NULL)),
  ADD CONSTRAINT activity_signal_once UNIQUE NULLS NOT DISTINCT (customer_id, kind, instrument_id, at);

-- The customer asks how to leave; judged when the ticket is opened, and never shown.
ALTER TABLE ticket ADD COLUMN leaving boolean NOT NULL DEFAULT false;
CREATE INDEX ticket_leaving ON ticket (opened_at) WHERE leaving;
CREATE INDEX ticket_complaints ON ticket (opened_at) WHERE kind = 'COMPLAINT';
`;
