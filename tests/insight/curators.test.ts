import { expect, test } from "vitest";
import { addByOperator } from "@/lib/accounts/commands";
import { decide, undoDecision } from "@/lib/curation/commands";
import { publicLog } from "@/lib/curation/queries";
import { duration, periodIn } from "@/lib/insight/curator-record";
import { curatorRecords } from "@/lib/insight/curators";
import { aClaim, contributionOf } from "../support/debate";
import { moot } from "../support/moot";

const hour = 60 * 60 * 1000;

test("Rosa sees who decided how much, what others undid, and how long things waited", async () => {
  const m = await moot();
  const claim = await aClaim(m);
  const ada = await m.person("ada");
  const cara = await m.as("cara", "curator");
  const max = await m.as("max", "moderator");
  const rosa = await m.as("rosa", "admin");
  const waits = [1, 2, 3, 4, 10];
  const made = [];
  for (const hours of waits) {
    const at = new Date(m.clock.now.getTime() - hours * hour);
    made.push(await contributionOf(m.db, claim, ada, { at }));
  }
  const [one, two, three, four, five] = made.map(({ id }) => id) as [string, string, string, string, string];
  await decide(cara, one, { to: "accepted", version: 1 });
  await decide(cara, two, { to: "accepted", version: 1 });
  await decide(cara, three, { to: "needs-source", version: 1, reason: { text: "Which page?" } });
  await decide(cara, four, { to: "rejected", version: 1, reason: { code: "spam" } });
  await decide(cara, five, { to: "accepted", version: 1 });
  await undoDecision(max, (await publicLog(max, { contribution: one })).items[0]?.id ?? "");
  // What she takes back herself is no disagreement.
  await undoDecision(cara, (await publicLog(max, { contribution: two })).items[0]?.id ?? "");

  const [first, second, third] = await curatorRecords(rosa, "month");
  expect(first).toEqual({
    ...{ name: "cara", role: "curator", decisions: 6, accepted: 3, needsSource: 1, rejected: 1, removed: 0, merged: 0 },
    ...{ undos: 1, undoneByOthers: 1, appealsUpheld: 0, appealsDenied: 0 },
    waited: { median: 3 * hour, most: 10 * hour },
  });
  expect(second).toMatchObject({ name: "max", decisions: 1, undos: 1, waited: { median: null, most: null } });
  expect(third).toMatchObject({ name: "rosa", decisions: 0 });

  const later = { ...rosa, now: new Date(m.clock.now.getTime() + 8 * 24 * hour) };
  expect((await curatorRecords(later, "week")).map(({ decisions }) => decisions)).toEqual([0, 0, 0]);
  expect((await curatorRecords(later, "all"))[0]?.decisions).toBe(6);
});

test("the role that the operator gave somebody is no decision of theirs", async () => {
  const m = await moot();
  const rosa = await m.as("rosa", "admin");
  await addByOperator(rosa, { name: "cara", role: "curator" });
  expect(await curatorRecords(rosa, "all")).toMatchObject([
    { name: "cara", decisions: 0 },
    { name: "rosa", decisions: 0 },
  ]);
});

test("nobody but an admin does", async () => {
  const m = await moot();
  await expect(curatorRecords(await m.as("max", "moderator"), "all")).rejects.toMatchObject({ status: 403 });
  await expect(curatorRecords(await m.as(null), "all")).rejects.toMatchObject({ status: 401 });
});

test("a duration is said to its greatest unit, and an unknown period is a month", () => {
  expect([40_000, 90_000, 5 * hour, 50 * hour, 0].map(duration)).toEqual(["40 s", "2 min", "5 h", "2 d", "0 s"]);
  expect([periodIn("week"), periodIn("toString"), periodIn(undefined)]).toEqual(["week", "month", "month"]);
});
