import { expect, test } from "vitest";
import { attach, edit, rate, withdraw } from "@/lib/contributions/commands";
import { decide } from "@/lib/curation/commands";
import { editClaim } from "@/lib/curation/commands/edit-claim";
import { claimPage } from "@/lib/insight/claim-page";
import { castVote, withdrawVote } from "@/lib/votes/commands";
import { essayWithClaims } from "../support/debate";
import { moot } from "../support/moot";

const view = (at: number | null) => ({ sort: "convincing" as const, for: null, against: null, at });

/** A claim that was reworded once, and a clock that goes on a day at a time. */
async function setting() {
  const m = await moot();
  const [claim] = await essayWithClaims(m.db, ["Water is wet"]);
  if (!claim) throw new Error("no claim");
  const nextDay = () => {
    m.clock.now = new Date(m.clock.now.getTime() + 86_400_000);
  };
  const rebut = async (name: string, text: string) =>
    attach(await m.as(name), claim.id, { kind: "rebuttal", body: { markdown: text } });
  const reword = async () => {
    nextDay();
    await editClaim(await m.as("mo", "moderator"), claim.id, {
      version: 1,
      statement: "Water wets",
      reason: "Clearer.",
    });
    nextDay();
  };
  const read = async (at: number | null) => claimPage(await m.as(null), claim.id, view(at));
  return { ...m, claim, nextDay, rebut, reword, read };
}

test("an earlier wording is shown with the votes of its time", async () => {
  const { as, claim, nextDay, reword, read } = await setting();
  await castVote(await as("ada"), claim.id, { value: "agree" });
  await castVote(await as("bob"), claim.id, { value: "agree" });
  nextDay();
  await castVote(await as("bob"), claim.id, { value: "disagree" });
  await castVote(await as("cleo"), claim.id, { value: "unsure" });
  await withdrawVote(await as("cleo"), claim.id);
  await reword();
  await castVote(await as("ada"), claim.id, { value: "disagree" });
  await castVote(await as("dora"), claim.id, { value: "disagree" });
  expect((await read(1)).claim.tally).toEqual({ agree: 1, unsure: 0, disagree: 1, total: 2 });
  expect((await read(null)).claim.tally).toMatchObject({ agree: 0, disagree: 3, total: 3 });
});

test("and with what was attached by then, in the words, the state and with the ratings of then", async () => {
  const { as, rebut, nextDay, reword, read } = await setting();
  const { id } = await rebut("ada", "As it was.");
  await rate(await as("bob"), id, { value: "convincing" });
  nextDay();
  await decide(await as("carla", "curator"), id, { to: "accepted", version: 1 });
  await reword();
  await rebut("bob", "Too late.");
  await rate(await as("bob"), id, { value: "unconvincing" });
  await edit(await as("ada"), id, { version: 2, body: { markdown: "As it is." } });
  const { items } = (await read(1)).sides.contradicts;
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({ id, state: "accepted", rating: { convincing: 1, unconvincing: 0 } });
  expect(JSON.stringify(items[0]?.body)).toContain("As it was.");
});

test("but nothing that was taken down since", async () => {
  const { as, rebut, reword, read } = await setting();
  const [withdrawn, removed] = [await rebut("ada", "Sorry."), await rebut("bob", "Private.")];
  await reword();
  await withdraw(await as("ada"), withdrawn.id);
  await decide(await as("mo"), removed.id, { to: "removed", version: 1, reason: { code: "privacy" } });
  expect((await read(1)).sides.contradicts.items).toEqual([]);
});
