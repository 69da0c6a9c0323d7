import { inArray, sql } from "drizzle-orm";
import { claims } from "@/db/schema";
import type { ClaimKind, Resolution } from "@/lib/claims/claims";
import { resolutionOf } from "@/lib/claims/resolutions";
import {
  type ContributionKind,
  countedStates,
  type Source,
  type Stance,
  type State,
} from "@/lib/contributions/contributions";
import { hidesText } from "@/lib/contributions/rows";
import type { Ctx } from "@/lib/ctx";
import type { Body } from "@/lib/rich-text/document";
import { type Tally, tallyOf } from "@/lib/votes/votes";
import { findScope, type Scope } from "./moot/scope";
import { type SourceColumns, sourceOf } from "./source-columns";

/** A debate as its readers see it, for writing it in other forms: claim by claim, so that no more is held at a time. */
export type Debate = {
  title: string;
  author: string | null;
  url: string | null;
  slug: string;
  sections: string[];
  /** How many claims there are. */
  count: number;
  scope: "essay" | "claim";
  claims(): AsyncGenerator<ToldClaim>;
};

export type ToldClaim = {
  rowId: number;
  id: string;
  slug: string;
  section: number;
  kind: ClaimKind;
  statement: string;
  quote: string;
  tally: Tally;
  resolvesOn: string | null;
  resolution: Resolution | null;
  createdAt: Date;
  /** The claims of the same export that the essay uses it to support, and those that it supports it with. */
  supports: string[];
  supportedBy: { id: string; slug: string }[];
  answers: Told[];
};

/** A contribution with what answers it. */
export type Told = {
  id: string;
  kind: ContributionKind;
  stance: Stance;
  state: State;
  reason: string | null;
  /** Null where its state hides it. */
  body: Body | null;
  source: Source | null;
  /** Null for a former member. */
  author: string | null;
  createdAt: Date;
  convincing: number;
  unconvincing: number;
  parent: string | null;
  answers: Told[];
};

/** What everybody may see of an essay or a claim, whoever asks. Claims that went into others are left out. */
export async function debateOf(ctx: Ctx, scope: Scope): Promise<Debate> {
  const found = await findScope(ctx, scope, "public");
  const standing = found.kind === "claim" ? sql`1` : sql`k.merged_into is null and k.position >= 0`;
  const rows = await ctx.db.all<{ rowId: number }>(sql`
    select k.row_id as "rowId" from claims k join json_each(${JSON.stringify(found.claims)}) wanted on wanted.value = k.row_id
    where ${standing} order by wanted.key`);
  const sectionAt = new Map(found.sections.map((section, i) => [section.rowId, i]));
  const { title, author, url, slug } = found.essay;

  async function* toldClaims(): AsyncGenerator<ToldClaim> {
    for (let i = 0; i < rows.length; i += 100) {
      const some = rows.slice(i, i + 100).map((row) => row.rowId);
      const byRowId = new Map(
        (await ctx.db.select().from(claims).where(inArray(claims.rowId, some))).map((row) => [row.rowId, row]),
      );
      const these = sql`(select value from json_each(${JSON.stringify(some)}))`;
      const reasons = await ctx.db.all<{ rowId: number; supports: number; id: string; slug: string }>(sql`
        select it.row_id as "rowId", it.supports, k.id, k.slug from (
          select claim as row_id, supports as other, 1 as supports from claim_supports where claim in ${these}
          union all select supports, claim, 0 from claim_supports where supports in ${these}
        ) it cross join claims k on k.row_id = it.other
        where ${found.ofClaim} and ${standing}
        order by k.position`);
      for (const rowId of some) {
        const claim = byRowId.get(rowId);
        if (!claim) continue;
        const own = reasons.filter((reason) => reason.rowId === rowId);
        yield {
          rowId,
          id: claim.id,
          slug: claim.slug,
          section: sectionAt.get(claim.section) ?? 0,
          kind: claim.kind,
          statement: claim.statement,
          quote: claim.quoteExact,
          tally: tallyOf(claim),
          resolvesOn: claim.resolvesOn,
          resolution: await resolutionOf(ctx, rowId, claim.version),
          createdAt: claim.createdAt,
          supports: own.filter((reason) => reason.supports === 1).map((reason) => reason.id),
          supportedBy: own.filter((reason) => reason.supports === 0).map(({ id, slug }) => ({ id, slug })),
          answers: await answersOf(ctx, rowId),
        };
      }
    }
  }
  return {
    ...{ title, author, url, slug, count: rows.length, scope: found.kind },
    sections: found.sections.map((section) => section.title),
    claims: toldClaims,
  };
}

