import { and, asc, count, desc, eq, gt, lt, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { type Given, kept } from "@/db/kept";
import { accounts, claims, decisions, essays, proposals } from "@/db/schema";
import { anchor, quoteAt } from "@/lib/anchoring/anchoring";
import type { Place } from "@/lib/anchoring/find-passage";
import type { Ctx } from "@/lib/ctx";
import { faredOf } from "@/lib/curation/queries/queue/fared";
import { givenReason } from "@/lib/curation/reasons";
import { notFound, Refusal, signedOut } from "@/lib/errors";
import { passageIn } from "@/lib/essays/passage-in";
import { essayRow } from "@/lib/essays/queries";
import { newestText, type TextRow } from "@/lib/essays/text-queries";
import { authorize, may, whyNot } from "@/lib/policy/policy";
import type { Proposal, ProposalItem, ProposalPage, Proposing } from "./proposals";
import { similarClaims } from "./similar";

export type ProposalRow = typeof proposals.$inferSelect;

/** The proposal's row, for commands. */
export async function proposalRow(ctx: Ctx, id: string): Promise<ProposalRow> {
  const [row] = await ctx.db.select().from(proposals).where(eq(proposals.id, id));
  if (!row) throw notFound("proposal");
  return row;
}

const supported = alias(claims, "supported");
const became = alias(claims, "became");

/** The decision that a proposal stands by. */
const decided = sql`(
  select max(d.row_id) from decisions d where d.proposal = ${proposals.rowId} and d.action = 'decide-proposal')`;

const proposalRows = (ctx: Ctx) =>
  ctx.db
    .select({
      proposal: proposals,
      essay: { rowId: essays.rowId, slug: essays.slug, title: essays.title },
      by: { name: accounts.name, deletedAt: accounts.deletedAt },
      supports: { id: supported.id, slug: supported.slug, statement: supported.statement },
      claim: { id: became.id, slug: became.slug, statement: became.statement },
      reason: { code: decisions.reasonCode, text: decisions.reasonText },
    })
    .from(proposals)
    .innerJoin(essays, eq(essays.rowId, proposals.essay))
    .innerJoin(accounts, eq(accounts.rowId, proposals.by))
    .leftJoin(supported, eq(supported.rowId, proposals.supports))
    .leftJoin(became, eq(became.rowId, proposals.claim))
    .leftJoin(decisions, and(eq(decisions.rowId, decided), eq(decisions.to, proposals.state)))
    .$dynamic();

type Row = Awaited<ReturnType<typeof proposalRows>>[number];

function proposal({ proposal: it, essay, by, supports, claim, reason }: Row): Proposal {
  return {
    id: it.id,
    at: it.at,
    version: it.version,
    state: it.state,
    statement: it.statement,
    kind: it.kind,
    resolvesOn: it.resolvesOn,
    quote: { exact: it.quoteExact, prefix: it.quotePrefix, suffix: it.quoteSuffix },
    essay: { slug: essay.slug, title: essay.title },
    supports,
    claim,
    by: by.deletedAt ? null : by.name,
    reason: reason && givenReason(it.state, reason, null),
  };
}

const pageSize = 20;

/** What the viewer proposed, the latest first. A cursor is a proposal's id. */
export async function ownProposals(ctx: Ctx, cursor: string | null = null): Promise<ProposalPage<Proposal>> {
  if (ctx.viewer === null) throw signedOut();
  const rows = await proposalRows(ctx)
    .where(
      and(
        eq(proposals.by, ctx.viewer.rowId),
        cursor === null ? undefined : lt(proposals.rowId, await placeAt(ctx, cursor)),
      ),
    )
    .orderBy(desc(proposals.rowId))
    .limit(pageSize + 1);
  return page(rows, pageSize);
}

/** What the viewer may read of one: their own, or for moderators anybody's. */
export async function proposalById(ctx: Ctx, id: string): Promise<Proposal> {
  const [row] = await proposalRows(ctx).where(eq(proposals.id, id));
  if (!row || (row.proposal.by !== ctx.viewer?.rowId && !may(ctx, "proposal.read"))) throw notFound("proposal");
  return proposal(row);
}

/** Every proposal that waits for a moderator, the oldest first. A cursor is a proposal's id. */
export async function waitingProposals(ctx: Ctx, cursor: string | null = null): Promise<ProposalPage<ProposalItem>> {
  authorize(ctx, "proposal.read");
  const rows = await proposalRows(ctx)
    .where(
      and(
        eq(proposals.state, "waiting"),
        cursor === null ? undefined : gt(proposals.rowId, await placeAt(ctx, cursor)),
      ),
    )
    .orderBy(asc(proposals.rowId))
    .limit(deskSize + 1);
  const texts = new Map<number, TextRow | undefined>();
  const items: ProposalItem[] = [];
  for (const row of rows.slice(0, deskSize)) {
    const { rowId } = row.essay;
    if (!texts.has(rowId)) texts.set(rowId, await newestText(ctx, rowId));
    items.push(await withContext(ctx, row, texts.get(rowId)));
  }
  return { items, nextCursor: rows.length > deskSize ? (items.at(-1)?.id ?? null) : null };
}

const deskSize = 10;

/** How many proposals wait for a moderator. */
export async function waitingProposalCount(ctx: Ctx): Promise<number> {
  const [row] = await ctx.db.select({ n: count() }).from(proposals).where(eq(proposals.state, "waiting"));
  return row?.n ?? 0;
}

/** Characters of what stands around a passage. */
const around = 240;

async function withContext(ctx: Ctx, row: Row, text: TextRow | undefined): Promise<ProposalItem> {
  const it = proposal(row);
  const place = (text && anchor(text.text, it.quote)) ?? null;
  return {
    ...it,
    passage: text && place ? passageAround(text.text, place) : null,
    similar: await similarClaims(ctx, row.essay, it.statement, place),
    record: { ...(await countsOf(ctx, row.proposal.by)), attached: await faredOf(ctx, "author", row.proposal.by) },
    whyNot: whyNot(ctx, "proposal.decide", { author: { rowId: row.proposal.by } })?.message ?? null,
  };
}

/** Whole words of it. */
const passageAround = (text: string, { start, end }: Place) => ({
  before: start <= around ? text.slice(0, start) : text.slice(start - around, start).replace(/^\S+\s+/, "…"),
  exact: text.slice(start, end),
  after: end + around >= text.length ? text.slice(end) : text.slice(end, end + around).replace(/\s+\S+$/, "…"),
});

const countedAtMost = 1000;

async function countsOf(ctx: Ctx, account: number) {
  const rows = await ctx.db.all<{ state: Proposal["state"]; n: number }>(sql`
    select state, count(*) as n from (
      select state from proposals where by = ${account} order by row_id desc limit ${countedAtMost}) group by state`);
  const n = (state: Proposal["state"]) => rows.find((row) => row.state === state)?.n ?? 0;
  return { waiting: n("waiting"), accepted: n("accepted"), merged: n("merged"), declined: n("declined") };
}

/** What the form to propose a claim begins with. There is none where the essay has no text. */
export async function proposing(ctx: Ctx, slug: string, quote: Proposal["quote"]): Promise<Proposing> {
  const viewer = authorize(ctx, "claim.propose");
  const essay = await essayRow(ctx, slug);
  const text = await newestText(ctx, essay.rowId);
  if (!text) throw notFound("text");
  const [already] = await ctx.db
    .select({ n: count() })
    .from(proposals)
    .where(and(eq(proposals.by, viewer.rowId), eq(proposals.state, "waiting")));
  const begun = { essay: { slug: essay.slug, title: essay.title }, waiting: already?.n ?? 0 };
  if (quote.exact.trim() === "") return { ...begun, quote: null, fault: null, similar: [] };
  try {
    const place = passageIn(text, { quote });
    const found = quoteAt(text.text, place.start, place.end);
    return { ...begun, quote: found, fault: null, similar: await similarClaims(ctx, essay, "", place) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ...begun, quote: null, fault: error.message, similar: [] };
  }
}

/** Who proposed the claim of that row: null where nobody did, `name` null for a former member. */
export async function proposedBy(ctx: Ctx, claim: number): Promise<{ name: string | null } | null> {
  const [row] = await proposerOf(ctx.db, { claim });
  return row ? { name: row.deletedAt ? null : row.name } : null;
}

const proposerOf = kept((db, { claim }: Given<{ claim: number }>) =>
  db
    .select({ name: accounts.name, deletedAt: accounts.deletedAt })
    .from(proposals)
    .innerJoin(accounts, eq(accounts.rowId, proposals.by))
    .where(and(eq(proposals.claim, claim), eq(proposals.state, "accepted")))
    .limit(1),
);

function page(rows: Row[], size: number): ProposalPage<Proposal> {
  const items = rows.slice(0, size).map(proposal);
  return { items, nextCursor: rows.length > size ? (items.at(-1)?.id ?? null) : null };
}

async function placeAt(ctx: Ctx, id: string): Promise<number> {
  const [row] = await ctx.db.select({ rowId: proposals.rowId }).from(proposals).where(eq(proposals.id, id));
  if (row) return row.rowId;
  throw new Refusal(400, "cursor.malformed", "This link into a list is not whole. Begin at the list's first page.");
}
