/**
 * For a change that concerns many customers at once: writes an event per row of `select`, in the statement that makes the change.
 *
 * Contract: `select` gives (id uuid, type text, customer_id, account_id, app_id, subject_id: uuid or null, data jsonb,
 * occurred_at timestamptz), in this order. Placing them in feeds follows as for every other event.
 */
export function insertEvents(select: string): string {
  return `INSERT INTO event (id, type, customer_id, account_id, app_id, subject_id, data, occurred_at) ${select}`;
}
