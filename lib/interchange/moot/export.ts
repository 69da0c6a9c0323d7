import { asc, inArray, sql } from "drizzle-orm";
import { claimRevisions, claims, type essays } from "@/db/schema";
import type { State } from "@/lib/contributions/contributions";
import { hidesText } from "@/lib/contributions/rows";
import type { Ctx } from "@/lib/ctx";
import { sayable } from "@/lib/curation/log";
import type { ClaimPart, ContributionPart, DecisionPart, EssayPart, View } from "./format";
import { mootFormat } from "./format";
import { Keys, Numbers } from "./keys";
import { history, type OpinionKind, standing } from "./opinions";
import { type Found, findScope, type Scope } from "./scope";

/** Rows read at a time. */
const batch = 200;

export type { Scope } from "./scope";

/**
 * A debate, whole, as Moot JSON, a piece of text at a time: what is held in memory doesn't grow with the number of votes.
 * What is attached or decided while it is being written is left out.
 */
export async function* exportDebate(ctx: Ctx, scope: Scope, view: View = "public"): AsyncGenerator<string> {
  const found = await findScope(ctx, scope, view);
  const exported: Exported = {
    ctx,
    found,
    view,
    keys: new Keys(),
    contributions: new Numbers(),
    decisions: new Numbers(),
  };
  yield `{\n"format":${JSON.stringify(mootFormat)},"scope":${JSON.stringify(found.kind)},"view":${JSON.stringify(view)}`;
  yield `,\n"essay":${JSON.stringify(essayPart(found.essay))}`;
  yield `,\n"sections":${JSON.stringify(found.sections.map((section) => section.title))}`;
  yield* list("claims", claimParts(exported));
  yield* list("contributions", contributionParts(exported));
  yield* list("decisions", decisionParts(exported));
  yield* opinions(exported, "votes");
  yield* opinions(exported, "ratings");
  yield* list("people", once(exported.keys.people()));
  yield "\n}\n";
}

type Exported = {
  ctx: Ctx;
  found: Found;
  view: View;
  keys: Keys;
  /** Which of them are in the document, by row id. */
  contributions: Numbers;
  decisions: Numbers;
};

async function* list(name: string, batches: AsyncIterable<unknown[]>): AsyncGenerator<string> {
  yield `,\n${JSON.stringify(name)}:[`;
  let between = "\n";
  for await (const items of batches) {
    if (items.length === 0) continue;
    yield between + items.map((item) => JSON.stringify(item)).join(",\n");
    between = ",\n";
  }
  yield "\n]";
}

async function* once<T>(items: T): AsyncGenerator<T> {
  yield items;
}

const iso = (at: Date) => at.toISOString();
const isoOrNull = (at: Date | null) => at && iso(at);
const isoOf = (ms: number | null) => (ms === null ? null : iso(new Date(ms)));

function essayPart({ id, slug, title, author, url, createdAt }: typeof essays.$inferSelect): EssayPart {
  return { id, slug, title, author, url, createdAt: iso(createdAt) };
}

