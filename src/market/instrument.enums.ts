import { registerEnumType } from 'type-graphql';

export enum InstrumentType {
  STOCK = 'STOCK',
  ETF = 'ETF',
  FUND = 'FUND',
  BOND = 'BOND',
  OPTION = 'OPTION',
  INDEX = 'INDEX',
}

export enum ProductRiskLevel {
  R1 = 'R1',
  R2 = 'R2',
  R3 = 'R3',
  R4 = 'R4',
  R5 = 'R5',
}

registerEnumType(InstrumentType, {
  name: 'InstrumentType',
  description: 'What kind of instrument it is.',
  valuesConfig: {
    STOCK: { description: 'A share or depositary receipt.' },
    ETF: { description: 'A fund traded on an exchange.' },
    FUND: { description: 'A fund that is subscribed and redeemed at its net asset value.' },
    BOND: { description: 'A bond.' },
    OPTION: { description: 'A listed option.' },
    INDEX: { description: 'An index: quoted, never held.' },
  },
});

registerEnumType(ProductRiskLevel, {
  name: 'ProductRiskLevel',
  description: 'Risk class of a product. It suits customers of the same or a higher class, C1 to C5.',
  valuesConfig: {
    R1: { description: 'Low risk.' },
    R2: { description: 'Low to medium risk.' },
    R3: { description: 'Medium risk.' },
    R4: { description: 'Medium to high risk.' },
    R5: { description: 'High risk.' },
  },
});
