import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { ListSize, NoFurtherScope } from '../operation/schema/directives.js';

export enum CopyKindEnum {
  CAMPAIGN = 'CAMPAIGN',
  PARTNER_CONTENT = 'PARTNER_CONTENT',
  PLUGIN_LISTING = 'PLUGIN_LISTING',
  DCA_OUTPUT = 'DCA_OUTPUT',
}
registerEnumType(CopyKindEnum, {
  name: 'CopyKind',
  description: 'What a text is written for.',
  valuesConfig: {
    CAMPAIGN: { description: 'A message of a campaign.' },
    PARTNER_CONTENT: { description: 'What a partner shows or says.' },
    PLUGIN_LISTING: { description: 'How a plugin describes itself.' },
    DCA_OUTPUT: { description: 'What an assistant for regular investing puts out.' },
  },
});

export enum CopyVerdict {
  BLOCK = 'BLOCK',
  REVIEW = 'REVIEW',
  REQUIRE = 'REQUIRE',
  PASS = 'PASS',
}
registerEnumType(CopyVerdict, {
  name: 'CopyVerdict',
  description: 'What may become of a text.',
  valuesConfig: {
    BLOCK: { description: 'It can’t be published.' },
    REVIEW: { description: 'A person has to decide and to give a reason.' },
    REQUIRE: { description: 'Something has to be added, see `requirements`.' },
    PASS: { description: 'Nothing was found.' },
  },
});

export enum CopyEffect {
  BLOCK = 'BLOCK',
  REVIEW = 'REVIEW',
}
registerEnumType(CopyEffect, {
  name: 'CopyEffect',
  description: 'What one finding does to the verdict.',
  valuesConfig: {
    BLOCK: { description: 'The text can’t be published with it.' },
    REVIEW: { description: 'A person has to look at it.' },
  },
});

export enum CopySoftened {
  DENIED = 'DENIED',
  TORN_APART = 'TORN_APART',
  EVIDENCE = 'EVIDENCE',
  OUT_OF_CONTEXT = 'OUT_OF_CONTEXT',
}
registerEnumType(CopySoftened, {
  name: 'CopySoftened',
  description: 'Why something that the rule blocks is left to a person instead. It is never let pass.',
  valuesConfig: {
    DENIED: { description: 'The text denies it: “does not promise …”.' },
    TORN_APART: { description: 'Its characters meet over a comma or the end of a sentence.' },
    EVIDENCE: { description: 'A source is attached.' },
    OUT_OF_CONTEXT: { description: 'The sentence speaks neither of yield nor of principal nor of a product.' },
  },
});

@NoFurtherScope()
@ObjectType('CopyFinding', { description: 'Something in a text that a rule names.' })
export class CopyFindingObject {
  @Field(() => String, { description: 'The rule, e.g. `AD25-1`.' })
  ruleId!: string;

  @Field(() => String, { description: 'Law or notice that the rule comes from.' })
  basis!: string;

  @Field(() => CopyEffect, { description: 'What it does to the verdict.' })
  effect!: CopyEffect;

  @Field(() => Int, { description: 'Where it begins in the text as sent, in UTF-16 code units.' })
  start!: number;

  @Field(() => Int, { description: 'Where it ends, exclusive.' })
  end!: number;

  @Field(() => String, { description: 'The words as they stand in the text.' })
  matched!: string;

  @Field(() => CopySoftened, { nullable: true, description: 'Why it does not block although the rule would.' })
  softened!: CopySoftened | null;
}

@NoFurtherScope()
@ObjectType('CopyRequirement', { description: 'Something that the text has to say.' })
export class CopyRequirementObject {
  @Field(() => String, { description: 'The rule, e.g. `AD25-0`.' })
  ruleId!: string;

  @Field(() => String, { description: 'Law or notice that the rule comes from.' })
  basis!: string;

  @ListSize(5)
  @Field(() => [String], { description: 'What is missing; empty when the requirement is met.' })
  missing!: string[];
}

@NoFurtherScope()
@ObjectType('CopyReview', { description: 'A text judged by one version of the rules.' })
export class CopyReviewObject {
  @Field(() => String, { description: 'Version of the rule set, e.g. `2026.11.0`.' })
  ruleSet!: string;

  @Field(() => String, { description: 'sha256 of the text as UTF-8, hexadecimal: what a decision is bound to.' })
  textHash!: string;

  @Field(() => CopyKindEnum, { description: 'What it was judged as.' })
  kind!: CopyKindEnum;

  @Field(() => CopyVerdict, { description: 'What may become of it.' })
  verdict!: CopyVerdict;

  @ListSize(20)
  @Field(() => [CopyFindingObject], { description: 'What was found, in the order of the text, at most 200.' })
  findings!: CopyFindingObject[];

  @Field(() => Int, { description: 'How many were found.' })
  findingCount!: number;

  @ListSize(3)
  @Field(() => [CopyRequirementObject], { description: 'What the text has to say, met or not.' })
  requirements!: CopyRequirementObject[];
}

@InputType({ description: 'A text to be judged.' })
export class ReviewCopyInput {
  @Field(() => String, { description: 'The whole text as it is going to be shown, at most 20,000 UTF-16 code units.' })
  text!: string;

  @Field(() => CopyKindEnum, { nullable: true, description: 'What it is for; CAMPAIGN when left out.' })
  kind?: CopyKindEnum;
}
