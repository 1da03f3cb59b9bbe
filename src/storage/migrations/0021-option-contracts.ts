/** Terms of listed options, told by whoever lists them: all of them or none, and never guessed from a symbol. Public facts like the rest of an instrument. */
export const optionContracts = `
ALTER TABLE instrument
  ADD COLUMN option_kind text CHECK (option_kind IN ('CALL', 'PUT')),
  ADD COLUMN option_style text CHECK (option_style IN ('AMERICAN', 'EUROPEAN')),
  ADD COLUMN option_strike numeric CHECK (option_strike > 0),
  ADD COLUMN option_expiry date,
  ADD COLUMN option_multiplier numeric CHECK (option_multiplier > 0),
  ADD COLUMN underlying_mic text,
  ADD COLUMN underlying_symbol text,
  ADD CONSTRAINT option_terms_whole CHECK (
    num_nonnulls(option_kind, option_style, option_strike, option_expiry, option_multiplier, underlying_mic, underlying_symbol) IN (0, 7)
    AND (option_kind IS NULL OR type = 'OPTION'));
`;
