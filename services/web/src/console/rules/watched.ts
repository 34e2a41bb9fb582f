/** A draft that is not there names no type, so beginning or discarding one would not refresh what shows it without this. */
export const watched = { additionalTypenames: ['RuleDraft', 'ReviewRule'] };
