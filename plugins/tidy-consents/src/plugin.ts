import type { ProposeTidyUpInput, ProposeTidyUpResult } from './generated/proposeTidyUp.js';

const DAY_MS = 86_400_000;
const PROPOSALS_MAX = 20;

/** Proposes to end the consents of apps that read nothing for `unusedDays` whole days. Longest unused first. */
export function proposeTidyUp({ args, data, asOf }: ProposeTidyUpInput): ProposeTidyUpResult {
  const now = Date.parse(asOf);
  const unused = data.connectedApps
    .map((app) => ({ ...app, days: Math.floor((now - Date.parse(app.lastReadAt ?? app.grantedAt)) / DAY_MS) }))
    .filter(({ days }) => days >= args.unusedDays)
    .sort((a, b) => b.days - a.days || (a.grantId < b.grantId ? -1 : 1));
  const proposals = unused.slice(0, PROPOSALS_MAX).map(({ grantId, nameEn, lastReadAt, days }) => ({
    document: 'mutations/end-consent.graphql' as const,
    variables: { grantId },
    reason:
      lastReadAt === null
        ? `${nameEn} has never read anything in ${days} days.`
        : `${nameEn} has not read anything for ${days} days.`,
  }));
  return { checked: data.connectedApps.length, proposals };
}
