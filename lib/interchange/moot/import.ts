import { eq, getTableColumns, sql } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import {
  claimRevisions,
  claimSupports,
  claims,
  contributions,
  decisions,
  essays,
  revisions,
  sections,
} from "@/db/schema";
import { countedStates, isListed, shownSince } from "@/lib/contributions/contributions";
import { recountClaim, recountRatings } from "@/lib/contributions/recount";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { textHash } from "@/lib/curation/holding/text-hash";
import { requeue } from "@/lib/curation/requeue";
import { Refusal } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { domainOf, sourceKey } from "@/lib/links/links";
import { authorize } from "@/lib/policy/policy";
import { parseBody } from "@/lib/rich-text/validate";
import { indexClaim, indexContribution } from "@/lib/search/indexing";
import { recountTally } from "@/lib/votes/recount";
import type { Made, Progress } from "../interchange";
import { Faults, isAction } from "./check";
import type { ContributionPart, MootJson } from "./format";
import { kinds, type OpinionKind } from "./opinions";
import { type ImportedPeople, importPeople } from "./people";

/** Brings a checked document in, all or nothing. */
export const importMootJson = (ctx: Ctx, document: MootJson, progress: Progress = () => {}): Promise<Made> =>
  inTransaction(ctx, async (ctx) => {
    const viewer = authorize(ctx, "essay.import");
    const { slug } = document.essay;
    const [there] = await ctx.db.select({ id: essays.id }).from(essays).where(eq(essays.slug, slug));
    if (there) {
      const sentence = `There is an essay at ${slug} already. Give this one another slug.`;
      throw new Refusal(409, "essay.already_there", sentence);
    }
    const people = await importPeople(ctx, document);
    const ids = await idsFor(ctx, document);
    const claimRows = await insertClaims(ctx, document, people, ids, progress);
    const contributionRows = await insertContributions(ctx, document, people, ids, claimRows.rowIds, progress);
    const decisionRows = await insertDecisions(ctx, document, ids, viewer, {
      essay: claimRows.essay,
      claims: claimRows.rowIds,
      contributions: contributionRows,
    });
    const votes = await insertOpinions(ctx, "votes", document.votes, claimRows.rowIds, decisionRows, people, progress);
    const ratings = await insertOpinions(
      ctx,
      "ratings",
      document.ratings,
      contributionRows,
      decisionRows,
      people,
      progress,
    );
    await bringUpToDate(ctx, document, claimRows.rowIds, contributionRows, progress);
    ctx.touched.add("essays").add("log");
    const evidence = document.contributions.filter((one) => one.kind === "evidence").length;
    return {
      slug,
      claims: document.claims.length,
      evidence,
      rebuttals: document.contributions.length - evidence,
      votes,
      ratings,
      decisions: document.decisions.length,
      people: document.people.length,
      renamed: people.renamed,
      newIds: ids.changed,
    };
  });

/** The form of our own ids. Others are a file's own names for things, and not for addresses. */
const ownId = /^[bcdfghjkmnpqrstvwxyz23456789]{9}$/;

type Ids = {
  essay: string;
  claims: Map<string, string>;
  contributions: Map<string, string>;
  decisions: Map<string, string>;
  changed: number;
};

/** The ids that things get: their own where it is free here. */
async function idsFor(ctx: Ctx, document: MootJson): Promise<Ids> {
  let changed = 0;
  const free = async (table: "essays" | "claims" | "contributions" | "decisions", wanted: string[]) => {
    const taken = await ctx.db.all<{ id: string }>(sql`
      select id from ${sql.identifier(table)} where id in (select value from json_each(${JSON.stringify(wanted)}))`);
    const takenIds = new Set(taken.map((row) => row.id));
    changed += takenIds.size;
    return new Map(wanted.map((id) => [id, takenIds.has(id) || !ownId.test(id) ? newId() : id]));
  };
  const ofAll = (all: { id: string }[]) => all.map((one) => one.id);
  return {
    essay: (await free("essays", [document.essay.id])).get(document.essay.id) ?? newId(),
    claims: await free("claims", ofAll(document.claims)),
    contributions: await free("contributions", ofAll(document.contributions)),
    decisions: await free("decisions", ofAll(document.decisions)),
    get changed() {
      return changed;
    },
  };
}

