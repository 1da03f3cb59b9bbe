/** What reviewers and owners hand in at their desks. */
export const FREEZE = `mutation F($input: FreezeFromCaseInput!) { freezeFromCase(input: $input) {
  freeze { id clientId state reason tokensDestroyedAt case { id state step freezeReason freeze { id } } } userErrors { field code } } }`;
export const CONFIRM = `mutation C($input: ConfirmFreezeInput!) { confirmFreeze(input: $input) { freeze { state case { state step } } userErrors { code } } }`;
export const CLOSE = `mutation C($input: CloseFreezeInput!) { closeFreeze(input: $input) { freeze { state case { state liftReason } } userErrors { code } } }`;
export const DECIDE = `mutation D($input: DecideCaseInput!) { decideCase(input: $input) { decision userErrors { code } } }`;
export const APPEAL = `mutation A($input: AppealCaseInput!) { appealCase(input: $input) { case { state } userErrors { code } } }`;
export const OWNER =
  '{ vigilanceCases(first: 9) { edges { node { id state step freezeReason liftReason appeals { state reason } } } } }';
