/**
 * The platform's share is agreed when a run is metered and stays with the charge: a statement of a past month says the same after the
 * rate was changed, and what is taken back gives back the share that was kept of it. The cap holds in here, whatever is configured.
 */
export const pluginShare = `
ALTER TABLE plugin_usage ADD COLUMN share_rate numeric NOT NULL DEFAULT 0.20 CHECK (share_rate BETWEEN 0 AND 0.30);
ALTER TABLE plugin_usage ALTER COLUMN share_rate DROP DEFAULT;
`;
