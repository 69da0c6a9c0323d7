import { z } from "zod";
import type { Ctx } from "@/lib/ctx";
import { parse } from "@/lib/input";
import { domainOf, webAddress } from "@/lib/links/links";
import { authorize } from "@/lib/policy/policy";
import { once } from "@/lib/process";
import { optionalText } from "@/lib/text";
import type { Fault, PageFacts } from "./sources";

export const lookUpInput = z.object({
  url: optionalText("The address", 2048)
    .transform((text) => (text === null ? undefined : webAddress(text)))
    .refine((url) => url !== undefined, "Give the whole address, beginning with https:// or http://."),
});

/** What a form for evidence can be filled in with, each null where the page does not say it. */
export type Filling = Record<"title" | "author" | "publisher" | "date", string | null>;

const nothing: Filling = { title: null, author: null, publisher: null, date: null };

/**
 * Who looks: the server's process, which alone knows how to. In the other copy of this module, and where looking is
 * turned off, it is this slot that says so.
 */
export const looker = once("sources.looker", () => ({
  factsOf: null as ((url: string) => Promise<PageFacts | null>) | null,
  essayAt: null as ((url: string) => Promise<EssayFound | Fault>) | null,
  essayIn: null as ((file: EssayFile) => Promise<EssayFound | Fault>) | null,
}));

/** A text to be brought in: as Markdown, with what it says of itself. */
export type EssayFound = { title: string | null; author: string | null; url: string | null; markdown: string };
/** A file as somebody sent it: its type by what the browser says, or by its name. */
export type EssayFile = { bytes: Uint8Array; name: string; type: string };

/** Looks at the address that somebody is about to cite, and says what the page says of itself. No page, no facts, no word of why. */
export async function lookUpSource(ctx: Ctx, input: unknown): Promise<Filling> {
  authorize(ctx, "source.look-up");
  const { url } = parse(lookUpInput, input);
  const facts = url === undefined ? null : await looker.factsOf?.(url);
  if (!url || !facts) return nothing;
  const { title, author, siteName, publishedOn } = facts;
  // A site that names itself by its domain has not said who publishes it.
  const publisher = siteName?.toLowerCase() === domainOf(url).toLowerCase() ? null : siteName;
  return { title, author, publisher, date: publishedOn };
}
