/**
 * What a campaign is about. A topic is a scope: which topics an app may receive stands in its ceiling, and each customer allows it
 * topic by topic. So the one rule that places events keeps partners to their topics at every door.
 */
export const TOPICS = {
  CARE: { eventType: 'campaign.care', scope: 'campaigns-care:receive' },
  EDUCATION: { eventType: 'campaign.education', scope: 'campaigns-education:receive' },
  BENEFIT: { eventType: 'campaign.benefit', scope: 'campaigns-benefit:receive' },
  SERVICE: { eventType: 'campaign.service', scope: 'campaigns-service:receive' },
} as const;

export type Topic = keyof typeof TOPICS;