async function* claimParts({ ctx, found, keys }: Exported): AsyncGenerator<ClaimPart[]> {
  const sectionAt = new Map(found.sections.map((section, i) => [section.rowId, i]));
  for (let i = 0; i < found.claims.length; i += batch) {
    const some = found.claims.slice(i, i + batch);
    const inSome = sql`(select value from json_each(${JSON.stringify(some)}))`;
    const rows = await ctx.db.select().from(claims).where(inArray(claims.rowId, some));
    const byRowId = new Map(rows.map((row) => [row.rowId, row]));
    const wordings = await ctx.db
      .select()
      .from(claimRevisions)
      .where(inArray(claimRevisions.claim, some))
      .orderBy(asc(claimRevisions.claim), asc(claimRevisions.number));
    const writers = await namesOf(
      ctx,
      wordings.map((wording) => wording.by),
    );
    const supports = await ctx.db.all<{ claim: number; id: string }>(sql`
      select s.claim, k.id from claim_supports s join claims k on k.row_id = s.supports
      where s.claim in ${inSome} and ${found.ofClaim} order by s.claim, k.position < 0, abs(k.position)`);
    const others = await ctx.db.all<{ claim: number; merged: string | null; split: string | null }>(sql`
      select it.row_id as claim,
        (select k.id from claims k where k.row_id = it.merged_into and ${found.ofClaim}) as merged,
        (select k.id from claims k where k.row_id = it.split_from and ${found.ofClaim}) as split
      from claims it where it.row_id in ${inSome} and (it.merged_into is not null or it.split_from is not null)`);
    yield some.flatMap((rowId): ClaimPart[] => {
      const claim = byRowId.get(rowId);
      const other = others.find((one) => one.claim === rowId);
      if (!claim) return [];
      return [
        {
          id: claim.id,
          slug: claim.slug,
          section: sectionAt.get(claim.section) ?? 0,
          placed: claim.position >= 0,
          kind: claim.kind,
          statement: claim.statement,
          quote: { exact: claim.quoteExact, prefix: claim.quotePrefix, suffix: claim.quoteSuffix },
          resolvesOn: claim.resolvesOn,
          supports: supports.filter((one) => one.claim === rowId).map((one) => one.id),
          lock:
            claim.lock === "open"
              ? null
              : { kind: claim.lock, reason: claim.lockReason, until: isoOrNull(claim.lockedUntil) },
          mergedInto: other?.merged ?? null,
          splitFrom: other?.split ?? null,
          createdAt: iso(claim.createdAt),
          wordings: wordings
            .filter((wording) => wording.claim === rowId)
            .map((wording) => ({
              number: wording.number,
              by: wording.by === null ? null : keys.person(wording.by, writers.get(wording.by) ?? null),
              at: iso(wording.at),
              statement: wording.statement,
              kind: wording.kind,
              resolvesOn: wording.resolvesOn,
              reads: wording.wording,
            })),
          tally: {
            ...{ agree: claim.agree, disagree: claim.disagree, unsure: claim.unsure },
            total: claim.agree + claim.disagree + claim.unsure,
          },
        },
      ];
    });
  }
}

/** The names that people go by; null for former members. */
async function namesOf(ctx: Ctx, rowIds: (number | null)[]): Promise<Map<number, string | null>> {
  const wanted = JSON.stringify([...new Set(rowIds.filter((rowId) => rowId !== null))]);
  const rows = await ctx.db.all<{ row_id: number; name: string | null }>(sql`
    select row_id, case when deleted_at is null then name end as name from accounts
    where row_id in (select value from json_each(${wanted}))`);
  return new Map(rows.map((row) => [row.row_id, row.name]));
}

async function* contributionParts(exported: Exported): AsyncGenerator<ContributionPart[]> {
  const { ctx, found, view, keys } = exported;
  const [newest] = await ctx.db.all<{ at: number }>(sql`select coalesce(max(row_id), 0) as at from contributions`);
  for (let last = 0; ; ) {
    const rows = await ctx.db.all<ContributionRow>(sql`
      select c.row_id, c.id, k.id as claim, c.kind, c.stance, c.author, c.state, c.state_reason_code, c.state_reason_text,
        c.pinned_at, c.quote_check, c.archive_url, c.dead_since, c.source_changed_at, c.created_at, c.edited_at, c.version,
        (select p.id from contributions p where p.row_id = c.parent) as parent,
        (select m.id from contributions m join claims k on k.row_id = m.claim
          where m.row_id = c.merged_into and (${view === "full" ? 1 : 0} or m.state <> 'held') and ${found.ofClaim}) as merged
      from contributions c join claims k on k.row_id = c.claim
      where c.row_id > ${last} and c.row_id <= ${newest?.at ?? 0} and ${found.ofClaim} and ${found.visible}
      order by c.row_id limit ${batch}`);
    const end = rows.at(-1);
    if (!end) return;
    last = end.row_id;
    const texts = await ctx.db.all<RevisionRow>(sql`
      select * from revisions where contribution in (select value from json_each(${JSON.stringify(rows.map((row) => row.row_id))}))
      order by contribution, number`);
    const names = await namesOf(ctx, [...rows.map((row) => row.author), ...texts.map((text) => text.by)]);
    const person = (rowId: number) => keys.person(rowId, names.get(rowId) ?? null);
    yield rows.map((row) => {
      exported.contributions.set(row.row_id, 1);
      const hidden = view === "public" && (hidesText(row.state) || row.state === "held");
      const reason = { code: row.state_reason_code, text: row.state_reason_text };
      return {
        id: row.id,
        claim: row.claim,
        parent: row.parent,
        kind: row.kind,
        stance: row.stance,
        author: person(row.author),
        state: row.state,
        reason: reason.code === null && reason.text === null ? null : reason,
        mergedInto: row.merged,
        pinnedAt: isoOf(row.pinned_at),
        quoteCheck: row.quote_check,
        archiveUrl: hidden ? null : row.archive_url,
        deadSince: hidden ? null : isoOf(row.dead_since),
        sourceChangedAt: hidden ? null : isoOf(row.source_changed_at),
        createdAt: iso(new Date(row.created_at)),
        editedAt: isoOf(row.edited_at),
        version: row.version,
        revisions: hidden
          ? []
          : texts
              // One without words stands where an import knew none.
              .filter((text) => text.contribution === row.row_id && text.text !== "")
              .map((text) => ({
                number: text.number,
                by: person(text.by),
                at: iso(new Date(text.at)),
                body: JSON.parse(text.body),
                source: row.kind === "evidence" ? sourcePart(text) : null,
              })),
      };
    });
  }
}