async function answersOf(ctx: Ctx, claim: number): Promise<Told[]> {
  const rows = await ctx.db.all<Row>(sql`
    select c.row_id, c.id, c.parent, p.id as above, c.kind, c.stance, c.state, c.state_reason_text, c.created_at,
      c.convincing, c.unconvincing, case when a.deleted_at is null then a.name end as author,
      r.body, r.source_url, r.source_citation, r.source_title, r.source_author, r.source_publisher, r.source_date,
      r.source_type, r.source_excerpt
    from contributions c
    join revisions r on r.contribution = c.row_id and r.number = c.revision
    join accounts a on a.row_id = c.author
    left join contributions p on p.row_id = c.parent
    where c.claim = ${claim} order by c.row_id`);
  const told = new Map<number, Told>(rows.map((row) => [row.row_id, toldOf(row)]));
  const top: Told[] = [];
  for (const row of rows) {
    const one = told.get(row.row_id);
    if (!one) continue;
    const above = row.parent === null ? undefined : told.get(row.parent);
    if (above) above.answers.push(one);
    else top.push(one);
  }
  return withoutHeld(top);
}

/** Nobody but curators sees what is held; where something shown hangs on it, its place stays. */
const withoutHeld = (all: Told[]): Told[] => kept(all, (one) => one.state !== "held");

/**
 * What counts, for forms that know no states. Where something that counts hangs on what doesn't, that stays: with its
 * words where it was rejected, without where its state hides them.
 */
export const counting = (all: Told[]): Told[] => kept(all, (one) => countedStates.includes(one.state));

/** Those that are wanted, and what they hang on. Without recursion: chains can be longer than the stack. */
function kept(all: Told[], wanted: (one: Told) => boolean): Told[] {
  const order: Told[] = [];
  const stack = [...all];
  for (let one = stack.pop(); one; one = stack.pop()) {
    order.push(one);
    stack.push(...one.answers);
  }
  const stays = new Map<Told, Told>();
  for (const one of order.reverse()) {
    const answers = one.answers.flatMap((answer) => stays.get(answer) ?? []);
    if (answers.length > 0 || wanted(one)) stays.set(one, { ...one, answers });
  }
  return all.flatMap((one) => stays.get(one) ?? []);
}

/** Every contribution with how deep it stands, each before what answers it. Without recursion. */
export function* walk(all: Told[]): Generator<{ told: Told; depth: number; number: number[] }> {
  const stack = all.map((told, i) => ({ told, depth: 0, number: [i + 1] })).reverse();
  for (let next = stack.pop(); next; next = stack.pop()) {
    yield next;
    const { told, depth, number } = next;
    for (let i = told.answers.length - 1; i >= 0; i -= 1) {
      const answer = told.answers[i];
      if (answer) stack.push({ told: answer, depth: depth + 1, number: [...number, i + 1] });
    }
  }
}

type Row = {
  row_id: number;
  id: string;
  parent: number | null;
  above: string | null;
  kind: ContributionKind;
  stance: Stance;
  state: State;
  state_reason_text: string | null;
  created_at: number;
  convincing: number;
  unconvincing: number;
  author: string | null;
  body: string;
} & SourceColumns;

function toldOf(row: Row): Told {
  const hidden = hidesText(row.state) || row.state === "held";
  return {
    id: row.id,
    kind: row.kind,
    stance: row.stance,
    state: row.state,
    reason: row.state_reason_text,
    body: hidden ? null : (JSON.parse(row.body) as Body),
    source: hidden || row.kind === "rebuttal" ? null : sourceOf(row),
    author: row.author,
    createdAt: new Date(row.created_at),
    convincing: row.convincing,
    unconvincing: row.unconvincing,
    parent: row.above,
    answers: [],
  };
}

/** Whether a text leads to an address by one of its links. */
export function linksTo(body: Body, href: string): boolean {
  return JSON.stringify(body).includes(JSON.stringify({ href }).slice(1, -1));
}

/** The citation of a contribution where it says more than from which file an import took it. */
export const citationOf = ({ source }: Told): string | null =>
  source?.citation && !/^(Kialo discussion|Argdown file|AIF file) “/.test(source.citation) ? source.citation : null;

/** What a text says in place of words that are hidden. */
export const hiddenWords = (state: State): string => `(${state})`;
