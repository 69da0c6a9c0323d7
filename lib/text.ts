import { z } from "zod";

const bidiControls = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

/** What must not stand in a line or a text: control characters (line breaks and tabs aside) and lone surrogates. */
const hasBadCharacters = (text: string): boolean =>
  !text.isWellFormed() || /\p{Cc}/u.test(text.replace(/[\t\n\r]/g, "")) || bidiControls.test(text);

/** One line or some lines of text that a person typed: NFC, trimmed, at most `max` characters, none of them harmful. */
export const typedText = (label: string, max: number) =>
  z
    .string({ error: `${label} is a text.` })
    .max(max * 4, `${label} has at most ${max} characters.`)
    .refine((text) => !hasBadCharacters(text), `${label} holds characters that can't be shown. Type it anew.`)
    .transform((text) => text.normalize("NFC").trim())
    .refine((text) => text.length <= max, `${label} has at most ${max} characters.`);

/** The same where it may be left out: an empty one counts as left out. */
export const optionalText = (label: string, max: number) =>
  typedText(label, max)
    .nullish()
    .transform((text) => text || null);