type ContributionRow = {
  row_id: number;
  id: string;
  claim: string;
  parent: string | null;
  merged: string | null;
  author: number;
  state_reason_code: string | null;
  state_reason_text: string | null;
  pinned_at: number | null;
  quote_check: ContributionPart["quoteCheck"];
  archive_url: string | null;
  dead_since: number | null;
  source_changed_at: number | null;
  created_at: number;
  edited_at: number | null;
} & Pick<ContributionPart, "kind" | "stance" | "state" | "version">;

type RevisionRow = {
  contribution: number;
  number: number;
  by: number;
  at: number;
  body: string;
  text: string;
  source_url: string | null;
  source_citation: string | null;
  source_title: string | null;
  source_author: string | null;
  source_publisher: string | null;
  source_date: string | null;
  source_type: NonNullable<ContributionPart["revisions"][number]["source"]>["type"];
  source_excerpt: string | null;
};

const sourcePart = (text: RevisionRow) => ({
  url: text.source_url,
  citation: text.source_citation,
  title: text.source_title,
  author: text.source_author,
  publisher: text.source_publisher,
  date: text.source_date,
  type: text.source_type,
  excerpt: text.source_excerpt,
});

async function* decisionParts({
  ctx,
  found,
  view,
  contributions,
  decisions,
}: Exported): AsyncGenerator<DecisionPart[]> {
  const [newest] = await ctx.db.all<{ at: number }>(sql`select coalesce(max(row_id), 0) as at from decisions`);
  for (let last = 0; ; ) {
    const rows = await ctx.db.all<DecisionRow>(sql`
      select d.row_id, d.id, d.at, d.action, d.by_role, d."from", d."to", d.reason_code, d.reason_text,
        d.from_reason_code, d.from_reason_text, d.until, d.contribution as about, d.into_contribution as into_about,
        d.undoes, c.id as contribution, c.state,
        (select k.id from claims k where k.row_id = d.claim and ${found.ofClaim}) as claim,
        (select k.id from claims k where k.row_id = d.into_claim and ${found.ofClaim}) as into_claim,
        (select i.id from contributions i where i.row_id = d.into_contribution) as into_contribution,
        (select u.id from decisions u where u.row_id = d.undoes) as undone
      from decisions d left join contributions c on c.row_id = d.contribution
      where d.row_id > ${last} and d.row_id <= ${newest?.at ?? 0} and d.account is null
        and (${found.kind === "essay" ? sql`d.essay = ${found.essay.rowId}` : sql`${found.claims[0] ?? 0} in (d.claim, d.into_claim, c.claim)`})
      order by d.row_id limit ${batch}`);
    const end = rows.at(-1);
    if (!end) return;
    last = end.row_id;
    // What is not in the document is not spoken of either: what is held, and what has moved to another essay's claim.
    const told = rows.filter((row) => row.about === null || contributions.get(row.about) === 1);
    yield told.map((row) => {
      decisions.set(row.row_id, 1);
      return {
        id: row.id,
        at: iso(new Date(row.at)),
        action: row.action,
        byRole: row.by_role,
        claim: row.claim,
        contribution: row.contribution,
        from: view === "full" ? row.from : sayable(row.from, row.state),
        to: view === "full" ? row.to : sayable(row.to, row.state),
        reason: reasonOf(row.reason_code, row.reason_text),
        fromReason: reasonOf(row.from_reason_code, row.from_reason_text),
        intoClaim: row.into_claim,
        intoContribution: contributions.get(row.into_about ?? 0) === 1 ? row.into_contribution : null,
        until: isoOf(row.until),
        undoes: decisions.get(row.undoes ?? 0) === 1 ? row.undone : null,
      };
    });
  }
}

