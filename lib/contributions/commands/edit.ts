import { and, eq } from "drizzle-orm";
import { contributions, revisions } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import { contentOf } from "@/lib/curation/holding/content";
import { noteHeld, passRules, withRules } from "@/lib/curation/holding/intake";
import { recordDecision } from "@/lib/curation/record";
import { refreshAppeal } from "@/lib/curation/refresh-appeal";
import { requeue } from "@/lib/curation/requeue";
import { invalid, stale } from "@/lib/errors";
import { parse } from "@/lib/input";
import { authorize } from "@/lib/policy/policy";
import type { Body } from "@/lib/rich-text/document";
import { parseBody } from "@/lib/rich-text/validate";
import { indexContribution } from "@/lib/search/indexing";
import { shownSince } from "../contributions";
import { editInput } from "../input";
import { contributionInContext } from "../queries";
import { settleAround } from "../recount";
import { forgetChecks, refuseFutureDate, revisionColumns, sourceColumns } from "./source";
import { touch } from "./touch";

/**
 * Gives the viewer's own contribution a new wording, and keeps the old one. What a curator decided was about the old
 * wording, so an accepted, rejected or source-lacking contribution comes back as unreviewed, with a row in the log. The
 * rules of intake look at what the edit brings; a lock of the claim that holds what is new holds what is edited too.
 */
export async function edit(ctx: Ctx, id: string, input: unknown): Promise<{ version: number; revision: number }> {
  const given = parse(editInput, input);
  if (given.source) refuseFutureDate(given.source, ctx.now);
  const { body, text } = parseBody(given.body);

  return withRules(ctx, async (ctx) => {
    const { contribution: row, author, claim } = await contributionInContext(ctx, id);
    const viewer = authorize(ctx, "contribution.edit", { author, state: row.state, claim });
    if (given.version !== row.version) throw stale("contribution", row.version);
    if (row.kind === "evidence" && !given.source) throw invalid({ "source.url": "Evidence has a source." });
    const source = row.kind === "evidence" ? (given.source ?? null) : null;

    const content = contentOf({ body, text, source });
    const heldBy = await passRules(ctx, viewer, { ...content, claim, before: await contentBefore(ctx, row) });

    const decided = row.state === "accepted" || row.state === "needs-source" || row.state === "rejected";
    const state = row.state === "held" || heldBy ? "held" : "unreviewed";
    const revision = row.revision + 1;
    const version = row.version + 1;
    await ctx.db
      .update(contributions)
      .set({
        revision,
        version,
        editedAt: ctx.now,
        stance: row.kind === "evidence" ? (given.stance ?? row.stance) : row.stance,
        ...sourceColumns(source),
        // Nobody has put the new wording before others'.
        pinnedAt: null,
        textHash: content.textHash,
        state,
        shownAt: shownSince(state, row.shownAt, ctx.now),
        ...((decided || heldBy) && { stateReasonCode: heldBy, stateReasonText: null }),
        ...(await forgetChecks(ctx, row, source)),
      })
      .where(eq(contributions.rowId, row.rowId));
    await ctx.db.insert(revisions).values({
      contribution: row.rowId,
      number: revision,
      by: viewer.rowId,
      at: ctx.now,
      body,
      text,
      ...revisionColumns(source),
    });
    if (heldBy) await noteHeld(ctx, heldBy, row);
    if (decided || state !== row.state) {
      await recordDecision(ctx, viewer, {
        action: "resubmit",
        contribution: row.rowId,
        claim: row.claim,
        from: row.state,
        to: state,
      });
    }
    if (row.pinnedAt !== null) {
      await recordDecision(ctx, viewer, {
        action: "unpin",
        contribution: row.rowId,
        claim: row.claim,
        from: "pinned",
        to: "not-pinned",
        reasonText: "Its author changed it.",
        before: { pinnedAt: row.pinnedAt.getTime() },
      });
    }
    await settleAround(ctx.db, row.rowId, row);
    await indexContribution(ctx.db, row.rowId);
    await requeue(ctx.db, row.rowId);
    await refreshAppeal(ctx.db, row.rowId);
    touch(ctx, claim, author);
    return { version, revision };
  });
}

async function contentBefore(ctx: Ctx, row: typeof contributions.$inferSelect) {
  const current = and(eq(revisions.contribution, row.rowId), eq(revisions.number, row.revision));
  const [was] = await ctx.db.select().from(revisions).where(current);
  if (!was) throw new Error("a contribution without its wording");
  const source = { url: was.sourceUrl, citation: was.sourceCitation };
  const content = contentOf({ body: was.body as Body, text: was.text, source });
  return { ...content, rowId: row.rowId, held: row.state === "held" };
}
