import path from "node:path";
import { type GivenFile, readGiven } from "@/lib/interchange/files";
import { readDebate } from "@/lib/interchange/import";
import type { ImportFormat } from "@/lib/interchange/interchange";
import type { MootJson, RatingsPart, VotesPart } from "@/lib/interchange/moot/format";
import type { Body } from "@/lib/rich-text/document";
import { plainText } from "@/lib/rich-text/plain-text";

export const sample = (name: string) => readGiven(path.join(import.meta.dirname, "samples", name));
export const readSample = async (name: string) => readWhole(await sample(name));

export const readText = (text: string, format: ImportFormat | "auto" = "auto", name = "file.txt") =>
  readWhole([{ name, bytes: new TextEncoder().encode(text) }], format);

/** A debate that was read, with all of its document in one piece. */
export async function readWhole(files: GivenFile[], format: ImportFormat | "auto" = "auto") {
  const debate = await readDebate(files, format);
  if (!("document" in debate.incoming)) return { ...debate, document: undefined };
  const { document, votes, ratings } = debate.incoming;
  const all = { votes: [] as VotesPart[], ratings: [] as RatingsPart[] };
  for await (const part of votes.parts()) all.votes.push(part as VotesPart);
  for await (const part of ratings.parts()) all.ratings.push(part as RatingsPart);
  return { ...debate, document: { ...document, ...all } as MootJson };
}

/** A debate as it reads: claims, and under each what was attached, two spaces a level; `+` supports, `-` contradicts, `!` is a rebuttal. */
export function outline(document: MootJson | undefined): string[] {
  if (!document) return [];
  const below = (claim: string, parent: string | null, depth: number): string[] =>
    document.contributions
      .filter((it) => it.claim === claim && it.parent === parent)
      .flatMap((it) => {
        const mark = it.kind === "rebuttal" ? "!" : it.stance === "supports" ? "+" : "-";
        const [revision] = it.revisions;
        const text = plainText(revision?.body as Body);
        const source = revision?.source;
        const from = source ? ` <${source.url ?? source.citation}>` : "";
        return [`${"  ".repeat(depth)}${mark} ${text}${from}`, ...below(claim, it.id, depth + 1)];
      });
  return document.claims.flatMap((claim) => {
    const supports = claim.supports.length > 0 ? ` → ${claim.supports.join(", ")}` : "";
    return [`${claim.statement}${supports}`, ...below(claim.id, null, 1)];
  });
}