type RowIds = Map<string, number>;

/** Inserts rows, many at a time, in their order. SQLite takes 32,766 values in one statement. */
async function insertAll<Table extends SQLiteTable>(ctx: Ctx, table: Table, rows: Table["$inferInsert"][]) {
  const size = Math.floor(30_000 / Object.keys(getTableColumns(table)).length);
  for (let i = 0; i < rows.length; i += size) await ctx.db.insert(table).values(rows.slice(i, i + size));
}

/** The row ids of what was just inserted, by the ids that the document has for it. */
async function rowIdsOf(
  ctx: Ctx,
  table: "claims" | "contributions" | "decisions",
  ids: Map<string, string>,
): Promise<RowIds> {
  const rows = await ctx.db.all<{ id: string; row_id: number }>(sql`
    select id, row_id from ${sql.identifier(table)}
    where id in (select value from json_each(${JSON.stringify([...ids.values()])}))`);
  const byId = new Map(rows.map((row) => [row.id, row.row_id]));
  return new Map([...ids].map(([own, id]) => [own, byId.get(id) ?? 0]));
}

const date = (iso: string) => new Date(iso);
const dateOrNull = (iso: string | null) => (iso === null ? null : new Date(iso));
const at = (rowIds: RowIds, id: string | null) => (id === null ? null : (rowIds.get(id) ?? null));

async function insertClaims(ctx: Ctx, document: MootJson, people: ImportedPeople, ids: Ids, progress: Progress) {
  const { slug, title, author, url, createdAt } = document.essay;
  const [essay] = await ctx.db
    .insert(essays)
    .values({ id: ids.essay, slug, title, author, url, createdAt: date(createdAt) })
    .returning({ rowId: essays.rowId });
  if (!essay) throw new Error("the essay was not inserted");
  await insertAll(
    ctx,
    sections,
    document.sections.map((title, position) => ({ essay: essay.rowId, position, title })),
  );
  const sectionRows = await ctx.db.select().from(sections).where(eq(sections.essay, essay.rowId));
  const sectionAt = new Map(sectionRows.map((row) => [row.position, row.rowId]));

  progress("claims", 0, document.claims.length);
  let placed = 0;
  let unplaced = 0;
  await insertAll(
    ctx,
    claims,
    document.claims.map((claim) => ({
      id: ids.claims.get(claim.id) ?? newId(),
      essay: essay.rowId,
      section: sectionAt.get(claim.section) ?? 0,
      position: claim.placed ? ++placed : --unplaced,
      slug: claim.slug,
      kind: claim.kind,
      statement: claim.statement,
      quoteExact: claim.quote.exact,
      quotePrefix: claim.quote.prefix,
      quoteSuffix: claim.quote.suffix,
      resolvesOn: claim.resolvesOn,
      lock: claim.lock?.kind ?? "open",
      lockReason: claim.lock?.reason ?? null,
      lockedUntil: dateOrNull(claim.lock?.until ?? null),
      version: claim.wordings.at(-1)?.number ?? 1,
      wording: claim.wordings.at(-1)?.reads ?? 1,
      createdAt: date(claim.createdAt),
    })),
  );
  const rowIds = await rowIdsOf(ctx, "claims", ids.claims);
  await insertAll(
    ctx,
    claimRevisions,
    document.claims.flatMap((claim) =>
      claim.wordings.map(({ reads, by, at, ...wording }) => ({
        ...wording,
        claim: rowIds.get(claim.id) ?? 0,
        wording: reads,
        by: by === null ? null : people.of(by),
        at: date(at),
      })),
    ),
  );
  await insertAll(
    ctx,
    claimSupports,
    document.claims.flatMap((claim) =>
      claim.supports.map((id) => ({ claim: rowIds.get(claim.id) ?? 0, supports: rowIds.get(id) ?? 0 })),
    ),
  );
  for (const { id, mergedInto, splitFrom } of document.claims) {
    if (mergedInto === null && splitFrom === null) continue;
    await ctx.db
      .update(claims)
      .set({ mergedInto: at(rowIds, mergedInto), splitFrom: at(rowIds, splitFrom) })
      .where(eq(claims.rowId, rowIds.get(id) ?? 0));
  }
  return { essay: essay.rowId, rowIds };
}

