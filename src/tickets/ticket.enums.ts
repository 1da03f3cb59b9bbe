import { registerEnumType } from 'type-graphql';

export enum TicketStatus {
  NEW = 'NEW',
  OPEN = 'OPEN',
  WAITING_FOR_CUSTOMER = 'WAITING_FOR_CUSTOMER',
  WAITING_FOR_BROKERAGE = 'WAITING_FOR_BROKERAGE',
  SOLVED = 'SOLVED',
  CLOSED = 'CLOSED',
}
registerEnumType(TicketStatus, {
  name: 'TicketStatus',
  description: 'Whose turn it is.',
  valuesConfig: {
    NEW: { description: 'Nobody has looked at it yet.' },
    OPEN: { description: 'Somebody of the brokerage works on it.' },
    WAITING_FOR_CUSTOMER: { description: 'The customer was answered or asked something.' },
    WAITING_FOR_BROKERAGE: { description: 'The customer waits for the brokerage.' },
    SOLVED: { description: 'It was dealt with; it can be opened again.' },
    CLOSED: { description: 'It has ended; it can be opened again.' },
  },
});

export enum TicketLevel {
  L1 = 'L1',
  L2 = 'L2',
  L3 = 'L3',
}
registerEnumType(TicketLevel, {
  name: 'TicketLevel',
  description: 'Who has to answer, and how soon.',
  valuesConfig: {
    L1: { description: 'How to do something: the assistant, at once.' },
    L2: { description: 'Rules and matters of an account: a person, within 15 minutes of service hours.' },
    L3: { description: 'Advice: an adviser, with an answer made for the customer, within 48 hours of trading days.' },
  },
});

export enum TicketKind {
  QUESTION = 'QUESTION',
  COMPLAINT = 'COMPLAINT',
}
registerEnumType(TicketKind, {
  name: 'TicketKind',
  description: 'What the customer wants of it.',
  valuesConfig: {
    QUESTION: { description: 'An answer.' },
    COMPLAINT: { description: 'A wrong put right: only people end it.' },
  },
});

export enum TicketTopic {
  ACCOUNT = 'ACCOUNT',
  TRADING = 'TRADING',
  FUNDS = 'FUNDS',
  PRODUCT = 'PRODUCT',
  TAX = 'TAX',
  ADVICE = 'ADVICE',
  TECHNICAL = 'TECHNICAL',
  OTHER = 'OTHER',
}
registerEnumType(TicketTopic, {
  name: 'TicketTopic',
  description: 'What it is about.',
  valuesConfig: {
    ACCOUNT: { description: 'Opening, identity, password and data of an account.' },
    TRADING: { description: 'Orders, sessions, prices and rules of trading.' },
    FUNDS: { description: 'Paying in and out, and exchange of currencies.' },
    PRODUCT: { description: 'Funds, bonds, options and other products.' },
    TAX: { description: 'Taxes and statements.' },
    ADVICE: { description: 'What to buy, sell or hold.' },
    TECHNICAL: { description: 'The app, notices and connected apps.' },
    OTHER: { description: 'Anything else.' },
  },
});

export enum TicketPriority {
  LOW = 'LOW',
  NORMAL = 'NORMAL',
  HIGH = 'HIGH',
  URGENT = 'URGENT',
}
registerEnumType(TicketPriority, {
  name: 'TicketPriority',
  description: 'How pressing it is.',
  valuesConfig: {
    LOW: { description: 'Can wait.' },
    NORMAL: { description: 'As usual.' },
    HIGH: { description: 'Before others: complaints and high-net-worth customers.' },
    URGENT: { description: 'At once: money or access may be lost.' },
  },
});

export enum TicketAuthor {
  CUSTOMER = 'CUSTOMER',
  APP = 'APP',
  ASSISTANT = 'ASSISTANT',
  STAFF = 'STAFF',
}
registerEnumType(TicketAuthor, {
  name: 'TicketAuthor',
  description: 'Who wrote.',
  valuesConfig: {
    CUSTOMER: { description: 'The customer.' },
    APP: { description: 'The app, in its own words.' },
    ASSISTANT: { description: 'The assistant: not a person.' },
    STAFF: { description: 'A person of the brokerage.' },
  },
});

export enum TicketMessageKind {
  MESSAGE = 'MESSAGE',
  QUESTION = 'QUESTION',
  ANSWER = 'ANSWER',
}
registerEnumType(TicketMessageKind, {
  name: 'TicketMessageKind',
  description: 'What a message is for.',
  valuesConfig: {
    MESSAGE: { description: 'Tells something.' },
    QUESTION: { description: 'The brokerage asks the customer.' },
    ANSWER: { description: 'Answers what the customer asked.' },
  },
});

export enum ClassificationSource {
  RULES = 'RULES',
  STAFF = 'STAFF',
}
registerEnumType(ClassificationSource, {
  name: 'ClassificationSource',
  description: 'What decided about a level.',
  valuesConfig: {
    RULES: { description: 'Rules and the help articles that were found.' },
    STAFF: { description: 'A person, who overruled them.' },
  },
});
