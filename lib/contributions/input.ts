import { z } from "zod";
import { webAddress } from "@/lib/links/links";
import { optionalText } from "@/lib/text";
import { limits, ratingValues, sourceTypes, stances } from "./contributions";

const date = z
  .string()
  .trim()
  .nullish()
  .transform((text) => text || null)
  .refine((text) => text === null || isDay(text), "Give the date as 2026, 2026-05 or 2026-05-29.");

/** YYYY, YYYY-MM or YYYY-MM-DD of a day that exists. */
function isDay(text: string): boolean {
  if (!/^\d{4}(-\d{2}){0,2}$/.test(text)) return false;
  const full = text + "0000-01-01".slice(text.length);
  const day = new Date(`${full}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(full);
}

const sourceInput = z
  .object(
    {
      url: optionalText("The address", limits.url)
        .transform((text) => (text === null ? null : (webAddress(text) ?? "")))
        .refine((url) => url !== "", "Give the whole address, beginning with https:// or http://."),
      citation: optionalText("The citation", limits.citation),
      title: optionalText("The title", limits.title),
      author: optionalText("The author", limits.author),
      publisher: optionalText("The publisher", limits.publisher),
      date,
      type: z
        .enum(sourceTypes, { error: "Choose what kind of source it is." })
        .nullish()
        .transform((type) => type ?? "other"),
      excerpt: optionalText("The excerpt", limits.excerpt),
    },
    { error: "Evidence has a source: give its address or, where there is none, a full citation." },
  )
  .refine((source) => source.url !== null || source.citation !== null, {
    path: ["url"],
    message: "Evidence has a source: give its address or, where there is none, a full citation.",
    // It is said along with what else is wrong, but there must be a source to say it of.
    when: ({ value }) => typeof value === "object" && value !== null,
  });

export type SourceInput = z.output<typeof sourceInput>;

/** What a person was warned of and wants all the same. */
const despite = z
  .array(z.enum(["same-source", "own-parent"]))
  .optional()
  .default([]);

const parent = z.string().max(40).nullish();

/** The body is checked apart, by `parseBody`. */
export const attachInput = z.discriminatedUnion(
  "kind",
  [
    z.object({
      kind: z.literal("evidence"),
      stance: z.enum(stances, { error: "Say whether it supports or contradicts." }),
      body: z.unknown().optional(),
      source: sourceInput,
      parent,
      despite,
    }),
    z.object({ kind: z.literal("rebuttal"), body: z.unknown().optional(), parent, despite }),
  ],
  { error: "Attach evidence or a rebuttal." },
);

export const editInput = z.object({
  version: z.coerce.number({ error: "Say which version you changed." }).int(),
  body: z.unknown().optional(),
  source: sourceInput.optional(),
  stance: z.enum(stances, { error: "Say whether it supports or contradicts." }).optional(),
});

export const ratingInput = z.object({
  value: z.enum(ratingValues, { error: "Rate it convincing or unconvincing." }),
});