async function insertContributions(
  ctx: Ctx,
  document: MootJson,
  people: ImportedPeople,
  ids: Ids,
  claimRows: RowIds,
  progress: Progress,
): Promise<RowIds> {
  const all = document.contributions;
  progress("contributions", 0, all.length);
  const texts = readTexts(all);
  const places = placesOf(all);
  await insertAll(
    ctx,
    contributions,
    all.map((it) => {
      const url = it.revisions.at(-1)?.source?.url ?? null;
      return {
        id: ids.contributions.get(it.id) ?? newId(),
        claim: claimRows.get(it.claim) ?? 0,
        kind: it.kind,
        stance: it.stance,
        author: people.of(it.author),
        state: it.state,
        stateReasonCode: it.reason?.code ?? null,
        stateReasonText: it.reason?.text ?? null,
        sourceKey: url === null ? null : sourceKey(url),
        sourceDomain: url === null ? null : domainOf(url),
        pinnedAt: dateOrNull(it.pinnedAt),
        quoteCheck: it.quoteCheck,
        archiveUrl: it.archiveUrl,
        deadSince: dateOrNull(it.deadSince),
        sourceChangedAt: dateOrNull(it.sourceChangedAt),
        revision: it.revisions.at(-1)?.number ?? 1,
        version: it.version,
        createdAt: date(it.createdAt),
        editedAt: dateOrNull(it.editedAt),
        shownAt: shownSince(it.state, null, date(it.createdAt)),
        textHash: textHash(texts.get(`${it.id} ${it.revisions.at(-1)?.number}`)?.text ?? ""),
        ...(places.get(it.id) ?? { depth: 0, answers: 0, listed: false }),
      };
    }),
  );
  const rowIds = await rowIdsOf(ctx, "contributions", ids.contributions);
  await linkUp(ctx, "parent", all, (it) => it.parent, rowIds);
  await linkUp(ctx, "merged_into", all, (it) => it.mergedInto, rowIds);
  progress("contributions", all.length, all.length);
  await insertAll(
    ctx,
    revisions,
    all.flatMap((it) =>
      (it.revisions.length > 0 ? it.revisions : [{ number: 1, by: it.author, at: it.createdAt, source: null }]).map(
        ({ number, by, at, source }) => ({
          contribution: rowIds.get(it.id) ?? 0,
          number,
          by: people.of(by),
          at: date(at),
          ...(texts.get(`${it.id} ${number}`) ?? wordless),
          sourceUrl: source?.url ?? null,
          sourceCitation: source?.citation ?? null,
          sourceTitle: source?.title ?? null,
          sourceAuthor: source?.author ?? null,
          sourcePublisher: source?.publisher ?? null,
          sourceDate: source?.date ?? null,
          sourceType: source?.type ?? null,
          sourceExcerpt: source?.excerpt ?? null,
        }),
      ),
    ),
  );
  return rowIds;
}

/** What stands in place of a text that whoever exported it could not see. */
const wordless = { body: { type: "doc", content: [] }, text: "" };

