import { eq, inArray, sql } from "drizzle-orm";
import { accounts } from "@/db/schema";
import { faultInName, nameFrom, normalName, skeletonsToAvoid } from "@/lib/accounts/names";
import type { Ctx } from "@/lib/ctx";
import { newId } from "@/lib/ids";
import { editors } from "../../operator";
import type { DebatePart, Incoming } from "../incoming";
import { placeOf } from "../number-set";

/** Rows written at a time. */
const batch = 5000;

/** A name that was taken, and what that person is called here instead. */
export type Renamed = { from: string; to: string };

export type ImportedPeople = {
  /** The account's row id of a key. */
  of(key: string): number;
  renamed: Renamed[];
};

/**
 * Makes an account for everybody in a document. Nobody becomes somebody who is here already, or a file could put words in
 * people's mouths: a taken name gets a number. The Editors alone are the same everywhere. Nobody can sign in to such an
 * account before an operator gives them a password; voters without a name are accounts without one.
 */
export async function importPeople(
  ctx: Ctx,
  { document, voters: { numbers, named } }: Incoming,
): Promise<ImportedPeople> {
  const { names, renamed } = await namesFor(ctx, document.people);
  const people = new Map<string, number>();
  for (const { key, name } of document.people) {
    const free = names.get(key);
    const made = free
      ? await insert(ctx, { ...free, showsVotes: named.has(key) })
      : name === editors
        ? await theEditors(ctx)
        : await insertNameless(ctx);
    people.set(key, made.rowId);
  }
  const voters = await insertVoters(ctx, numbers.sorted());
  return {
    renamed,
    of(key) {
      const rowId = key.startsWith("v") ? voters(Number(key.slice(1))) : people.get(key);
      if (!rowId) throw new Error(`nobody has the key ${key}`);
      return rowId;
    },
  };
}

type FreeName = { name: string; nameSkeleton: string };

/** The names that people get here, by their keys; those without one and the Editors get none. Reads only. */
export async function namesFor(
  ctx: Ctx,
  people: DebatePart["people"],
): Promise<{ names: Map<string, FreeName>; renamed: Renamed[] }> {
  const names = new Map<string, FreeName>();
  const renamed: Renamed[] = [];
  const given = new Set<string>();
  for (const { key, name } of people) {
    if (name === null || name === editors) continue;
    const free = await freeName(ctx, name, given);
    given.add(free.nameSkeleton);
    names.set(key, free);
    if (free.name !== name) renamed.push({ from: name, to: free.name });
  }
  return { names, renamed };
}

async function freeName(ctx: Ctx, name: string, given: Set<string>): Promise<FreeName> {
  for (let attempt = 0; ; attempt += 1) {
    const chance = String(Math.floor(Math.random() * 1e8)).padStart(8, "0");
    const kept = normalName(name);
    const tried = attempt === 0 && faultInName(kept) === undefined ? kept : nameFrom(name, attempt, chance);
    const [nameSkeleton = tried, ...others] = skeletonsToAvoid(tried);
    const avoided = [nameSkeleton, ...others];
    if (avoided.some((one) => given.has(one))) continue;
    const [taken] = await ctx.db
      .select({ rowId: accounts.rowId })
      .from(accounts)
      .where(inArray(accounts.nameSkeleton, avoided));
    if (!taken) return { name: tried, nameSkeleton };
  }
}

async function theEditors(ctx: Ctx) {
  const [there] = await ctx.db.select().from(accounts).where(eq(accounts.name, editors));
  return there ?? insert(ctx, { name: editors, nameSkeleton: editors.toLowerCase() });
}

async function insertNameless(ctx: Ctx) {
  const id = newId();
  // As a deletion leaves it: no name holds a colon.
  const nobody = `former-member:${id}`;
  return insert(ctx, { id, name: nobody, nameSkeleton: nobody, deletedAt: ctx.now });
}

async function insert(ctx: Ctx, values: Omit<typeof accounts.$inferInsert, "id" | "createdAt"> & { id?: string }) {
  const [row] = await ctx.db
    .insert(accounts)
    .values({ id: newId(), createdAt: ctx.now, ...values })
    .returning({ rowId: accounts.rowId, name: accounts.name });
  if (!row) throw new Error("the account was not inserted");
  return row;
}

/** Accounts for numbers: nameless, in the numbers' order. Answers the row id of each number's account. */
async function insertVoters(ctx: Ctx, numbers: Uint32Array): Promise<(number: number) => number | undefined> {
  const rowIds = new Int32Array(numbers.length);
  const at = ctx.now.getTime();
  for (let i = 0; i < numbers.length; i += batch) {
    const ids = Array.from(numbers.subarray(i, i + batch), () => newId());
    const made = await ctx.db.all<{ row_id: number }>(sql`
      insert into accounts (id, name, name_skeleton, created_at, deleted_at)
      select value, 'former-member:' || value, 'former-member:' || value, ${at}, ${at}
      from json_each(${JSON.stringify(ids)}) order by key returning row_id`);
    // Row ids rise in the order of insertion, however they are returned.
    rowIds.set(
      made.map((row) => row.row_id).sort((a, b) => a - b),
      i,
    );
  }
  return (number) => rowIds[placeOf(numbers, number)];
}
