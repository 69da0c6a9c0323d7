import { and, eq, gt, like, lt, or } from "drizzle-orm";
import { oneTimeLinks } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import { Refusal } from "@/lib/errors";
import { hashOfSecret, newSecret } from "../secrets";

type Purpose = (typeof oneTimeLinks.$inferSelect)["purpose"];

const minute = 60 * 1000;
const lifetimes: Record<Purpose, number> = {
  mail: 60 * minute,
  reset: 24 * 60 * minute,
  "first-admin": 7 * 24 * 60 * minute,
};

export const linkIsSpent = () =>
  new Refusal(404, "link.spent", "This link was used already or is too old. Ask for a new one.");

/** Makes a link's secret; the ones made before for the same purpose and person stop working. */
export async function makeLink(ctx: Ctx, purpose: Purpose, subject: string): Promise<string> {
  const secret = newSecret();
  await ctx.db.delete(oneTimeLinks).where(lt(oneTimeLinks.expiresAt, ctx.now));
  await ctx.db.delete(oneTimeLinks).where(and(eq(oneTimeLinks.purpose, purpose), eq(oneTimeLinks.subject, subject)));
  await ctx.db.insert(oneTimeLinks).values({
    purpose,
    subject,
    secretHash: hashOfSecret(secret),
    createdAt: ctx.now,
    expiresAt: new Date(ctx.now.getTime() + lifetimes[purpose]),
  });
  return secret;
}

const live = (ctx: Ctx, purpose: Purpose, secret: string) =>
  and(
    eq(oneTimeLinks.purpose, purpose),
    eq(oneTimeLinks.secretHash, hashOfSecret(secret)),
    gt(oneTimeLinks.expiresAt, ctx.now),
  );

/** Whom a link is for, without using it up; undefined where it leads nowhere. */
export async function peekLink(ctx: Ctx, purpose: Purpose, secret: string): Promise<string | undefined> {
  const [row] = await ctx.db
    .select()
    .from(oneTimeLinks)
    .where(live(ctx, purpose, secret));
  return row?.subject;
}

/** Uses a link up and says whom it is for. */
export async function spendLink(ctx: Ctx, purpose: Purpose, secret: string): Promise<string> {
  const [row] = await ctx.db
    .delete(oneTimeLinks)
    .where(live(ctx, purpose, secret))
    .returning();
  if (!row) throw linkIsSpent();
  return row.subject;
}

/** Makes every link worthless that leads into the account: those in its mail, and those that would add an address. */
export async function dropLinksInto(ctx: Ctx, { id, email }: { id: string; email: string | null }): Promise<void> {
  await ctx.db
    .delete(oneTimeLinks)
    .where(
      or(
        eq(oneTimeLinks.subject, id),
        like(oneTimeLinks.subject, `% ${id}`),
        email === null ? undefined : eq(oneTimeLinks.subject, email),
      ),
    );
}
