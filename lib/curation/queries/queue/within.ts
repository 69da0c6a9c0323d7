import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/ctx";
import { countedAtMost, type QueueFilters } from "../../queue";
import { flagReasons } from "../../reasons";

/** What the filters leave of the queue: rows of `base`, called q, for which the conditions hold. */
export type Within = {
  base: SQL;
  conditions: SQL[];
  /** All its places differ in the row alone, so that the row alone orders it. */
  inOrderOfRows: boolean;
};

const waiting: Pick<Within, "base" | "inOrderOfRows"> = { base: sql`queue_entries`, inOrderOfRows: false };

/**
 * What a curator asked for more about waits for its author; it has no entry, but curators may want to see it. Its essay is
 * no join: whoever only counts doesn't look it up.
 */
const lacking: Pick<Within, "base" | "inOrderOfRows"> = {
  base: sql`(
    select c.row_id as contribution, (select k.essay from claims k where k.row_id = c.claim) as essay, c.claim, c.kind,
      c.state, c.author, c.source_domain as domain, null as hold_reason, 0.0 as flag_weight, 0 as day, 0 as newcomer,
      coalesce(c.edited_at, c.created_at) as since
    from contributions c indexed by contributions_state where c.state = 'needs-source')`,
  inOrderOfRows: true,
};

/** The few that somebody looks at, or flagged, found from their side; a thousand at most, so that ordering them is cheap. */
const chosenBy = (chosen: SQL): Pick<Within, "base" | "inOrderOfRows"> => ({
  base: sql`(
    select e.* from (${chosen} limit ${countedAtMost}) chosen
    cross join queue_entries e on e.contribution = chosen.contribution)`,
  inOrderOfRows: false,
});

/** Null where a filter names somebody or something that isn't there. */
export async function within(ctx: Ctx, filters: QueueFilters): Promise<Within | null> {
  const named = await rowIdsOf(ctx, filters);
  if (Object.values(named).includes(null)) return null;
  const { kind, state, reason, domain } = filters;
  const held = reason !== undefined && reason !== "flagged" && !Object.hasOwn(flagReasons, reason);
  // Whoever looks after one essay is shown no other: both hold where they ask for another.
  const curates = ctx.viewer?.curates ?? undefined;
  // The most telling first: the planner has nothing to choose by, and is left the first one's index alone.
  const columns: [name: string, value: string | number | null | undefined][] = [
    ["claim", named.claim],
    ["author", named.author],
    ["domain", domain?.toLowerCase().replace(/^www\./, "")],
    ["hold_reason", held ? reason : undefined],
    ["state", state === "unreviewed" || state === "needs-source" ? undefined : state],
    ["essay", named.essay],
    ["essay", curates],
    ["kind", kind],
    ["state", state === "unreviewed" ? state : undefined],
  ];
  const conditions = columns
    .filter(([, value]) => value !== undefined)
    .map(([name, value], i) => sql`${sql.raw(`${i > 0 ? "+" : ""}q.${name}`)} = ${value}`);
  if (reason && !held) conditions.push(flagged(reason));
  if (conditions.length === 0) conditions.push(sql`true`);

  const taken = sql`select contribution from takes
    where account = ${ctx.viewer?.rowId ?? 0} and until > ${ctx.now.getTime()}`;
  const flaggedBy = sql`select contribution from flags where account = ${named.flagger ?? 0} and closed_at is null`;
  if (state === "needs-source") {
    if (filters.mine) conditions.push(sql`q.contribution in (${taken})`);
    if (filters.flagger) conditions.push(sql`q.contribution in (${flaggedBy})`);
    return { ...lacking, conditions };
  }
  if (filters.mine) {
    if (filters.flagger) conditions.push(sql`q.contribution in (${flaggedBy})`);
    return { ...chosenBy(taken), conditions };
  }
  return { ...(filters.flagger ? chosenBy(flaggedBy) : waiting), conditions };
}

/** For the desk: without what others look at just now, and without what isn't the viewer's to decide. */
export function passingOver(ctx: Ctx, all: Within): Within {
  const viewer = ctx.viewer?.rowId ?? 0;
  return {
    ...all,
    conditions: [
      ...all.conditions,
      sql`not exists (select 1 from takes t
        where t.contribution = q.contribution and t.account <> ${viewer} and t.until > ${ctx.now.getTime()})`,
      // The sign keeps the planner from walking along the author's index.
      sql`+q.author <> ${viewer}`,
      sql`not exists (select 1 from contributions it join contributions above on above.row_id = it.parent
        where it.row_id = q.contribution and above.author = ${viewer})`,
    ],
  };
}

function flagged(reason: string): SQL {
  if (reason === "flagged") return sql`q.flag_weight > 0`;
  return sql`q.flag_weight > 0 and exists (
    select 1 from flags f where f.contribution = q.contribution and f.closed_at is null and f.reason = ${reason})`;
}

type Named = Partial<Record<"essay" | "claim" | "author" | "flagger", number | null>>;

async function rowIdsOf(ctx: Ctx, { essay, claim, author, flagger }: QueueFilters): Promise<Named> {
  const find = async (query: SQL) => (await ctx.db.all<{ rowId: number }>(query))[0]?.rowId ?? null;
  const person = (name: string) =>
    find(sql`select row_id as rowId from accounts where name = ${name} and deleted_at is null`);
  return {
    ...(essay && { essay: await find(sql`select row_id as rowId from essays where slug = ${essay}`) }),
    ...(claim && { claim: await find(sql`select row_id as rowId from claims where id = ${claim}`) }),
    ...(author && { author: await person(author) }),
    ...(flagger && { flagger: await person(flagger) }),
  };
}
