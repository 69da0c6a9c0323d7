import { and, inArray, ne } from "drizzle-orm";
import type { Database } from "@/db/client";
import { accounts } from "@/db/schema";
import { Refusal } from "@/lib/errors";
import { skeletonsToAvoid } from "../names";

const sentence = "This name, or one that looks like it, is taken. Choose another.";

export const nameTaken = () => new Refusal(409, "account.name_taken", sentence, { errors: { name: sentence } });

/** Whether somebody else has the name or one that can be taken for it. */
export async function isTaken(db: Database, name: string, byOtherThan = 0): Promise<boolean> {
  const [other] = await db
    .select({ rowId: accounts.rowId })
    .from(accounts)
    .where(and(inArray(accounts.nameSkeleton, skeletonsToAvoid(name)), ne(accounts.rowId, byOtherThan)))
    .limit(1);
  return other !== undefined;
}

/** Whether a write failed because a value that must be unique was there already: somebody was faster. */
export function isUniqueFault(error: unknown): boolean {
  for (let e = error; e instanceof Error; e = e.cause) {
    if (/SQLITE_CONSTRAINT|UNIQUE constraint failed/.test(`${(e as { code?: unknown }).code ?? ""} ${e.message}`)) {
      return true;
    }
  }
  return false;
}
