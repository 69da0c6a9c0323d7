import { desc, eq } from "drizzle-orm";
import { sourceChecks } from "@/db/schema";
import { contributionInContext } from "@/lib/contributions/queries";
import type { Ctx } from "@/lib/ctx";
import { may } from "@/lib/policy/policy";
import type { Fault, SourceLook } from "./sources";

/** The newest look at a contribution's source, by row id. For whoever was let see it. */
export async function newestLook(ctx: Ctx, contribution: number): Promise<SourceLook | null> {
  const [row] = await ctx.db
    .select()
    .from(sourceChecks)
    .where(eq(sourceChecks.contribution, contribution))
    .orderBy(desc(sourceChecks.rowId))
    .limit(1);
  if (!row) return null;
  const { at, url, finalUrl, httpStatus, title, siteName, author, publishedOn, language, canonicalUrl } = row;
  return {
    at,
    url,
    finalUrl,
    httpStatus,
    fault: row.fault as Fault | null,
    title,
    siteName,
    author,
    publishedOn,
    language,
    canonicalUrl,
    found: row.found,
    similarity: row.similarity,
    passage:
      row.passage === null
        ? null
        : { exact: row.passage, prefix: row.passagePrefix ?? "", suffix: row.passageSuffix ?? "" },
  };
}

/** The same for the author of the contribution and for curators; null for everybody else. */
export async function lookShownTo(ctx: Ctx, contributionId: string): Promise<SourceLook | null> {
  const { contribution, author, claim } = await contributionInContext(ctx, contributionId);
  const own = author.rowId === ctx.viewer?.rowId;
  return own || may(ctx, "queue.read", { essay: claim.essay }) ? newestLook(ctx, contribution.rowId) : null;
}
