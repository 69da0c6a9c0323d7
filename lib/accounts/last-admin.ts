import { and, isNull, ne, sql } from "drizzle-orm";
import { accounts } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import { Refusal } from "@/lib/errors";
import type { Role } from "./accounts";

/** With the words of the index of those who have a role, so that not everybody is looked through. */
export const isAdmin = sql`${accounts.role} = 'admin' and ${accounts.role} <> 'member'`;

/**
 * Refuses where this account is the last that administers. To be called in the transaction that takes its role: two
 * admins who take each other's at once would else leave nobody.
 */
export async function keepAnAdmin(ctx: Ctx, account: { rowId: number; role: Role }): Promise<void> {
  if (account.role !== "admin") return;
  const [other] = await ctx.db
    .select({ rowId: accounts.rowId })
    .from(accounts)
    .where(and(isAdmin, isNull(accounts.deletedAt), ne(accounts.rowId, account.rowId)))
    .limit(1);
  if (other) return;
  throw new Refusal(409, "account.last_admin", "This is the last admin. Make somebody else an admin first.");
}
