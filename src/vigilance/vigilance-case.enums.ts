import { registerEnumType } from 'type-graphql';

export enum VigilanceStep {
  RECORDED = 'RECORDED',
  RESTRICTED = 'RESTRICTED',
  FROZEN = 'FROZEN',
}
registerEnumType(VigilanceStep, {
  name: 'VigilanceStep',
  description: 'What is done about an app.',
  valuesConfig: {
    RECORDED: { description: 'Noticed and recorded; nothing is restricted.' },
    RESTRICTED: { description: 'The app has a smaller budget.' },
    FROZEN: { description: 'The app’s tokens are refused until people have reviewed it.' },
  },
});

export enum VigilanceState {
  OPEN = 'OPEN',
  LIFTED = 'LIFTED',
  EXPIRED = 'EXPIRED',
  ENDED = 'ENDED',
}
registerEnumType(VigilanceState, {
  name: 'VigilanceState',
  description: 'Whether a case goes on.',
  valuesConfig: {
    OPEN: { description: 'Its step holds.' },
    LIFTED: { description: 'People ended it.' },
    EXPIRED: { description: 'Nothing more was noticed for a day (restricted) or a week (recorded).' },
    ENDED: { description: 'People froze the app from it and then ended the app for good.' },
  },
});

export enum AppealState {
  FILED = 'FILED',
  ACCEPTED = 'ACCEPTED',
  REJECTED = 'REJECTED',
}
registerEnumType(AppealState, {
  name: 'AppealState',
  description: 'How far an appeal is.',
  valuesConfig: {
    FILED: { description: 'It waits for a decision.' },
    ACCEPTED: { description: 'The step was lifted.' },
    REJECTED: { description: 'The step stands; the reason says why.' },
  },
});

export enum CaseVerdict {
  LIFT = 'LIFT',
  UPHOLD = 'UPHOLD',
}
registerEnumType(CaseVerdict, {
  name: 'CaseVerdict',
  description: 'What staff decide about a case.',
  valuesConfig: {
    LIFT: {
      description:
        'End it. Lifting a freeze takes two people in live mode; not while a freeze by people holds the case.',
    },
    UPHOLD: { description: 'Let the step stand; a waiting appeal is rejected, a proposed lifting is dropped.' },
  },
});

export enum CaseDecision {
  LIFTED = 'LIFTED',
  PROPOSED = 'PROPOSED',
  UPHELD = 'UPHELD',
}
registerEnumType(CaseDecision, {
  name: 'CaseDecision',
  description: 'What a decision came to.',
  valuesConfig: {
    LIFTED: { description: 'The case has ended.' },
    PROPOSED: { description: 'A second person has to agree.' },
    UPHELD: { description: 'The step stands.' },
  },
});
