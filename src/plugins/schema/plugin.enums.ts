import { registerEnumType } from 'type-graphql';

export enum PluginReleaseStatus {
  SUBMITTED = 'SUBMITTED',
  CHECKING = 'CHECKING',
  IN_REVIEW = 'IN_REVIEW',
  APPROVED = 'APPROVED',
  STAGED = 'STAGED',
  LISTED = 'LISTED',
  SUSPENDED = 'SUSPENDED',
  DEPRECATED = 'DEPRECATED',
  REJECTED = 'REJECTED',
  YANKED = 'YANKED',
  KILLED = 'KILLED',
}
registerEnumType(PluginReleaseStatus, {
  name: 'PluginReleaseStatus',
  description: 'How far a version of a plugin is on its way to customers, and off it again.',
  valuesConfig: {
    SUBMITTED: { description: 'The package was taken.' },
    CHECKING: { description: 'The automated checks run.' },
    IN_REVIEW: { description: 'Two people have to look at it.' },
    APPROVED: { description: 'Both approved.' },
    STAGED: { description: 'It is offered to 5, 25 or 100 % of customers, and halts by itself when it fails.' },
    LISTED: { description: 'It is offered to everybody.' },
    SUSPENDED: { description: 'It failed too often and does not run.' },
    DEPRECATED: { description: 'It runs for those who have it and is offered to nobody else.' },
    REJECTED: { description: 'A check or a reviewer refused it.' },
    YANKED: { description: 'Its publisher withdrew it.' },
    KILLED: { description: 'The brokerage stopped it.' },
  },
});

export enum PluginRunStatus {
  RUNNING = 'RUNNING',
  SUCCEEDED = 'SUCCEEDED',
  FAILED = 'FAILED',
  REFUSED = 'REFUSED',
}
registerEnumType(PluginRunStatus, {
  name: 'PluginRunStatus',
  description: 'How a run of a plugin ended.',
  valuesConfig: {
    RUNNING: { description: 'It has begun.' },
    SUCCEEDED: { description: 'It gave a result that fits its schema.' },
    FAILED: { description: 'It gave none.' },
    REFUSED: { description: 'Its input could not be read, or its installation ended meanwhile.' },
  },
});

export enum PluginProposalStatus {
  PENDING = 'PENDING',
  DECLINED = 'DECLINED',
  EXPIRED = 'EXPIRED',
  EXECUTING = 'EXECUTING',
  EXECUTED = 'EXECUTED',
  FAILED = 'FAILED',
}
registerEnumType(PluginProposalStatus, {
  name: 'PluginProposalStatus',
  description: 'What became of a proposal.',
  valuesConfig: {
    PENDING: { description: 'It waits for the customer.' },
    DECLINED: { description: 'The customer does not want it.' },
    EXPIRED: { description: 'Nobody decided in time, or its plugin was removed or stopped.' },
    EXECUTING: { description: 'It is being carried out.' },
    EXECUTED: { description: 'It was carried out.' },
    FAILED: { description: 'It was confirmed and could not be carried out; `outcome` says why.' },
  },
});
