import { byClass, type PlaceOf } from '../../operation/schema/or-user-errors.js';

/** @param field what the act is about: whatever the sender can mend is found there */
export function placeAt(field: string): PlaceOf {
  return byClass(['NOT_FOUND', 'CONFLICT', 'INVALID_INPUT'], field);
}
