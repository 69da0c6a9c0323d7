import { eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { accounts } from "@/db/schema";
import { type Ctx, createCtx } from "@/lib/ctx";
import { newId } from "@/lib/ids";

/** Whom what a Moot brings along, or an operator imports, is attributed to. Nobody can sign in by this name. */
export const editors = "Editors";

/** The ctx of whoever runs commands on the machine itself: they own the file, so they may do what an admin may. */
export async function operatorCtx(db: Database, now = new Date()): Promise<Ctx> {
  const account = await db.write(async (tx) => {
    const [there] = await tx.select().from(accounts).where(eq(accounts.name, editors));
    if (there) return there;
    const [made] = await tx
      .insert(accounts)
      .values({ id: newId(), name: editors, nameSkeleton: editors.toLowerCase(), createdAt: now })
      .returning();
    return made;
  });
  if (!account) throw new Error("the Editors account was not made");
  const { rowId, id, name } = account;
  return createCtx(
    db,
    { rowId, id, name, role: "admin", curates: null, banned: false, session: null, scope: "write" },
    now,
  );
}
