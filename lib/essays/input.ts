import { z } from "zod";
import { claimReference, kind, newResolvesOn, statement } from "@/lib/curation/claim-input";
import { reasonTextLimit } from "@/lib/curation/reasons";
import { slugify } from "@/lib/paths";
import { optionalText, typedText } from "@/lib/text";
import { isLanguage, pageLanguage } from "./languages";
import { noteLimit, passageLimit, titleLimit } from "./texts";

const offset = z.coerce.number().int().min(0);

/** The passage as it was selected or copied. White space at its edges and around it counts for nothing. */
const quote = z.object({
  exact: typedText("The passage", passageLimit).refine((text) => text !== "", "Give the words of the essay."),
  prefix: z
    .string()
    .max(1000)
    .nullish()
    .transform((text) => text ?? ""),
  suffix: z
    .string()
    .max(1000)
    .nullish()
    .transform((text) => text ?? ""),
});

/** By its words, with where it begins where they stand in several places; or by where it stands in the text of that number. */
const passage = {
  quote: quote.optional(),
  textNumber: z.coerce.number().int().min(1).optional(),
  start: offset.optional(),
  end: offset.optional(),
};

/** The claim of the original that it says in its own language; none where it is left out or empty. */
const translates = z
  .union([claimReference, z.literal("")])
  .nullish()
  .transform((id) => id || null);

export const makeClaimInput = z.object({
  statement,
  kind,
  resolvesOn: newResolvesOn,
  supports: z.array(claimReference).max(50, "A claim supports at most 50 others.").optional().default([]),
  translates,
  ...passage,
});

export const translateClaimInput = z.object({ translates, reason: optionalText("The reason", reasonTextLimit) });

export const placePassageInput = z.object({ ...passage, reason: optionalText("The reason", reasonTextLimit) });

const note = optionalText("The note", noteLimit);

export const editTextInput = z.object({
  body: z.unknown(),
  note,
  /** The number of the version that was looked at; 0 where there was none. */
  version: z.coerce.number({ error: "Say which version of the text you looked at." }).int().min(0),
});

const description = {
  title: typedText("The title", titleLimit).refine((title) => title !== "", "Say what the essay is called."),
  author: optionalText("The author", titleLimit),
  url: optionalText("The address", 2048).refine(
    (url) => url === null || /^https?:$/.test(URL.parse(url)?.protocol ?? ""),
    "Give a full address that begins with http:// or https://.",
  ),
};

/** A form sends an empty field where it is nothing but Moot's own. */
const language = z
  .string()
  .trim()
  .transform((tag) => tag || pageLanguage)
  .refine(isLanguage, "Give the language as its tag: en, de, pt-BR.")
  .transform((tag) => Intl.getCanonicalLocales(tag)[0] ?? tag);

/** The slug of the original. */
const translationOf = optionalText("The original's address", 60);

export const describeEssayInput = z.object({ ...description, language, translationOf }).partial();

export const newEssayInput = z.object({
  ...description,
  language: language.optional().default(pageLanguage),
  translationOf,
  slug: optionalText("The address", 60).refine(
    (slug) => slug === null || slug === slugify(slug),
    "Use letters and digits, with a hyphen between words.",
  ),
  body: z.unknown(),
  note,
});
