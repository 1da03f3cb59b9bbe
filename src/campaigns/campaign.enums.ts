import { registerEnumType } from 'type-graphql';

export enum CampaignTopicEnum {
  CARE = 'CARE',
  EDUCATION = 'EDUCATION',
  BENEFIT = 'BENEFIT',
  SERVICE = 'SERVICE',
}
registerEnumType(CampaignTopicEnum, {
  name: 'CampaignTopic',
  description: 'What a campaign is about; apps are allowed topics, and customers allow them to apps, one by one.',
  valuesConfig: {
    CARE: { description: 'Care when markets move. Scope `campaigns-care:receive`.' },
    EDUCATION: { description: 'Investor education. Scope `campaigns-education:receive`.' },
    BENEFIT: { description: 'Benefits. Scope `campaigns-benefit:receive`.' },
    SERVICE: { description: 'Reminders and service. Scope `campaigns-service:receive`.' },
  },
});

export enum CampaignStateEnum {
  DRAFT = 'DRAFT',
  COPY_REVIEW = 'COPY_REVIEW',
  APPROVED = 'APPROVED',
  RELEASED = 'RELEASED',
  HALTED = 'HALTED',
  ENDED = 'ENDED',
}
registerEnumType(CampaignStateEnum, {
  name: 'CampaignState',
  description: 'How far a campaign is.',
  valuesConfig: {
    DRAFT: { description: 'Being written.' },
    COPY_REVIEW: { description: 'Handed in: its words are judged, a second person has to approve.' },
    APPROVED: { description: 'Approved as it is; an edit voids the approval.' },
    RELEASED: { description: 'Its occasions count, for the released share of customers.' },
    HALTED: { description: 'Stopped, by a person or by its own rules.' },
    ENDED: { description: 'Over.' },
  },
});

export enum CampaignOutcomeEnum {
  SHOWN = 'SHOWN',
  OPENED = 'OPENED',
  CONVERTED = 'CONVERTED',
  FAILED = 'FAILED',
}
registerEnumType(CampaignOutcomeEnum, {
  name: 'CampaignOutcome',
  description: 'What came of a message.',
  valuesConfig: {
    SHOWN: { description: 'The customer could see or hear it.' },
    OPENED: { description: 'The customer turned to it.' },
    CONVERTED: { description: 'The customer did what it was for.' },
    FAILED: { description: 'It could not be shown.' },
  },
});

export enum CampaignAnswerKind {
  CONTENT = 'CONTENT',
  BENEFIT = 'BENEFIT',
}
registerEnumType(CampaignAnswerKind, {
  name: 'CampaignAnswerKind',
  description: 'What a partner adds to a message.',
  valuesConfig: { CONTENT: { description: 'Words of its own.' }, BENEFIT: { description: 'A benefit, in words.' } },
});

export enum CampaignAnswerStatus {
  ACCEPTED = 'ACCEPTED',
  WAITING = 'WAITING',
  REFUSED = 'REFUSED',
}
registerEnumType(CampaignAnswerStatus, {
  name: 'CampaignAnswerStatus',
  description: 'What may become of a partner’s answer.',
  valuesConfig: {
    ACCEPTED: { description: 'It may be shown.' },
    WAITING: { description: 'A person has to decide; not to be shown until then.' },
    REFUSED: { description: 'Not to be shown.' },
  },
});

export enum MessageChoiceEnum {
  PERSONALISED = 'PERSONALISED',
  GENERAL = 'GENERAL',
  NONE = 'NONE',
}
registerEnumType(MessageChoiceEnum, {
  name: 'MessageChoice',
  description: 'Which messages a customer wants.',
  valuesConfig: {
    PERSONALISED: { description: 'Also those chosen by what is known of the customer.' },
    GENERAL: { description: 'Only those that go to everybody.' },
    NONE: { description: 'None.' },
  },
});

export enum AttributionModelEnum {
  FIRST = 'FIRST',
  LAST = 'LAST',
  LINEAR = 'LINEAR',
  TIME_DECAY = 'TIME_DECAY',
}
registerEnumType(AttributionModelEnum, {
  name: 'AttributionModel',
  description: 'How a conversion is parted among the messages before it.',
  valuesConfig: {
    FIRST: { description: 'The whole to the first.' },
    LAST: { description: 'The whole to the last.' },
    LINEAR: { description: 'Equal parts.' },
    TIME_DECAY: { description: 'The later, the more: a message loses half of its weight in seven days.' },
  },
});

export enum CopyDecisionEnum {
  APPROVED = 'APPROVED',
  REJECTED = 'REJECTED',
}
registerEnumType(CopyDecisionEnum, {
  name: 'CopyDecision',
  description: 'A reviewer’s decision about a text.',
  valuesConfig: { APPROVED: { description: 'It may go out.' }, REJECTED: { description: 'It may not.' } },
});
