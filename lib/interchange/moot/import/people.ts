import { eq, inArray, sql } from "drizzle-orm";
import { accounts } from "@/db/schema";
import { faultInName, nameFrom, normalName, skeletonsToAvoid } from "@/lib/accounts/names";
import type { Ctx } from "@/lib/ctx";
import { newId } from "@/lib/ids";
import { editors } from "../../operator";
import type { MootJson } from "../format";
import { Numbers } from "../keys";

/** Rows written at a time. */
const batch = 5000;

export type ImportedPeople = {
  /** The account's row id of a key. */
  of(key: string): number;
  /** Names that were taken, and what those people are called here instead. */
  renamed: { from: string; to: string }[];
};

/**
 * Makes an account for everybody in a document. Nobody becomes somebody who is here already, or a file could put words in
 * people's mouths: a taken name gets a number. The Editors alone are the same everywhere. Nobody can sign in to such an
 * account before an operator gives them a password; voters without a name are accounts without one.
 */
export async function importPeople(ctx: Ctx, document: MootJson): Promise<ImportedPeople> {
  const people = new Map<string, number>();
  const renamed: ImportedPeople["renamed"] = [];
  const showing = new Set(document.votes.flatMap((one) => [...one.history, ...one.standing].map(([who]) => who)));
  for (const { key, name } of document.people) {
    const made = name === null ? await insertNameless(ctx) : await insertNamed(ctx, name, showing.has(key));
    people.set(key, made.rowId);
    if (name !== null && made.name !== name) renamed.push({ from: name, to: made.name });
  }
  const voters = await insertVoters(ctx, document);
  return {
    renamed,
    of(key) {
      const rowId = key.startsWith("v") ? voters.get(Number(key.slice(1))) : people.get(key);
      if (!rowId) throw new Error(`nobody has the key ${key}`);
      return rowId;
    },
  };
}

async function insertNamed(ctx: Ctx, name: string, showsVotes: boolean): Promise<{ rowId: number; name: string }> {
  if (name === editors) {
    const [there] = await ctx.db.select().from(accounts).where(eq(accounts.name, editors));
    return there ?? insert(ctx, { name, nameSkeleton: editors.toLowerCase(), showsVotes: false });
  }
  for (let attempt = 0; ; attempt += 1) {
    const chance = String(Math.floor(Math.random() * 1e8)).padStart(8, "0");
    const kept = normalName(name);
    const tried = attempt === 0 && faultInName(kept) === undefined ? kept : nameFrom(name, attempt, chance);
    const [nameSkeleton = tried, ...others] = skeletonsToAvoid(tried);
    const [taken] = await ctx.db
      .select({ rowId: accounts.rowId })
      .from(accounts)
      .where(inArray(accounts.nameSkeleton, [nameSkeleton, ...others]));
    if (!taken) return insert(ctx, { name: tried, nameSkeleton, showsVotes });
  }
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

/** Their numbers' accounts: nameless, in the order of their numbers. */
async function insertVoters(ctx: Ctx, document: MootJson): Promise<Numbers> {
  const numbers = new Set<number>();
  for (const { history, standing } of [...document.votes, ...document.ratings]) {
    for (const list of [history, standing]) {
      for (const [who] of list) if (who.startsWith("v")) numbers.add(Number(who.slice(1)));
    }
  }
  const sorted = Uint32Array.from(numbers).sort();
  const accountOf = new Numbers();
  const at = ctx.now.getTime();
  for (let i = 0; i < sorted.length; i += batch) {
    const some = [...sorted.subarray(i, i + batch)];
    const made = await ctx.db.all<{ row_id: number }>(sql`
      insert into accounts (id, name, name_skeleton, created_at, deleted_at)
      select value, 'former-member:' || value, 'former-member:' || value, ${at}, ${at}
      from json_each(${JSON.stringify(some.map(() => newId()))}) order by key returning row_id`);
    // Row ids rise in the order of insertion, however they are returned.
    const rowIds = made.map((row) => row.row_id).sort((a, b) => a - b);
    for (const [place, number] of some.entries()) accountOf.set(number, rowIds[place] ?? 0);
  }
  return accountOf;
}
