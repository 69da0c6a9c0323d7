import { sql } from "drizzle-orm";
import { claimById, claimRow, standingClaim } from "@/lib/claims/queries";
import type { Ctx } from "@/lib/ctx";
import { untranslated } from "@/lib/essays/originals";
import { essayWithRow } from "@/lib/essays/queries";
import { authorize, may, whyNot } from "@/lib/policy/policy";
import type { Choosable, ClaimDesk, MergePreview } from "../claim-desk";
import { chosenAtMost } from "../claim-input";
import { partyTo } from "../party";
import { decisionsOnClaim } from "./log";

/** A claim with what a curator needs to resolve it, and a moderator to reword, split, merge or lock it. */
export async function claimDesk(ctx: Ctx, id: string): Promise<ClaimDesk> {
  authorize(ctx, "queue.read");
  const { rowId, essay, translates } = await claimRow(ctx, id);
  authorize(ctx, "queue.read", { essay });
  const claim = await claimById(ctx, id);
  const rows = await ctx.db.all<Choosable>(sql`
    select c.id, c.kind, c.stance, c.state, c.answers,
      case when c.state in ('withdrawn', 'removed') then null else r.source_title end as sourceTitle,
      case when c.state in ('withdrawn', 'removed') then null else substr(r.text, 1, 160) end as text
    from contributions c join revisions r on r.contribution = c.row_id and r.number = c.revision
    where c.claim = ${rowId} and c.parent is null and c.state <> 'merged'
    order by c.listed desc, c.wilson desc, c.row_id desc limit ${chosenAtMost + 1}`);
  return {
    claim,
    choosable: rows.slice(0, chosenAtMost),
    more: rows.length > chosenAtMost,
    mayChange: may(ctx, "claim.edit"),
    whyNotResolve: whyNot(ctx, "claim.resolve", { essay, party: await partyTo(ctx, rowId) })?.message ?? null,
    decisions: await decisionsOnClaim(ctx, rowId),
    translates,
    translatable: await untranslated(ctx, await essayWithRow(ctx, essay), rowId),
    elsewhere: await otherEssays(ctx, claim.essay.slug),
  };
}

const essaysAtMost = 100;

async function otherEssays(ctx: Ctx, slug: string): Promise<ClaimDesk["elsewhere"]> {
  const rows = await ctx.db.all<{ slug: string; title: string; position: number | null; section: string | null }>(sql`
    select e.slug, e.title, s.position, s.title as section
    from (select * from essays where slug <> ${slug} order by row_id desc limit ${essaysAtMost}) e
    left join sections s on s.essay = e.row_id
    order by e.row_id desc, s.position`);
  const found = new Map<string, ClaimDesk["elsewhere"][number]>();
  for (const { slug, title, position, section } of rows) {
    const essay = found.get(slug) ?? { slug, title, sections: [] };
    if (position !== null && section !== null) essay.sections.push({ position, title: section });
    found.set(slug, essay);
  }
  return [...found.values()];
}

/** What a merge of one claim into another would do. */
export async function mergePreview(ctx: Ctx, id: string, into: string): Promise<MergePreview> {
  authorize(ctx, "claim.merge");
  const { rowId: from } = await claimRow(ctx, id);
  const { rowId: to, id: standing } = await standingClaim(ctx, into);
  const [counts] = await ctx.db.all<{
    contributions: number;
    carried: number;
    both: number;
    sources: number;
    pins: number;
  }>(
    sql`select
      (select count(*) from contributions where claim = ${from}) as contributions,
      (select count(*) from contributions where claim = ${from} and pinned_at is not null) as pins,
      (select count(*) from votes v join votes w on w.claim = ${to} and w.account = v.account
        where v.claim = ${from}) as "both",
      (select count(*) from votes v where v.claim = ${from} and not exists (
        select 1 from votes w where w.claim = ${to} and w.account = v.account)) as carried,
      (select count(distinct c.source_key) from contributions c where c.claim = ${from} and exists (
        select 1 from contributions d where d.claim = ${to} and d.source_key = c.source_key)) as sources`,
  );
  if (!counts) throw new Error("counts of nothing");
  const { contributions, carried, both, sources, pins } = counts;
  return { into: await claimById(ctx, standing), contributions, votes: { carried, both }, sources, pins };
}
