import { eq, or, sql } from "drizzle-orm";
import { claimSupports, claims, essays, essayTexts, passages } from "@/db/schema";
import { anchor, quoteAt } from "@/lib/anchoring/anchoring";
import type { Ctx } from "@/lib/ctx";
import { builtUpon, touchClaims } from "@/lib/curation/claim-changes";
import { shift } from "@/lib/curation/reading-order";
import type { DecisionRow, Undoer } from "@/lib/curation/undoer";
import { Refusal } from "@/lib/errors";
import type { EssayBody } from "@/lib/rich-text/document";
import { indexClaim } from "@/lib/search/indexing";
import { movePassages, planPassages } from "./anchor-passages";
import { describe, descriptionOf, type EssayDescription } from "./description";
import type { BeforePlacing } from "./passage-in";
import { setTranslated } from "./set-translated";
import { insertText } from "./store-text";
import { newestText, textAt } from "./text-queries";

/** Takes a claim back that nobody has argued or voted on yet. It goes into itself: its address leads nowhere any more. */
export const undoMakeClaim: Undoer = async (ctx, decision) => {
  const [claim] = await ctx.db
    .select()
    .from(claims)
    .where(eq(claims.rowId, decision.claim ?? 0));
  if (!claim) throw new Error("a claim made of nothing");
  if (claim.mergedInto !== null) throw builtUpon("it went into another claim.");
  const [stands] = await ctx.db.all<{ on: number }>(sql`
    select exists (select 1 from votes where claim = ${claim.rowId})
      or exists (select 1 from contributions where claim = ${claim.rowId})
      or exists (select 1 from claims where merged_into = ${claim.rowId} or split_from = ${claim.rowId}) as "on"`);
  if (stands?.on) {
    const sentence = "People have voted on this claim or argued it already. Merge it into another one instead.";
    throw new Refusal(409, "decision.built_upon", sentence);
  }
  await touchClaims(ctx, [claim.rowId]);
  await ctx.db
    .delete(claimSupports)
    .where(or(eq(claimSupports.claim, claim.rowId), eq(claimSupports.supports, claim.rowId)));
  await ctx.db.delete(passages).where(eq(passages.claim, claim.rowId));
  await ctx.db
    .update(claims)
    .set({ mergedInto: claim.rowId, position: -claim.rowId })
    .where(eq(claims.rowId, claim.rowId));
  await shift(ctx, claim.essay, claim.position, -1);
  await indexClaim(ctx.db, claim.rowId);
};

/** The text of the version before, as the newest one. */
export const undoEditText: Undoer = async (ctx, decision, by) => {
  const essay = await rowOf(ctx, decision);
  const newest = await newestText(ctx, essay.rowId);
  const after = await textAt(ctx, essay.rowId, Number(decision.to));
  if (decision.from === null || !newest) {
    throw new Refusal(422, "decision.not_undoable", "This brought the text in. Change the text instead.");
  }
  if (newest.body !== after.body) throw builtUpon("the text was changed since.");
  const before = await textAt(ctx, essay.rowId, Number(decision.from));
  const plan = await planPassages(ctx, essay.rowId, newest, before.text);
  const body = JSON.parse(before.body) as EssayBody;
  const note = `As it was in version ${before.number}.`;
  const text = await insertText(ctx, by, essay, newest, { body, text: before.text, note });
  await movePassages(ctx, essay.rowId, plan, newest, text);
};

export const undoEditEssay: Undoer = async (ctx, decision) => {
  const essay = await rowOf(ctx, decision);
  await describe(ctx, essay, { ...descriptionOf(essay), ...beforeOf<Partial<EssayDescription>>(decision) });
};

export const undoTranslateClaim: Undoer = async (ctx, decision) => {
  const [claim] = await ctx.db
    .select()
    .from(claims)
    .where(eq(claims.rowId, decision.claim ?? 0));
  if (!claim) throw new Error("a translation of nothing");
  await setTranslated(ctx, claim, decision.from);
};

/** Back to where it stood, found again where the text was changed since. */
export const undoPlacePassage: Undoer = async (ctx, decision) => {
  const { text: row, how, start, end } = beforeOf<BeforePlacing>(decision);
  const [claim] = await ctx.db
    .select()
    .from(claims)
    .where(eq(claims.rowId, decision.claim ?? 0));
  const newest = claim && (await newestText(ctx, claim.essay));
  const [then] = await ctx.db.select().from(essayTexts).where(eq(essayTexts.rowId, row));
  if (!claim || !newest || !then) throw new Error("a passage of nothing");
  const quote = start === null || end === null ? null : quoteAt(then.text, start, end);
  const found = then.rowId === newest.rowId ? { start, end, how } : quote && anchor(newest.text, quote, start ?? 0);
  const place = found ? { start: found.start, end: found.end } : { start: null, end: null };
  await ctx.db
    .update(passages)
    .set({ text: newest.rowId, how: place.start === null ? "orphaned" : how, ...place })
    .where(eq(passages.claim, claim.rowId));
  await touchClaims(ctx, [claim.rowId]);
};

/** A row that came with a file does not say what was before. */
function beforeOf<Before>({ before }: DecisionRow): Before {
  if (before !== null) return before as Before;
  throw new Refusal(422, "decision.not_undoable", "It is not known here how it was before. Decide again instead.");
}

async function rowOf(ctx: Ctx, decision: DecisionRow) {
  const [essay] = await ctx.db
    .select()
    .from(essays)
    .where(eq(essays.rowId, decision.essay ?? 0));
  if (!essay) throw new Error("a decision about no essay");
  return essay;
}
