import { asc, type SQLWrapper, sql } from "drizzle-orm";
import { reasons } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import { defaultReasons, type ListedReason, type ReasonChoices, type ReasonList, reasonLists } from "../reasons";

/** The sentence that an admin gave to the reason for a state; null where none did: the second half is `givenReason`. */
export const wordedReason = (state: SQLWrapper, code: SQLWrapper) => sql<string | null>`(
  select worded.label from reasons worded
  where worded.list = case ${state} when 'removed' then 'remove' when 'declined' then null else 'reject' end and worded.code = ${code})`;

/** Every reason there is or was, in the order in which curators see them: those that Moot comes with, as an admin changed them. */
export async function allReasons(ctx: Ctx): Promise<Record<ReasonList, ListedReason[]>> {
  const rows = await ctx.db.select().from(reasons).orderBy(asc(reasons.position));
  const listed = (list: ReasonList): ListedReason[] => {
    const own = rows.filter((row) => row.list === list);
    const untouched = Object.entries(defaultReasons[list])
      .map(([code, label], position) => ({ code, label, position, retiredAt: null }))
      .filter(({ code }) => !own.some((row) => row.code === code));
    return [...own, ...untouched]
      .sort((a, b) => a.position - b.position)
      .map(({ code, label, retiredAt }) => ({ code, label, retiredAt, retired: retiredAt !== null }));
  };
  return { reject: listed("reject"), remove: listed("remove") };
}

/** What a curator can choose from. */
export async function reasonChoices(ctx: Ctx): Promise<ReasonChoices> {
  const all = await allReasons(ctx);
  const open = reasonLists.map((list) => [
    list,
    all[list].filter(({ retiredAt }) => retiredAt === null).map(({ code, label }) => ({ code, label })),
  ]);
  return Object.fromEntries(open);
}
