import { createHash } from "node:crypto";

/**
 * What of a text counts when it is compared with another: its letters, their accents and its digits. Case, spaces,
 * punctuation and whatever is invisible are gone, and so are the differences that Unicode calls compatible.
 */
export const bare = (text: string): string =>
  letters(letters(text.normalize("NFKC")).toUpperCase().toLowerCase().normalize("NFKC"));

const letters = (text: string) => text.replace(/[^\p{L}\p{M}\p{N}]+|\p{Default_Ignorable_Code_Point}+/gu, "");

/** The same for texts that are the same but for what doesn't count. Null for a text without a letter. */
export function textHash(text: string): string | null {
  const counted = bare(text);
  return counted === "" ? null : createHash("sha256").update(counted).digest("base64url");
}