const reasonOf = (code: string | null, text: string | null) => (code === null && text === null ? null : { code, text });

type DecisionRow = {
  row_id: number;
  id: string;
  at: number;
  by_role: DecisionPart["byRole"];
  reason_code: string | null;
  reason_text: string | null;
  from_reason_code: string | null;
  from_reason_text: string | null;
  until: number | null;
  about: number | null;
  into_about: number | null;
  into_claim: string | null;
  into_contribution: string | null;
  undoes: number | null;
  undone: string | null;
  state: State | null;
} & Pick<DecisionPart, "action" | "claim" | "contribution" | "from" | "to">;

/** The histories of all targets, then what stands beside them. A target without any has no entry. */
async function* opinions(exported: Exported, kind: OpinionKind): AsyncGenerator<string> {
  const { ctx, keys, decisions } = exported;
  const name = kind === "votes" ? "claim" : "contribution";
  yield `,\n${JSON.stringify(kind)}:[`;
  let between = "\n";
  for await (const { rowId, id } of targets(exported, kind)) {
    let open = false;
    for await (const lines of history(ctx, kind, rowId, keys)) {
      yield open ? ",\n" : `${between}{${JSON.stringify(name)}:${JSON.stringify(id)},"history":[\n`;
      yield lines.map((line) => JSON.stringify(line)).join(",\n");
      open = true;
      between = ",\n";
    }
    if (open) yield '],"standing":[]}';
  }
  for await (const { rowId, id } of targets(exported, kind)) {
    const rows = await standing(ctx, kind, rowId, keys, (decision) => decisions.get(decision) === 1);
    if (rows.length === 0) continue;
    yield `${between}${JSON.stringify({ [name]: id, history: [], standing: rows })}`;
    between = ",\n";
  }
  yield "\n]";
}

/** Claims that were voted on, in reading order; contributions that were rated, in theirs. */
async function* targets({ ctx, found, contributions }: Exported, kind: OpinionKind) {
  if (kind === "votes") {
    for (let i = 0; i < found.claims.length; i += batch) {
      const some = JSON.stringify(found.claims.slice(i, i + batch));
      yield* await ctx.db.all<Target>(sql`
        select k.row_id as "rowId", k.id from claims k join json_each(${some}) wanted on wanted.value = k.row_id
        where exists (select 1 from vote_events where claim = k.row_id) or exists (select 1 from votes where claim = k.row_id)
        order by wanted.key`);
    }
    return;
  }
  for (let last = 0; ; ) {
    const rows = await ctx.db.all<Target>(sql`
      select c.row_id as "rowId", c.id from contributions c join claims k on k.row_id = c.claim
      where c.row_id > ${last} and ${found.ofClaim}
        and (exists (select 1 from rating_events where contribution = c.row_id) or exists (select 1 from ratings where contribution = c.row_id))
      order by c.row_id limit ${batch}`);
    const end = rows.at(-1);
    if (!end) return;
    last = end.rowId;
    yield* rows.filter((row) => contributions.get(row.rowId) === 1);
  }
}

type Target = { rowId: number; id: string };
