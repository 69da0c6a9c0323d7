import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import {
  accounts,
  claims,
  contributions,
  identities,
  oneTimeLinks,
  ratingEvents,
  sessions,
  tokens,
  voteEvents,
  votes,
} from "@/db/schema";
import { deleteAccount, linkIdentity, makeToken, setMail, signIn, signUp } from "@/lib/accounts/commands";
import { exportOwnData } from "@/lib/accounts/export";
import { profile } from "@/lib/accounts/queries";
import { rate } from "@/lib/contributions/commands";
import { permalink } from "@/lib/contributions/queries";
import { castVote } from "@/lib/votes/commands";
import { contributionOf, essayWithClaims } from "../support/debate";
import { moot } from "../support/moot";
import { arguer, asked, by, password } from "./people";

/** Ada, who has done one of everything. */
async function busyAda() {
  const m = await moot();
  const ada = await arguer(m, "Ada");
  const bob = await m.person("Bob");
  const [claim] = await essayWithClaims(m.db, ["The sky is blue"]);
  if (!claim) throw new Error("no claim");
  const hers = await contributionOf(m.db, claim, ada.viewer, { text: "I have seen it." });
  const his = await contributionOf(m.db, claim, bob, { text: "At night it is not." });
  const ctx = await by(m, ada.cookie);
  await castVote(ctx, claim.id, { value: "agree" });
  await castVote(await m.as("Bob"), claim.id, { value: "disagree" });
  await rate(ctx, his.id, { value: "convincing" });
  await rate(await m.as("Carl"), his.id, { value: "unconvincing" });
  await linkIdentity(ctx, ada.viewer.id, { provider: "github", subject: "42" });
  await setMail(ctx, { email: "ada@example.org" });
  const token = await makeToken(ctx, { name: "Script", scope: "write" });
  return { m, ada, claim, hers, his, token, ctx: () => by(m, ada.cookie) };
}

test("Ada deletes her account: what she attached stays, under no name", async () => {
  const { m, ctx, hers, claim } = await busyAda();
  const leaving = await ctx();
  await deleteAccount(leaving, { name: "Ada" });
  const { contribution } = await permalink(await m.as(null), hers.id);
  expect(contribution).toMatchObject({ id: hers.id, author: { name: null } });
  expect([...leaving.touched]).toContain(`claim:${claim.id}`);
  await expect(profile(await m.as(null), "Ada")).rejects.toMatchObject({ status: 404 });
});

test("her votes and ratings leave every tally, and the history says so", async () => {
  const { m, ctx, claim, his, ada } = await busyAda();
  await deleteAccount(await ctx(), { name: "Ada" });
  const [row] = await m.db.select().from(claims).where(eq(claims.rowId, claim.rowId));
  expect(row).toMatchObject({ agree: 0, disagree: 1, unsure: 0 });
  const [rated] = await m.db.select().from(contributions).where(eq(contributions.rowId, his.rowId));
  expect(rated).toMatchObject({ convincing: 0, unconvincing: 1, ratings: 1, wilson: 0 });
  const mine = eq(voteEvents.account, ada.viewer.rowId);
  expect(await m.db.select().from(voteEvents).where(mine)).toMatchObject([
    { from: null, to: "agree" },
    { from: "agree", to: null },
  ]);
  const rated2 = eq(ratingEvents.account, ada.viewer.rowId);
  expect(await m.db.select().from(ratingEvents).where(rated2)).toMatchObject([
    { from: null, to: "convincing" },
    { from: "convincing", to: null },
  ]);
});

test("nothing of her lets anybody in afterwards, and somebody else may take the name", async () => {
  const { m, ctx, ada, token } = await busyAda();
  await deleteAccount(await ctx(), { name: "Ada" });
  expect(await ada.seen()).toBeNull();
  expect(await asked(m, null, `Bearer ${token.secret}`)).toBeNull();
  await expect(signIn(await m.as(null), { name: "Ada", password })).rejects.toMatchObject({ status: 401 });
  await expect(signIn(await m.as(null), { name: `former-member:${ada.viewer.id}`, password })).rejects.toMatchObject({
    status: 401,
  });
  for (const table of [sessions, tokens, identities, oneTimeLinks]) expect(await m.db.select().from(table)).toEqual([]);
  const [row] = await m.db.select().from(accounts).where(eq(accounts.id, ada.viewer.id));
  expect(row).toMatchObject({ email: null, passwordHash: null, role: "member", deletedAt: m.clock.now });
  const next = await signUp(await m.as(null), { name: "Ada", password });
  expect(next.viewer.id).not.toBe(ada.viewer.id);
});

test("nothing happens until she types her name", async () => {
  const { ctx, ada } = await busyAda();
  for (const name of ["", "Bob", "ada"]) {
    await expect(deleteAccount(await ctx(), { name })).rejects.toMatchObject({
      ...{ status: 422, errors: { name: expect.any(String) } },
    });
  }
  expect(await ada.seen()).not.toBeNull();
});

test("before she goes she takes everything of hers along, and nothing of anybody else's", async () => {
  const { ctx, claim, hers, his } = await busyAda();
  const data = JSON.parse(JSON.stringify(await exportOwnData(await ctx())));
  expect(data).toMatchObject({
    account: { name: "Ada", hasPassword: true },
    identities: [{ provider: "github", subject: "42" }],
    sessions: [{ userAgent: "Firefox" }],
    tokens: [{ name: "Script", scope: "write" }],
    votes: [{ claim: claim.id, value: "agree" }],
    voteHistory: [{ claim: claim.id, from: null, to: "agree" }],
    ratings: [{ contribution: his.id, value: "convincing" }],
    contributions: [{ id: hers.id, claim: claim.id, revisions: [{ text: "I have seen it." }] }],
  });
  const text = JSON.stringify(data);
  expect(text).not.toContain("At night");
  expect(text).not.toMatch(/rowId|row_id|argon2|secretHash/);
});

test("an export of thousands of votes and wordings holds each once, in order", async () => {
  const m = await moot();
  const ada = await arguer(m, "Ada");
  const argued = await essayWithClaims(
    m.db,
    Array.from({ length: 1100 }, (_, i) => `Claim number ${i}`),
  );
  await m.db.write(async (tx) => {
    for (const { rowId } of argued) {
      // Some at one moment, some not: pages are told apart by more than time.
      const at = new Date(m.clock.now.getTime() + Math.floor(rowId / 300));
      await tx.insert(votes).values({ claim: rowId, account: ada.viewer.rowId, value: "agree", at });
      await tx.insert(voteEvents).values({ claim: rowId, account: ada.viewer.rowId, from: null, to: "agree", at });
    }
  });
  const [claim] = argued;
  for (let i = 0; claim && i < 3; i += 1) await contributionOf(m.db, claim, ada.viewer, { text: `Text ${i}` });
  const all = await exportOwnData(await by(m, ada.cookie));
  const ids = argued.map(({ id }) => id);
  expect(all.votes.map(({ claim }) => claim)).toEqual(ids);
  expect(all.voteHistory.map(({ claim }) => claim)).toEqual(ids);
  expect(all.contributions.map(({ revisions }) => revisions.map(({ text }) => text))).toEqual([
    ...[["Text 0"], ["Text 1"], ["Text 2"]],
  ]);
  expect(JSON.stringify(all)).not.toContain('"key"');
}, 60_000);
