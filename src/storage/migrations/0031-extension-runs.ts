/**
 * A run at an extension point is a run like any other, in the one log that the circuit breaker, figures and stages of a release look
 * at. There is no customer, no installation and no calling operation behind it, and its texts are not kept: a ticket's question
 * would stand there without the customer whose it is.
 */
export const extensionRuns = `
ALTER TABLE plugin_run ALTER COLUMN customer_id DROP NOT NULL, ALTER COLUMN installation_id DROP NOT NULL, ALTER COLUMN operation_id DROP NOT NULL,
  ADD CHECK ((target = 'tool') = (customer_id IS NOT NULL)), ADD CHECK ((customer_id IS NULL) = (installation_id IS NULL));
DROP TABLE plugin_extension_run;
`;
