import { expect, test } from "vitest";
import { ban } from "@/lib/accounts/commands";
import { decideMany, undoMany } from "@/lib/curation/commands";
import { attachedBy, claimDesk, deskItem, publicLog } from "@/lib/curation/queries";
import { contributionOf, essayWithClaims } from "../support/debate";
import { moot } from "../support/moot";

async function setting() {
  const m = await moot();
  const [water] = await essayWithClaims(m.db, ["Water is wet"], "On elements");
  const [moon] = await essayWithClaims(m.db, ["The moon is near"], "On bodies");
  if (!water || !moon) throw new Error("no claims");
  const sam = await m.person("sam");
  const max = await m.as("max", "moderator");
  const cara = await m.as("cara", "curator");
  const limited = { ...cara, viewer: cara.viewer && { ...cara.viewer, curates: water.essay } };
  return { ...m, water, moon, sam, max, cara, limited };
}

test("Max reviews all that Sam attached, the newest first, held or not; a curator of one essay sees hers", async () => {
  const { db, water, moon, sam, max, limited, as } = await setting();
  const made = [
    await contributionOf(db, water, sam, { text: "First" }),
    await contributionOf(db, moon, sam, { state: "held", text: "Second" }),
    await contributionOf(db, water, sam, { state: "removed", text: "Third" }),
  ];
  await contributionOf(db, water, await as("ada").then(({ viewer }) => viewer ?? sam));
  const all = await attachedBy(max, sam.id);
  expect(all.items.map(({ id, text }) => [id, text])).toEqual([
    [made[2]?.id, null],
    [made[1]?.id, "Second"],
    [made[0]?.id, "First"],
  ]);
  expect(all.items.map((item) => item.may.remove)).toEqual([false, true, true]);
  expect((await attachedBy(limited, sam.id)).items.map(({ id }) => id)).toEqual([made[2]?.id, made[0]?.id]);
  await expect(attachedBy(await as("ada"), sam.id)).rejects.toMatchObject({ status: 403 });
});

test("it comes in pages without gaps", async () => {
  const { db, water, sam, max } = await setting();
  for (let i = 0; i < 53; i += 1) await contributionOf(db, water, sam);
  const first = await attachedBy(max, sam.id);
  const second = await attachedBy(max, sam.id, first.nextCursor);
  expect([first.items.length, second.items.length, second.nextCursor]).toEqual([50, 3, null]);
});

test("a spammer's hundred are removed in one step, each with its row, and the step is taken back", async () => {
  const { db, water, sam, max } = await setting();
  for (let i = 0; i < 12; i += 1) await contributionOf(db, water, sam);
  await ban(max, sam.id, { reason: "It sells watches", hides: true });
  const chosen = (await attachedBy(max, sam.id)).items.map(({ id, version }) => ({ id, version }));
  const stale = { id: chosen[0]?.id ?? "", version: 1 };
  const outcomes = await decideMany(max, {
    items: [stale, ...chosen.slice(1)],
    to: "removed",
    reason: { code: "spam", text: "Watches." },
  });
  expect(outcomes.filter(({ done }) => done)).toHaveLength(11);
  expect(outcomes[0]).toMatchObject({ done: false, code: "contribution.stale" });
  expect((await publicLog(max, { action: "decide", reason: "spam" })).items).toHaveLength(11);

  const items = outcomes.flatMap((one) => (one.done ? [{ id: one.id, version: one.version }] : []));
  const undone = await undoMany(max, { items });
  expect(undone.map((one) => one.done && one.state)).toEqual(Array(11).fill("held"));
  expect((await undoMany(max, { items }))[0]).toMatchObject({ done: false, code: "contribution.stale" });
});

test("a curator can't remove, nor decide about another essay's, and is told so for each", async () => {
  const { db, water, moon, sam, cara, limited } = await setting();
  const here = await contributionOf(db, water, sam);
  const there = await contributionOf(db, moon, sam);
  const items = [here, there].map(({ id }) => ({ id, version: 1 }));
  const spam = { code: "spam" };
  await expect(decideMany(cara, { items, to: "removed", reason: spam })).rejects.toMatchObject({ status: 403 });
  expect(await decideMany(limited, { items, to: "rejected", reason: spam })).toMatchObject([
    { done: true },
    { done: false, code: "policy.other_essay" },
  ]);
});

test("a curator of one essay opens nothing of another's on her desk, flags least of all", async () => {
  const { db, water, moon, sam, limited } = await setting();
  const here = await contributionOf(db, water, sam);
  const there = await contributionOf(db, moon, sam);
  expect((await deskItem(limited, here.id)).contribution.id).toBe(here.id);
  await expect(deskItem(limited, there.id)).rejects.toMatchObject({ code: "policy.other_essay" });
});

test("of what was removed the claim's desk says neither the words nor the source", async () => {
  const { db, water, sam, max } = await setting();
  await contributionOf(db, water, sam, { state: "removed", text: "A secret", source: { title: "A secret" } });
  await contributionOf(db, water, sam, { text: "Shown", source: { title: "A title" } });
  expect((await claimDesk(max, water.id)).choosable.map(({ text, sourceTitle }) => [text, sourceTitle])).toEqual([
    ["Shown", "A title"],
    [null, null],
  ]);
});
