import { describe, expect, test } from "vitest";
import { decisions, takes } from "@/db/schema";
import { decide, decideMany, free, take } from "@/lib/curation/commands";
import { desk, deskItem } from "@/lib/curation/queries";
import { contributionOf, essayWithClaims } from "../support/debate";
import { moot } from "../support/moot";

async function setting() {
  const m = await moot();
  const [claim] = await essayWithClaims(m.db, ["Water is wet"]);
  if (!claim) throw new Error("no claim");
  const ada = await m.person("ada");
  const it = await contributionOf(m.db, claim, ada);
  const pass = (minutes: number) => {
    m.clock.now = new Date(m.clock.now.getTime() + minutes * 60_000);
  };
  return { ...m, claim, ada, it, pass };
}

describe("what a curator has taken", () => {
  test("is theirs for ten minutes, and longer while they take it anew", async () => {
    const { as, it, pass } = await setting();
    const { until } = await take(await as("carla", "curator"), it.id);
    expect(until).toEqual(new Date("2026-11-01T12:10:00Z"));
    await expect(take(await as("dora", "curator"), it.id)).rejects.toMatchObject({
      status: 409,
      code: "contribution.taken",
      details: { by: "carla", until: "2026-11-01T12:10:00.000Z" },
    });
    pass(9);
    await take(await as("carla"), it.id);
    pass(9);
    expect((await deskItem(await as("dora"), it.id)).taken).toMatchObject({ by: "carla", mine: false });
    expect((await deskItem(await as("carla"), it.id)).taken).toMatchObject({ mine: true });
    pass(1);
    expect((await deskItem(await as("dora"), it.id)).taken).toBeNull();
    await take(await as("dora"), it.id);
    expect((await deskItem(await as("carla"), it.id)).taken).toMatchObject({ by: "dora" });
  });

  test("is freed by going on, by whoever took it alone", async () => {
    const { as, it } = await setting();
    await take(await as("carla", "curator"), it.id);
    await free(await as("dora", "curator"), it.id);
    expect((await deskItem(await as("dora"), it.id)).taken).toMatchObject({ by: "carla" });
    await free(await as("carla"), it.id);
    expect((await deskItem(await as("dora"), it.id)).taken).toBeNull();
  });

  test("is freed by any decision, and keeps nobody from one", async () => {
    const { db, as, it } = await setting();
    await take(await as("carla", "curator"), it.id);
    await decide(await as("dora", "curator"), it.id, { to: "accepted", version: 1 });
    expect(await db.select().from(takes)).toEqual([]);
  });

  test("is nothing of their own, and no member's", async () => {
    const { db, as, it, claim, person } = await setting();
    const own = await contributionOf(db, claim, await person("carla", "curator"));
    await expect(take(await as("carla"), own.id)).rejects.toMatchObject({ status: 403 });
    await expect(take(await as("bob"), it.id)).rejects.toMatchObject({ status: 403 });
    await expect(take(await as(null), it.id)).rejects.toMatchObject({ status: 401 });
    await expect(take(await as("carla"), "nosuchone")).rejects.toMatchObject({ status: 404 });
  });
});

test("Two curators at one item: the second is told what the first decided, and loses nothing", async () => {
  const { db, as, it } = await setting();
  const [carla, dora] = [await as("carla", "curator"), await as("dora", "curator")];
  const [hers, theirs] = [(await desk(carla, {})).items[0], (await desk(dora, {})).items[0]];
  expect(hers?.contribution).toEqual(theirs?.contribution);
  const version = hers?.contribution.version;
  const outcomes = await Promise.allSettled([
    decide(carla, it.id, { to: "rejected", version, reason: { code: "off-topic", text: "Of another matter." } }),
    decide(dora, it.id, { to: "needs-source", version, reason: { text: "Which study?" } }),
  ]);
  expect(outcomes).toMatchObject([
    { status: "fulfilled" },
    {
      status: "rejected",
      reason: {
        status: 409,
        code: "contribution.stale",
        details: {
          version: 2,
          state: "rejected",
          stateReason: { code: "off-topic", label: "It doesn't bear on this claim", text: "Of another matter." },
          last: { action: "decide", byRole: "curator", at: "2026-11-01T12:00:00.000Z" },
        },
      },
    },
  ]);
  expect(await db.select().from(decisions)).toHaveLength(1);
  await decide(dora, it.id, { to: "needs-source", version: 2, reason: { text: "Which study?" } });
  expect((await deskItem(dora, it.id)).contribution.state).toBe("needs-source");
});

describe("deciding about many at once", () => {
  test("gives each its own row of the log, tells what others were faster with, and does the rest", async () => {
    const { db, as, it, claim, ada, person } = await setting();
    const max = await as("max", "moderator");
    const [second, third] = [await contributionOf(db, claim, ada), await contributionOf(db, claim, ada)];
    const own = await contributionOf(db, claim, await person("max"));
    await decide(await as("carla", "curator"), second.id, { to: "accepted", version: 1 });
    const outcomes = await decideMany(max, {
      items: [it, second, third, own].map(({ id }) => ({ id, version: 1 })),
      to: "removed",
      reason: { code: "spam" },
    });
    expect(outcomes).toMatchObject([
      { id: it.id, done: true, state: "removed", version: 2 },
      { id: second.id, done: false, code: "contribution.stale" },
      { id: third.id, done: true, state: "removed" },
      { id: own.id, done: false, code: "contribution.own" },
    ]);
    const rows = (await db.select().from(decisions)).filter(({ to }) => to === "removed");
    expect(rows.map(({ contribution }) => contribution)).toEqual([it.rowId, third.rowId]);
  });

  test("asks for the role, for a reason, and for a handful", async () => {
    const { as, it } = await setting();
    const items = [{ id: it.id, version: 1 }];
    const spam = { to: "removed", reason: { code: "spam" } };
    await expect(decideMany(await as("carla", "curator"), { items, ...spam })).rejects.toMatchObject({ status: 403 });
    await expect(decideMany(await as("max", "moderator"), { items: [], ...spam })).rejects.toMatchObject({
      status: 422,
    });
    const many = Array.from({ length: 101 }, () => items[0]);
    await expect(decideMany(await as("max"), { items: many, ...spam })).rejects.toMatchObject({ status: 422 });
    expect(await decideMany(await as("max"), { items, to: "removed" })).toMatchObject([
      { done: false, code: "decision.reason_code" },
    ]);
  });
});