function readTexts(all: ContributionPart[]) {
  const faults = new Faults();
  const texts = new Map<string, { body: unknown; text: string }>();
  for (const [i, it] of all.entries()) {
    for (const [r, { number, body }] of it.revisions.entries()) {
      try {
        texts.set(`${it.id} ${number}`, parseBody(body));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        faults.add(`contributions.${i}.revisions.${r}.body`, error.message);
      }
    }
  }
  faults.refuse();
  return texts;
}

type Place = { depth: number; answers: number; listed: boolean };

/** What follows from where a contribution stands: its depth, how many listed ones answer it, whether lists show it. */
function placesOf(all: ContributionPart[]): Map<string, Place> {
  const byId = new Map(all.map((it) => [it.id, it]));
  const depths = new Map<string, number>();
  for (const it of all) {
    const way: ContributionPart[] = [];
    let known: number | undefined;
    for (let one: ContributionPart | undefined = it; one; one = byId.get(one.parent ?? "")) {
      known = depths.get(one.id);
      if (known !== undefined) break;
      way.push(one);
    }
    let depth = known === undefined ? 0 : known + 1;
    for (const one of way.reverse()) depths.set(one.id, depth++);
  }
  const places = new Map<string, Place>(
    all.map((it) => [it.id, { depth: depths.get(it.id) ?? 0, answers: 0, listed: false }]),
  );
  const deepestFirst = [...all].sort((a, b) => (depths.get(b.id) ?? 0) - (depths.get(a.id) ?? 0));
  for (const it of deepestFirst) {
    const place = places.get(it.id);
    if (!place) continue;
    place.listed = isListed(it.state, place.answers);
    const above = places.get(it.parent ?? "");
    if (above && place.listed) above.answers += 1;
  }
  return places;
}

/** Fills in a reference among contributions once all of them are there: it may lead forwards. */
async function linkUp(
  ctx: Ctx,
  column: "parent" | "merged_into",
  all: ContributionPart[],
  to: (it: ContributionPart) => string | null,
  rowIds: RowIds,
) {
  const pairs = all.filter((it) => to(it) !== null).map((it) => [rowIds.get(it.id), rowIds.get(to(it) ?? "")]);
  await ctx.db.run(sql`
    update contributions set ${sql.identifier(column)} = pair.value ->> 1
    from json_each(${JSON.stringify(pairs)}) pair where contributions.row_id = pair.value ->> 0`);
}

async function insertDecisions(
  ctx: Ctx,
  document: MootJson,
  ids: Ids,
  viewer: { rowId: number },
  rows: { essay: number; claims: RowIds; contributions: RowIds },
): Promise<RowIds> {
  await insertAll(
    ctx,
    decisions,
    document.decisions.map((it) => ({
      id: ids.decisions.get(it.id) ?? newId(),
      at: date(it.at),
      // Who decided is not in the file; whoever imports it answers for it.
      by: viewer.rowId,
      byRole: it.byRole,
      action: isAction(it.action) ? it.action : "decide",
      essay: rows.essay,
      claim: at(rows.claims, it.claim),
      contribution: at(rows.contributions, it.contribution),
      from: it.from,
      to: it.to,
      reasonCode: it.reason?.code ?? null,
      reasonText: it.reason?.text ?? null,
      fromReasonCode: it.fromReason?.code ?? null,
      fromReasonText: it.fromReason?.text ?? null,
      intoClaim: at(rows.claims, it.intoClaim),
      intoContribution: at(rows.contributions, it.intoContribution),
      until: dateOrNull(it.until),
    })),
  );
  const rowIds = await rowIdsOf(ctx, "decisions", ids.decisions);
  for (const { id, undoes } of document.decisions) {
    if (undoes === null) continue;
    await ctx.db
      .update(decisions)
      .set({ undoes: at(rowIds, undoes) })
      .where(eq(decisions.rowId, rowIds.get(id) ?? 0));
  }
  return rowIds;
}

/** Rows written at a time. */
const batch = 5000;

