import fc from "fast-check";
import { expect, test } from "vitest";
import { ratingEvents } from "@/db/schema";
import { rate, withdrawRating } from "@/lib/contributions/commands";
import { wilsonLowerBound } from "@/lib/contributions/contributions";
import { ownRatings, permalink } from "@/lib/contributions/queries";
import { aClaim, contributionOf } from "../support/debate";
import { moot } from "../support/moot";
import { sideOf } from "../support/sides";

test("Bob rates Ada's evidence, changes his mind, takes it back; the history keeps each", async () => {
  const m = await moot();
  const claim = await aClaim(m);
  const it = await contributionOf(m.db, claim, await m.person("ada"));
  const bob = await m.as("bob");
  expect((await rate(bob, it.id, { value: "convincing" })).counts).toEqual({ convincing: 1, unconvincing: 0 });
  expect(await ownRatings(bob, claim.rowId)).toEqual({
    [it.id]: { rating: "convincing", counts: { convincing: 1, unconvincing: 0 } },
  });
  expect((await rate(bob, it.id, { value: "unconvincing" })).counts).toEqual({ convincing: 0, unconvincing: 1 });
  expect((await withdrawRating(bob, it.id)).counts).toEqual({ convincing: 0, unconvincing: 0 });
  expect((await m.db.select().from(ratingEvents)).map(({ from, to }) => [from, to])).toEqual([
    [null, "convincing"],
    ["convincing", "unconvincing"],
    ["unconvincing", null],
  ]);
});

test("nobody rates what they wrote themself, and a stranger signs in first", async () => {
  const m = await moot();
  const it = await contributionOf(m.db, await aClaim(m), await m.person("ada"));
  await expect(rate(await m.as("ada"), it.id, { value: "convincing" })).rejects.toMatchObject({
    code: "contribution.own",
  });
  await expect(rate(await m.as(null), it.id, { value: "convincing" })).rejects.toMatchObject({ status: 401 });
  expect((await permalink(await m.as(null), it.id)).contribution.rating).toEqual({ convincing: 0, unconvincing: 0 });
});

test("what was withdrawn or removed is rated no more", async () => {
  const m = await moot();
  const claim = await aClaim(m);
  for (const state of ["withdrawn", "removed"] as const) {
    const it = await contributionOf(m.db, claim, await m.person("ada"), { state });
    await expect(rate(await m.as("bob"), it.id, { value: "convincing" })).rejects.toMatchObject({ status: 403 });
  }
});

test("three of three convinced stand below ninety of a hundred, and above none", async () => {
  const m = await moot();
  const claim = await aClaim(m);
  const ada = await m.person("ada");
  const few = await contributionOf(m.db, claim, ada, { text: "few" });
  const many = await contributionOf(m.db, claim, ada, { text: "many" });
  const none = await contributionOf(m.db, claim, ada, { text: "none" });
  for (let i = 0; i < 3; i += 1) await rate(await m.as(`r${i}`), few.id, { value: "convincing" });
  for (let i = 0; i < 20; i += 1) {
    await rate(await m.as(`r${i}`), many.id, { value: i < 18 ? "convincing" : "unconvincing" });
  }
  const order = async (sort: "convincing" | "newest" | "least-reviewed") =>
    (await sideOf(await m.as(null), claim.rowId, "supports", { sort, cursor: null })).items.map(({ id }) => id);
  expect(await order("convincing")).toEqual([many.id, few.id, none.id]);
  expect(await order("newest")).toEqual([none.id, many.id, few.id]);
  expect(await order("least-reviewed")).toEqual([none.id, few.id, many.id]);
});

test("the lower bound is Wilson's: between 0 and the share, higher with more ratings of the same share", () => {
  expect(wilsonLowerBound(0, 0)).toBe(0);
  // Agresti & Coull (1998) give 0.7225 for 10 of 10 at 95 %.
  expect(wilsonLowerBound(10, 10)).toBeCloseTo(0.7225, 4);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 0, max: 5000 }), (total, some) => {
      const convincing = Math.min(some, total);
      const bound = wilsonLowerBound(convincing, total);
      expect(bound).toBeGreaterThanOrEqual(0);
      expect(bound).toBeLessThanOrEqual(convincing / total + 1e-12);
      expect(wilsonLowerBound(convincing * 2, total * 2)).toBeGreaterThanOrEqual(bound - 1e-12);
    }),
  );
});
