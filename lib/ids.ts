import { customAlphabet } from "nanoid";

/** Without vowels, so that no id spells a word, and without look-alikes. 28^9 is about 10^13. */
export const newId = customAlphabet("bcdfghjkmnpqrstvwxyz23456789", 9);
