/** Tickets that a customer's silence may end; found by when they last changed. */
export const ticketSilence = `
CREATE INDEX ticket_by_silence ON ticket (updated_at) WHERE kind = 'QUESTION' AND status IN ('WAITING_FOR_CUSTOMER', 'SOLVED');
`;
