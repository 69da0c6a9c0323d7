import { type Given, kept } from "@/db/kept";
import { contributions, revisions } from "@/db/schema";
import { essayIdOf, standingClaim } from "@/lib/claims/queries";
import type { Ctx } from "@/lib/ctx";
import { contentOf } from "@/lib/curation/holding/content";
import { noteHeld, passRules, withRules } from "@/lib/curation/holding/intake";
import { requeue } from "@/lib/curation/requeue";
import { invalid, Refusal } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { parse } from "@/lib/input";
import { paths } from "@/lib/paths";
import { authorize } from "@/lib/policy/policy";
import { parseBody } from "@/lib/rich-text/validate";
import { indexContribution } from "@/lib/search/indexing";
import { announceAttached } from "@/lib/webhooks/announce";
import { refuseSameSource, sameAgain } from "../already-there";
import { type ContributionKind, countedStates, isListed, type State, shownSince } from "../contributions";
import { attachInput } from "../input";
import { claimOfMoved } from "../moved";
import { contributionRow } from "../queries";
import { settleAround } from "../recount";
import { checkSource, refuseFutureDate, revisionColumns, sourceColumns } from "./source";
import { touch } from "./touch";

export type Attached = { id: string; kind: ContributionKind; state: State; url: string };

/**
 * Attaches evidence or a rebuttal to a claim or, with `parent`, to one of its contributions. The same again from the
 * same person answers with what is there already. Refuses with `source.already_there` where the claim has evidence from
 * that address, and with `contribution.own_parent` where the viewer would rebut themself, unless `despite` names it.
 */
export async function attach(ctx: Ctx, claimId: string, input: unknown): Promise<Attached> {
  const given = parse(attachInput, input);
  const source = given.kind === "evidence" ? given.source : null;
  if (source) refuseFutureDate(source, ctx.now);
  const { body, text } = parseBody(given.body);
  // All that takes time without the database comes before: whoever else writes waits from here on.
  const content = contentOf({ body, text, source });
  const foundBy = sourceColumns(source);

  return withRules(ctx, async (ctx) => {
    const asked = await standingClaim(ctx, claimId);
    const parent = given.parent ? await contributionRow(ctx, given.parent) : null;
    const claim = parent ? await claimOfMoved(ctx, asked, parent) : asked;
    const viewer = authorize(ctx, "contribution.attach", { claim });
    if (parent && parent.claim !== claim.rowId) {
      throw invalid({ parent: "What you answer belongs to another claim." }, "parent.on_another_claim");
    }
    if (parent && !countedStates.includes(parent.state)) {
      throw new Refusal(
        403,
        "parent.closed",
        "What you answer was taken down meanwhile, so nothing can be attached to it.",
      );
    }

    const twin = await sameAgain(ctx, viewer.rowId, claim.rowId, parent?.rowId ?? null, text);
    if (twin) return attached(twin);
    if (given.kind === "rebuttal" && parent?.author === viewer.rowId && !given.despite.includes("own-parent")) {
      throw new Refusal(
        409,
        "contribution.own_parent",
        "You wrote what you are about to rebut. Edit it instead, or rebut it all the same.",
        {
          details: { edit: paths.edit(parent) },
        },
      );
    }
    if (!given.despite.includes("same-source")) await refuseSameSource(ctx, claim.rowId, foundBy.sourceKey);

    const heldBy = await passRules(ctx, viewer, { ...content, claim, before: null });
    const state = heldBy ? "held" : "unreviewed";
    const [row] = await inserted(ctx.db, {
      id: newId(),
      claim: claim.rowId,
      parent: parent?.rowId ?? null,
      depth: parent ? parent.depth + 1 : 0,
      kind: given.kind,
      stance: given.kind === "evidence" ? given.stance : "contradicts",
      author: viewer.rowId,
      state,
      stateReasonCode: heldBy,
      listed: isListed(state, 0),
      ...foundBy,
      textHash: content.textHash,
      createdAt: ctx.now,
      shownAt: shownSince(state, null, ctx.now),
      answersTo: parent && parent.author !== viewer.rowId ? parent.author : null,
    });
    if (!row) throw new Error("the contribution was not inserted");
    await firstRevision(ctx.db, {
      contribution: row.rowId,
      number: 1,
      by: viewer.rowId,
      at: ctx.now,
      body,
      text,
      ...revisionColumns(source),
    });
    if (heldBy) await noteHeld(ctx, heldBy, row);
    await settleAround(ctx.db, row.rowId, null);
    await indexContribution(ctx.db, row.rowId);
    await requeue(ctx.db, row.rowId);
    await checkSource(ctx, row.rowId, source);
    if (!heldBy) await announceAttached(ctx, row, claim);
    touch(ctx, { id: claim.id, essayId: await essayIdOf(ctx, claim.essay) }, viewer);
    return attached(row);
  });
}

/** What is needed of it further on. */
const inserted = kept((db, values: Given<typeof contributions.$inferInsert>) =>
  db.insert(contributions).values(values).returning({
    rowId: contributions.rowId,
    id: contributions.id,
    kind: contributions.kind,
    state: contributions.state,
    claim: contributions.claim,
    author: contributions.author,
  }),
);

const firstRevision = kept((db, values: Given<typeof revisions.$inferInsert>) => db.insert(revisions).values(values));

const attached = (row: { id: string; kind: ContributionKind; state: State }): Attached => ({
  id: row.id,
  kind: row.kind,
  state: row.state,
  url: paths.contribution(row),
});
