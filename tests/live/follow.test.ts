import { expect, onTestFinished, test, vi } from "vitest";
import { openDatabase } from "@/db/client";
import { attach, withdraw } from "@/lib/contributions/commands";
import { createCtx } from "@/lib/ctx";
import { decide } from "@/lib/curation/commands";
import { createFollowing } from "@/lib/live/follow";
import { type Followed, type LiveClaim, newsOf } from "@/lib/live/live";
import { castVote } from "@/lib/votes/commands";
import { contributionOf, essayWithClaims } from "../support/debate";
import { moot } from "../support/moot";

/** Ada's open page, in a Moot where it is looked every few milliseconds what changed. */
async function setting() {
  const m = await moot();
  const [claim, other] = await essayWithClaims(m.db, ["Water is wet", "Ice is cold"]);
  if (!claim || !other) throw new Error("no claims");
  const faults: unknown[] = [];
  const following = createFollowing({
    ctx: async () => createCtx(m.db),
    every: 5,
    onFault: (error) => faults.push(error),
  });
  onTestFinished(() => following.stop());
  const page = async (about: Followed, seen: string | null = null) => {
    const told: { changed: LiveClaim[]; mark: string }[] = [];
    const leave = await following.follow(about, seen, (changed, mark) => told.push({ changed, mark }));
    return { told, leave };
  };
  return { ...m, claim, other, page, faults };
}

test("an open page is told how its claim stands, and each change of its tally", async () => {
  const { as, claim, page } = await setting();
  const { told } = await page({ claim: claim.id });
  expect(told).toMatchObject([{ changed: [{ id: claim.id, tally: { total: 0 }, decided: null }] }]);
  await castVote(await as("bob"), claim.id, { value: "agree" });
  await vi.waitFor(() =>
    expect(told.slice(1)).toMatchObject([{ changed: [{ tally: { agree: 1, unsure: 0, disagree: 0, total: 1 } }] }]),
  );
});

test("and of what is attached, and of what is decided", async () => {
  const { as, db, claim, page, person } = await setting();
  const { told } = await page({ claim: claim.id });
  const latest = () => told.at(-1)?.changed[0];
  await attach(await as("bob"), claim.id, { kind: "rebuttal", body: { markdown: "Not when frozen." } });
  await vi.waitFor(() => expect(latest()?.counts.rebuttals).toBe(1));
  const { id } = await contributionOf(db, claim, await person("cleo"));
  await decide(await as("mo", "moderator"), id, { to: "accepted", version: 1 });
  await vi.waitFor(() => expect(latest()?.decided).toMatchObject({ action: "decide" }));
  await withdraw(await as("cleo"), id);
  await vi.waitFor(() => expect(latest()?.decided).toMatchObject({ action: "withdraw" }));
  expect(newsOf("withdraw")).toBe("Something was withdrawn");
  expect(newsOf("decide")).toBe("Something was decided");
});

test("what another process wrote arrives, too", async () => {
  const { file, claim, page, person, clock } = await setting();
  const { told } = await page({ claim: claim.id });
  const bob = await person("bob");
  const elsewhere = await openDatabase({ url: `file:${file}` });
  onTestFinished(() => elsewhere.close());
  await castVote(createCtx(elsewhere, bob, clock.now), claim.id, { value: "unsure" });
  await vi.waitFor(() => expect(told.at(-1)?.changed[0]?.tally.unsure).toBe(1));
});

test("an essay's page is told of the claims that changed, and of no others", async () => {
  const { as, claim, other, page } = await setting();
  const { told } = await page({ essay: "an-essay" });
  expect(told[0]?.changed.map(({ id }) => id)).toEqual([claim.id, other.id]);
  await castVote(await as("bob"), other.id, { value: "disagree" });
  await vi.waitFor(() => expect(told[1]?.changed.map(({ id }) => id)).toEqual([other.id]));
});

test("who comes back is told what was missed, and nothing where nothing was", async () => {
  const { as, claim, page } = await setting();
  const first = await page({ claim: claim.id });
  first.leave();
  const mark = first.told[0]?.mark ?? "";
  const same = await page({ claim: claim.id }, mark);
  expect(same.told).toEqual([]);
  same.leave();
  await castVote(await as("bob"), claim.id, { value: "agree" });
  const later = await page({ claim: claim.id }, mark);
  expect(later.told).toMatchObject([{ changed: [{ tally: { total: 1 } }] }]);
  expect(first.told).toHaveLength(1);
});

test("who comes as the last one leaves is told as well", async () => {
  const { as, claim, page } = await setting();
  const first = await page({ claim: claim.id });
  const coming = page({ claim: claim.id });
  first.leave();
  const { told } = await coming;
  await castVote(await as("bob"), claim.id, { value: "agree" });
  await vi.waitFor(() => expect(told.at(-1)?.changed[0]?.tally.total).toBe(1));
});

test("many votes between two looks are told once", async () => {
  const { as, db, claim, page } = await setting();
  const { told } = await page({ claim: claim.id });
  const people = await Promise.all(Array.from({ length: 30 }, (_, i) => as(`voter${i}`)));
  await db.write(async (tx) => {
    for (const ctx of people) await castVote({ ...ctx, db: tx }, claim.id, { value: "agree" });
  });
  await vi.waitFor(() => expect(told.at(-1)?.changed[0]?.tally.agree).toBe(30));
  expect(told).toHaveLength(2);
});

test("nobody can listen to what is not there", async () => {
  const { page } = await setting();
  await expect(page({ claim: "nothing" })).rejects.toMatchObject({ status: 404 });
  await expect(page({ essay: "nothing" })).rejects.toMatchObject({ status: 404 });
});

test("a database that fails once is asked again", async () => {
  const { as, db, claim, page, faults } = await setting();
  const { told } = await page({ claim: claim.id });
  const select = vi.spyOn(db, "select").mockImplementationOnce(() => {
    throw new Error("the store is away");
  });
  await vi.waitFor(() => expect(faults).toHaveLength(1));
  select.mockRestore();
  await castVote(await as("bob"), claim.id, { value: "agree" });
  await vi.waitFor(() => expect(told.at(-1)?.changed[0]?.tally.total).toBe(1));
});
