import { z } from "zod";
import { claimKinds } from "@/lib/claims/claims";
import { sourceTypes, stances } from "@/lib/contributions/contributions";
import { pageLanguage } from "@/lib/essays/languages";
import { languageTag } from "./format";

const text = (max: number) => z.string().trim().min(1).max(max);
const day = z.iso.date();

const evidence = z
  .object({
    claim: text(80).describe("The slug of the claim it is about."),
    stance: z.enum(stances),
    url: z.url({ protocol: /^https?$/ }).optional(),
    citation: text(1000).optional().describe("A full citation, where the source has no address."),
    title: text(300).optional(),
    author: text(300).optional(),
    publisher: text(200).optional(),
    date: z
      .string()
      .regex(/^\d{4}(-\d{2}){0,2}$/)
      .optional()
      .describe("YYYY, YYYY-MM or YYYY-MM-DD."),
    type: z.enum(sourceTypes).default("other"),
    excerpt: text(2000).optional().describe("The exact words of the source."),
    body: text(8000).describe("Why it bears on the claim, in Markdown."),
    rebuttals: z.array(text(8000)).default([]).describe("What argues against it, each in Markdown."),
  })
  .strict();

export const essayFormat = "moot-essay/1";

/** An essay with its claims, and evidence where there is some: what `npm run debate -- import` reads. */
export const mootJson = z
  .object({
    $schema: z.string().optional(),
    format: z.literal(essayFormat),
    title: text(300),
    slug: z
      .string()
      .regex(/^[\p{L}\p{N}]+(-[\p{L}\p{N}]+)*$/u)
      .max(60)
      .optional()
      .describe("The essay's name in its address. Made from the title where it is left out."),
    author: text(300).optional(),
    url: z.url({ protocol: /^https?$/ }).optional(),
    language: languageTag.default(pageLanguage).describe("What it is written in, by BCP 47: `de`, `pt-BR`."),
    translationOf: z
      .string()
      .max(60)
      .optional()
      .describe("The slug of the essay that it is a translation of, which is there already."),
    sections: z.array(text(300)).min(1).describe("Titles, in reading order."),
    claims: z
      .array(
        z
          .object({
            slug: z
              .string()
              .regex(/^[\p{L}\p{N}]+(-[\p{L}\p{N}]+)*$/u)
              .max(60),
            section: text(300).describe("The title of the section it stands in."),
            kind: z.enum(claimKinds),
            statement: text(500).describe("One proposition that stands alone."),
            quote: z
              .object({
                exact: text(2000),
                prefix: z.string().max(200).default("").describe("The essay's words just before the passage."),
                suffix: z.string().max(200).default("").describe("The essay's words just after it."),
              })
              .strict()
              .describe("The passage the claim was taken from."),
            supports: z
              .array(z.string())
              .default([])
              .describe("The slugs of the claims that the essay uses it to support."),
            translates: z
              .string()
              .max(60)
              .optional()
              .describe("The slug, in the essay of `translationOf`, of the claim that it says in another language."),
            resolvesOn: day.optional().describe("The day on which a prediction resolves."),
          })
          .strict(),
      )
      .min(1)
      .max(20_000)
      .describe("In reading order."),
    evidence: z.array(evidence).default([]),
  })
  .strict()
  .superRefine((essay, issues) => {
    const slugs = new Set<string>();
    const fault = (path: (string | number)[], message: string) => issues.addIssue({ code: "custom", path, message });
    essay.claims.forEach((claim, i) => {
      if (slugs.has(claim.slug)) fault(["claims", i, "slug"], `There are two claims with the slug ${claim.slug}.`);
      slugs.add(claim.slug);
      if (!essay.sections.includes(claim.section))
        fault(["claims", i, "section"], `There is no section “${claim.section}”.`);
    });
    if (new Set(essay.sections).size < essay.sections.length) fault(["sections"], "Two sections have the same title.");
    const translated = essay.claims.flatMap(({ translates }) => translates ?? []);
    if (translated.length > 0 && essay.translationOf === undefined)
      fault(["translationOf"], "Claims that translate others need to say of which essay.");
    if (new Set(translated).size < translated.length) fault(["claims"], "Two claims translate the same one.");
    essay.claims.forEach((claim, i) => {
      for (const slug of claim.supports) {
        if (!slugs.has(slug) || slug === claim.slug) fault(["claims", i, "supports"], `It can't support ${slug}.`);
      }
    });
    essay.evidence.forEach((item, i) => {
      if (!slugs.has(item.claim)) fault(["evidence", i, "claim"], `There is no claim ${item.claim}.`);
      if (!item.url && !item.citation)
        fault(["evidence", i, "url"], "Evidence has a source: an address or a citation.");
    });
  });

export type MootJson = z.output<typeof mootJson>;

/** The JSON Schema of {@link mootJson}, for those who write such files. */
export const mootJsonSchema = () => z.toJSONSchema(mootJson, { io: "input", target: "draft-2020-12" });