/** Writes histories, lets the last of each person stand, then what stands beside them. Answers how many changes there were. */
async function insertOpinions(
  ctx: Ctx,
  kind: OpinionKind,
  parts: MootJson["votes"] | MootJson["ratings"],
  targets: RowIds,
  decisionRows: RowIds,
  people: ImportedPeople,
  progress: Progress,
): Promise<number> {
  const { current, events, target, code } = kinds[kind];
  const number = (word: string | null) => (word === null ? null : code[word]);
  const total = parts.reduce((sum, part) => sum + part.history.length, 0);
  let done = 0;
  for (const part of parts) {
    const on = targets.get("claim" in part ? part.claim : part.contribution) ?? 0;
    for (let i = 0; i < part.history.length; i += batch) {
      const some = part.history.slice(i, i + batch);
      const rows = some.map(([who, from, to, at]) => [people.of(who), number(from), number(to), at]);
      await ctx.db.run(sql`
        insert into ${events} (${target}, account, "from", "to", at)
        select ${on}, value ->> 0, value ->> 1, value ->> 2, value ->> 3 from json_each(${JSON.stringify(rows)}) order by key`);
      done += some.length;
      progress(kind, done, total);
    }
    if (part.history.length > 0) await letLastStand(ctx, kind, on);
    for (const [who, value, at, ...rest] of part.standing) {
      const by = rest.at(-1) as string | null;
      const carriedBy = by === null ? null : (decisionRows.get(by) ?? null);
      const wording = kind === "votes" ? sql`, wording` : sql``;
      const wordingValue = kind === "votes" ? sql`, ${rest[0] as number}` : sql``;
      await ctx.db.run(sql`
        insert or replace into ${current} (${target}, account, value, at, carried_by${wording})
        values (${on}, ${people.of(who)}, ${number(value)}, ${at}, ${carriedBy}${wordingValue})`);
    }
  }
  return total;
}

async function letLastStand(ctx: Ctx, kind: OpinionKind, on: number) {
  const { current, events, target } = kinds[kind];
  const wording = kind === "votes" ? sql`, wording` : sql``;
  const wordingThen =
    kind === "votes"
      ? sql`, coalesce((select r.wording from claim_revisions r where r.claim = ${on} and r.at <= e.at order by r.number desc limit 1), 1)`
      : sql``;
  await ctx.db.run(sql`
    insert into ${current} (${target}, account, value, at${wording})
    select ${on}, e.account, e."to", e.at${wordingThen} from ${events} e
    where e.${target} = ${on} and e."to" is not null and e.row_id = (
      select l.row_id from ${events} l where l.account = e.account and +l.${target} = ${on}
      order by l.at desc, l.row_id desc limit 1)`);
}

/** Counts, indexes and queues all that came. */
async function bringUpToDate(
  ctx: Ctx,
  document: MootJson,
  claimRows: RowIds,
  contributionRows: RowIds,
  progress: Progress,
): Promise<void> {
  for (const rated of document.ratings) await recountRatings(ctx.db, contributionRows.get(rated.contribution) ?? 0);
  for (const voted of document.votes) await recountTally(ctx.db, claimRows.get(voted.claim) ?? 0);
  const argued = new Set(document.contributions.map((it) => it.claim));
  for (const id of argued) await recountClaim(ctx.db, claimRows.get(id) ?? 0);
  const total = document.claims.length + document.contributions.length;
  let done = 0;
  const count = () => {
    done += 1;
    if (done % 500 === 0 || done === total) progress("search", done, total);
  };
  for (const claim of document.claims) {
    await indexClaim(ctx.db, claimRows.get(claim.id) ?? 0);
    count();
  }
  for (const it of document.contributions) {
    const rowId = contributionRows.get(it.id) ?? 0;
    if (countedStates.includes(it.state)) await indexContribution(ctx.db, rowId);
    if (it.state === "unreviewed" || it.state === "held") await requeue(ctx.db, rowId);
    count();
  }
}
