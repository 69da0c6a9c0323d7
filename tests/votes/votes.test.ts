import fc from "fast-check";
import { expect, test } from "vitest";
import { voteEvents } from "@/db/schema";
import { claimById } from "@/lib/claims/queries";
import { castVote, withdrawVote } from "@/lib/votes/commands";
import { type VoteValue, voteValues } from "@/lib/votes/votes";
import { aClaim } from "../support/debate";
import { moot } from "../support/moot";

test("Ada's vote is counted, and the tally shows N and the whole distribution", async () => {
  const m = await moot();
  const claim = await aClaim(m);
  const { vote, tally } = await castVote(await m.as("ada"), claim.id, { value: "agree" });
  expect(vote).toBe("agree");
  expect(tally).toEqual({ agree: 1, disagree: 0, unsure: 0, total: 1 });
  expect((await claimById(await m.as(null), claim.id)).tally).toEqual(tally);
});

test("Ada changes her mind: one vote, two lines of history", async () => {
  const m = await moot();
  const claim = await aClaim(m);
  const ada = await m.as("ada");
  await castVote(ada, claim.id, { value: "agree" });
  const { tally } = await castVote(ada, claim.id, { value: "disagree" });
  expect(tally).toEqual({ agree: 0, disagree: 1, unsure: 0, total: 1 });
  const history = await m.db.select().from(voteEvents);
  expect(history.map(({ from, to }) => [from, to])).toEqual([
    [null, "agree"],
    ["agree", "disagree"],
  ]);
  expect(history.every((event) => event.at.getTime() === m.clock.now.getTime())).toBe(true);
});

test("a vote taken back is out of the tally, and the history says when", async () => {
  const m = await moot();
  const claim = await aClaim(m);
  const ada = await m.as("ada");
  await castVote(ada, claim.id, { value: "unsure" });
  expect((await withdrawVote(ada, claim.id)).tally.total).toBe(0);
  expect((await m.db.select().from(voteEvents)).at(-1)).toMatchObject({ from: "unsure", to: null });
});

test("the same vote again, and a withdrawal of none, change nothing", async () => {
  const m = await moot();
  const claim = await aClaim(m);
  const ada = await m.as("ada");
  await withdrawVote(ada, claim.id);
  await castVote(ada, claim.id, { value: "agree" });
  await castVote(ada, claim.id, { value: "agree" });
  expect(await m.db.select().from(voteEvents)).toHaveLength(1);
});

test("twenty votes in the same instant from one person are one vote", async () => {
  const m = await moot();
  const claim = await aClaim(m);
  const ada = await m.as("ada");
  const receipts = await Promise.all(
    Array.from({ length: 20 }, (_, i) => castVote(ada, claim.id, { value: voteValues[i % 3] })),
  );
  expect(receipts.every(({ tally }) => tally.total === 1)).toBe(true);
});

test("a stranger is told to sign in; a banned member and a token that only reads are told why not", async () => {
  const m = await moot();
  const claim = await aClaim(m);
  await expect(castVote(await m.as(null), claim.id, { value: "agree" })).rejects.toMatchObject({ status: 401 });
  const ada = await m.as("ada");
  const as = (change: object) => ({ ...ada, viewer: ada.viewer && { ...ada.viewer, ...change } });
  await expect(castVote(as({ banned: true }), claim.id, { value: "agree" })).rejects.toMatchObject({
    code: "account.banned",
  });
  await expect(castVote(as({ scope: "read" }), claim.id, { value: "agree" })).rejects.toMatchObject({
    code: "token.read_only",
  });
});

test("what is no vote, and a claim that isn't there, are refused", async () => {
  const m = await moot();
  const claim = await aClaim(m);
  const ada = await m.as("ada");
  await expect(castVote(ada, claim.id, { value: "yes" })).rejects.toMatchObject({
    status: 422,
    errors: { value: expect.any(String) },
  });
  await expect(castVote(ada, claim.id, null)).rejects.toMatchObject({ status: 400 });
  await expect(castVote(ada, "nothere", { value: "agree" })).rejects.toMatchObject({ code: "claim.not_found" });
});

test("whatever people do, the tally is the count of the last vote of each", async () => {
  const m = await moot();
  const claim = await aClaim(m);
  const names = ["ada", "bob", "cleo"];
  const step = fc.record({
    who: fc.constantFrom(...names),
    vote: fc.constantFrom<VoteValue | null>(null, ...voteValues),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      for (const name of names) await withdrawVote(await m.as(name), claim.id);
      const last = new Map<string, VoteValue | null>();
      for (const { who, vote } of steps) {
        const ctx = await m.as(who);
        await (vote === null ? withdrawVote(ctx, claim.id) : castVote(ctx, claim.id, { value: vote }));
        last.set(who, vote);
      }
      const { tally } = await claimById(await m.as(null), claim.id);
      for (const value of voteValues) {
        expect(tally[value]).toBe([...last.values()].filter((vote) => vote === value).length);
      }
    }),
    { numRuns: 25 },
  );
});
