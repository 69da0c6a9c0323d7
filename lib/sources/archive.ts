import { and, eq, isNull } from "drizzle-orm";
import { claims, contributions, revisions } from "@/db/schema";
import { inTransaction } from "@/lib/ctx";
import type { Handler } from "@/lib/jobs/worker";
import { webAddress } from "@/lib/links/links";
import { FetchFailed, fetchPage } from "./fetch";
import type { SourceSettings } from "./settings";

const monthMs = 30 * 24 * 60 * 60 * 1000;

/** Asks the archive that is configured for a copy of a source; where it has none, again after a month. */
export function archiveFinder({ archiveLookup, look }: SourceSettings): Handler {
  return async (ctx, contribution) => {
    if (!archiveLookup) return null;
    const [row] = await ctx.db
      .select({ url: revisions.sourceUrl, archiveUrl: contributions.archiveUrl, claim: claims.id })
      .from(contributions)
      .innerJoin(claims, eq(claims.rowId, contributions.claim))
      .innerJoin(
        revisions,
        and(eq(revisions.contribution, contributions.rowId), eq(revisions.number, contributions.revision)),
      )
      .where(eq(contributions.rowId, contribution));
    if (!row?.url || row.archiveUrl !== null) return null;
    const { url } = row;
    const asked = archiveLookup.replaceAll("{url}", encodeURIComponent(url));
    const answer = await fetchPage(asked, { ...look, signal: ctx.signal, accept: "application/json" }).catch(
      (error) => {
        if (error instanceof FetchFailed) return null;
        throw error;
      },
    );
    ctx.signal.throwIfAborted();
    if (answer?.status !== 200) return ctx.attempt < 2 ? "retry" : new Date(ctx.now().getTime() + monthMs);
    const archiveUrl = copyIn(answer.body.toString("utf8"));
    if (archiveUrl === null) return new Date(ctx.now().getTime() + monthMs);
    await inTransaction(ctx, async ({ db }) => {
      const [now] = await db
        .select({ url: revisions.sourceUrl })
        .from(contributions)
        .innerJoin(
          revisions,
          and(eq(revisions.contribution, contributions.rowId), eq(revisions.number, contributions.revision)),
        )
        .where(eq(contributions.rowId, contribution));
      if (now?.url !== url) return;
      const lacking = and(eq(contributions.rowId, contribution), isNull(contributions.archiveUrl));
      await db.update(contributions).set({ archiveUrl }).where(lacking);
      ctx.touched.add(`claim:${row.claim}`);
    });
    return null;
  };
}

/**
 * The copy's address in an answer of the Wayback Machine's availability API, of Memento's Time Travel, or of any service
 * that answers `{"url": "…"}`; null where there is none.
 */
function copyIn(text: string): string | null {
  let answer: Answer | null;
  try {
    answer = JSON.parse(text);
  } catch {
    return null;
  }
  const { closest } = answer?.archived_snapshots ?? {};
  const wayback = closest?.available && /^2/.test(String(closest.status ?? 200)) ? closest.url : undefined;
  const memento = [answer?.mementos?.closest?.uri].flat()[0];
  const found = [wayback, memento, answer?.archived_snapshots ? undefined : answer?.url].find(
    (url) => typeof url === "string",
  );
  const address = found === undefined ? undefined : webAddress(String(found).slice(0, 2048));
  return address?.replace(/^http:(?=\/\/web\.archive\.org\/)/, "https:") ?? null;
}

type Answer = {
  archived_snapshots?: { closest?: { available?: unknown; status?: unknown; url?: unknown } };
  mementos?: { closest?: { uri?: unknown } };
  url?: unknown;
};
