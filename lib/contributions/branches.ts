import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/ctx";
import { contributionRow, contributionsByRowId } from "./by-id";
import { type Branch, type ContributionSort, page, type Stance, stances } from "./contributions";
import { afterCursor, cursorAt, inOrder, orders, type Page } from "./cursor";
import { firsts } from "./stretches";

/** What of a contribution's row says where it stands: which of many are shown is chosen by that, and then all of those read. */
type Place = {
  rowId: number;
  id: string;
  parent: number | null;
  stance: Stance;
  answers: number;
  wilson: number;
  ratings: number;
};

const places = (ctx: Ctx, fitting: SQL): Promise<Place[]> =>
  ctx.db.all<Place>(
    sql`select row_id as rowId, id, parent, stance, answers, wilson, ratings from contributions ${fitting}`,
  );

/** One page of what answers a claim on each side, each with the first of what answers it. */
export async function sidesOf(
  ctx: Ctx,
  claim: number,
  {
    sort,
    cursors,
    size = page.size,
  }: { sort: ContributionSort; cursors: Record<Stance, string | null>; size?: number },
): Promise<Record<Stance, Page<Branch>>> {
  const fitting: SQL[] = [];
  for (const stance of stances) {
    fitting.push(sql`claim = ${claim} and parent is null and listed = 1 and stance = ${stance} and pinned_at is null
      ${await after(ctx, sort, cursors[stance])}`);
  }
  const found = await places(ctx, sql`where row_id in (${firsts(fitting, orders[sort], size + 1)}) ${inOrder(sort)}`);
  const pinned = await pinnedOn(ctx, claim);
  const of = (stance: Stance, all: Place[]) => all.filter((place) => place.stance === stance);
  const shownOf = (stance: Stance) => [
    ...(cursors[stance] === null ? of(stance, pinned) : []),
    ...of(stance, found).slice(0, size),
  ];
  const branches = await grown(ctx, stances.flatMap(shownOf));
  const side = (stance: Stance): Page<Branch> => ({
    items: branches.filter((branch) => branch.stance === stance),
    nextCursor: nextCursor(sort, of(stance, found), size),
  });
  return { supports: side("supports"), contradicts: side("contradicts") };
}

/** What curators put before the rest of its side, in the order in which they did. */
const pinnedOn = (ctx: Ctx, claim: number): Promise<Place[]> =>
  // The stance too, and the signs: else SQLite is led away from the index that holds only what is pinned.
  places(
    ctx,
    sql`where claim = ${claim} and stance in ('supports', 'contradicts') and pinned_at is not null
      and +parent is null and +listed = 1
      order by pinned_at, row_id`,
  );

/** One page of the direct answers to a contribution, each with the first of what answers it. */
export async function answersTo(
  ctx: Ctx,
  id: string,
  { sort, cursor, size = page.size }: { sort: ContributionSort; cursor: string | null; size?: number },
): Promise<Page<Branch>> {
  const { claim, rowId } = await contributionRow(ctx, id);
  const found = await places(
    ctx,
    sql`where claim = ${claim} and parent = ${rowId} and listed = 1 ${await after(ctx, sort, cursor)}
      ${inOrder(sort)} limit ${size + 1}`,
  );
  return { items: await grown(ctx, found.slice(0, size)), nextCursor: nextCursor(sort, found, size) };
}

async function after(ctx: Ctx, sort: ContributionSort, cursor: string | null): Promise<SQL> {
  return cursor === null ? sql`` : sql`and ${await afterCursor(ctx, sort, cursor)}`;
}

/** @param found one more than are shown, where there are more */
function nextCursor(sort: ContributionSort, found: Place[], size: number): string | null {
  const last = found[size - 1];
  return found.length > size && last ? cursorAt(sort, last) : null;
}

/** These with the first answers of each, level by level: a query a level for their places, and one for the words of all. */
async function grown(ctx: Ctx, roots: Place[]): Promise<Branch[]> {
  const all = [...roots];
  const below = new Map<number | null, Place[]>();
  let level = roots;
  for (let depth = 0; depth < page.depth; depth++) {
    const parents = level.filter(({ answers }) => answers > 0).map(({ rowId }) => rowId);
    if (parents.length === 0) break;
    level = await firstAnswers(ctx, parents);
    for (const place of level) below.set(place.parent, [...(below.get(place.parent) ?? []), place]);
    all.push(...level);
  }
  const words = await contributionsByRowId(
    ctx,
    all.map(({ rowId }) => rowId),
  );
  const branch = ({ rowId }: Place): Branch[] => {
    const contribution = words.get(rowId);
    return contribution ? [{ ...contribution, children: (below.get(rowId) ?? []).flatMap(branch) }] : [];
  };
  return roots.flatMap(branch);
}

const firstAnswers = (ctx: Ctx, parents: number[]): Promise<Place[]> =>
  places(
    ctx,
    sql`where row_id in (
        select child.row_id from json_each(${JSON.stringify(parents)}) p, contributions child
        where child.row_id in (
          select row_id from contributions where parent = p.value and listed = 1
          order by wilson desc, row_id desc limit ${page.answers}))
      order by wilson desc, row_id desc`,
  );
