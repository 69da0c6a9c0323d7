import { and, eq, inArray, ne, sql } from "drizzle-orm";
import {
  accounts,
  claims,
  contributions,
  identities,
  proposals,
  ratingEvents,
  ratings,
  sessions,
  tokens,
  voteEvents,
  votes,
} from "@/db/schema";
import { changeRatings } from "@/lib/contributions/recount";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { invalid } from "@/lib/errors";
import { parse } from "@/lib/input";
import { authorize } from "@/lib/policy/policy";
import { changeTally } from "@/lib/votes/recount";
import type { Viewer } from "../accounts";
import { deletionInput } from "../input";
import { keepAnAdmin } from "../last-admin";
import { dropLinksInto } from "./links";

/**
 * Deletes the viewer's account for good. What they attached stays, under "former member"; their votes and ratings leave
 * every tally; all else that is theirs goes, and the name is free again. `name` is typed to confirm.
 */
export const deleteAccount = (ctx: Ctx, input: unknown): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const viewer = authorize(ctx, "account.own");
    const { name } = parse(deletionInput, input);
    if (name !== viewer.name) throw invalid({ name: `Type ${viewer.name} to confirm.` }, "account.not_confirmed");
    await keepAnAdmin(ctx, viewer);
    await touchWhatTheyWrote(ctx, viewer);
    await takeBackVotes(ctx, viewer);
    await takeBackRatings(ctx, viewer);
    await takeBackProposals(ctx, viewer);
    await ctx.db.delete(sessions).where(eq(sessions.account, viewer.rowId));
    await ctx.db.delete(tokens).where(eq(tokens.account, viewer.rowId));
    await ctx.db.delete(identities).where(eq(identities.account, viewer.rowId));
    const [account] = await ctx.db.select().from(accounts).where(eq(accounts.rowId, viewer.rowId));
    await dropLinksInto(ctx, { id: viewer.id, email: account?.email ?? null });
    // No name holds a colon, so nobody can take this one, or be taken for it.
    const nobody = `former-member:${viewer.id}`;
    await ctx.db
      .update(accounts)
      .set({
        name: nobody,
        nameSkeleton: nobody,
        email: null,
        emailVerifiedAt: null,
        passwordHash: null,
        role: "member",
        curates: null,
        showsVotes: false,
        deletedAt: ctx.now,
      })
      .where(eq(accounts.rowId, viewer.rowId));
  });

async function takeBackVotes(ctx: Ctx, viewer: Viewer) {
  const own = eq(votes.account, viewer.rowId);
  const cast = await ctx.db.select().from(votes).where(own);
  for (const { claim, value } of cast) {
    await ctx.db.insert(voteEvents).values({ claim, account: viewer.rowId, from: value, to: null, at: ctx.now });
    await ctx.db.run(changeTally({ claim: sql`row_id = ${claim}`, account: viewer.rowId, to: null }));
  }
  await ctx.db.delete(votes).where(own);
  await touchClaims(
    ctx,
    cast.map((vote) => vote.claim),
  );
}

async function takeBackRatings(ctx: Ctx, viewer: Viewer) {
  const given = await ctx.db.delete(ratings).where(eq(ratings.account, viewer.rowId)).returning();
  for (const { contribution, value } of given) {
    await ctx.db
      .insert(ratingEvents)
      .values({ contribution, account: viewer.rowId, from: value, to: null, at: ctx.now });
    const [row] = await ctx.db.select().from(contributions).where(eq(contributions.rowId, contribution));
    if (row) await changeRatings(ctx.db, row, value, null);
  }
  for (const some of chunks(given.map((rating) => rating.contribution))) {
    const rows = await ctx.db
      .selectDistinct({ claim: contributions.claim })
      .from(contributions)
      .where(inArray(contributions.rowId, some));
    await touchClaims(
      ctx,
      rows.map((row) => row.claim),
    );
  }
}

/** What waits is withdrawn, and of what no claim was made the words go; a row of the log may still lead to it. */
async function takeBackProposals(ctx: Ctx, { rowId }: Viewer) {
  const own = eq(proposals.by, rowId);
  await ctx.db
    .update(proposals)
    .set({ state: "withdrawn" })
    .where(and(own, eq(proposals.state, "waiting")));
  await ctx.db
    .update(proposals)
    .set({ statement: "", quoteExact: "", quotePrefix: "", quoteSuffix: "", resolvesOn: null, supports: null })
    .where(and(own, ne(proposals.state, "accepted")));
}

/** Every page that shows the person's name. */
export async function touchWhatTheyWrote(ctx: Ctx, { rowId, id }: { rowId: number; id: string }): Promise<void> {
  ctx.touched.add(`account:${id}`);
  const rows = await ctx.db
    .selectDistinct({ claim: contributions.claim })
    .from(contributions)
    .where(eq(contributions.author, rowId));
  const proposed = await ctx.db
    .select({ claim: proposals.claim })
    .from(proposals)
    .where(and(eq(proposals.by, rowId), eq(proposals.state, "accepted")));
  await touchClaims(
    ctx,
    [...rows, ...proposed].flatMap(({ claim }) => claim ?? []),
  );
}

async function touchClaims(ctx: Ctx, rowIds: number[]) {
  for (const some of chunks(rowIds)) {
    const rows = await ctx.db.select({ id: claims.id }).from(claims).where(inArray(claims.rowId, some));
    for (const { id } of rows) ctx.touched.add(`claim:${id}`);
  }
}

/** SQLite takes a bounded number of values in one statement. */
function* chunks<T>(all: T[], size = 500) {
  for (let i = 0; i < all.length; i += size) yield all.slice(i, i + size);
}
