import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { claims } from "@/db/schema";
import { rate } from "@/lib/contributions/commands";
import { contributionSorts, page } from "@/lib/contributions/contributions";
import { answersTo, permalink, rejectedAmong } from "@/lib/contributions/queries";
import { decide } from "@/lib/curation/commands";
import { aClaim, contributionOf } from "../support/debate";
import { moot } from "../support/moot";
import { sideOf } from "../support/sides";

test.each(contributionSorts)("a reader who presses “show more” sees each contribution once: %s", async (sort) => {
  const m = await moot();
  const claim = await aClaim(m);
  const ada = await m.person("ada");
  const all: string[] = [];
  for (let i = 0; i < 23; i += 1) {
    const it = await contributionOf(m.db, claim, ada, { text: `Number ${i}` });
    if (i % 3 === 0) await rate(await m.as("bob"), it.id, { value: i % 2 ? "convincing" : "unconvincing" });
    all.push(it.id);
  }
  const ctx = await m.as(null);
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const found: Awaited<ReturnType<typeof sideOf>> = await sideOf(ctx, claim.rowId, "supports", {
      sort,
      cursor,
      size: 5,
    });
    expect(found.items.length).toBeLessThanOrEqual(5);
    seen.push(...found.items.map(({ id }) => id));
    cursor = found.nextCursor;
  } while (cursor !== null);
  expect(seen).toHaveLength(23);
  expect(new Set(seen)).toEqual(new Set(all));
});

test("a cursor that somebody made up is refused, not followed", async () => {
  const m = await moot();
  const claim = await aClaim(m);
  for (const cursor of ["", "x", "../..", "abc.0.5", "1 or 1=1", "x".repeat(500)]) {
    await expect(
      sideOf(await m.as(null), claim.rowId, "supports", { sort: "convincing", cursor }),
    ).rejects.toMatchObject({ status: 400, code: "cursor.malformed" });
  }
});

test("a page shows a bounded number of answers a level, three levels deep, and how many there are", async () => {
  const m = await moot();
  const claim = await aClaim(m);
  const ada = await m.person("ada");
  let parent = await contributionOf(m.db, claim, ada);
  const root = parent;
  for (let depth = 1; depth <= 5; depth += 1) {
    const level = parent;
    for (let i = 0; i < 5; i += 1) parent = await contributionOf(m.db, claim, ada, { kind: "rebuttal", parent: level });
  }
  const { items } = await sideOf(await m.as(null), claim.rowId, "supports", { sort: "convincing", cursor: null });
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({ id: root.id, answers: 5 });
  let level = items;
  for (let depth = 1; depth <= page.depth; depth += 1) {
    level = level.flatMap((branch) => branch.children);
    expect(level).toHaveLength(page.answers);
  }
  expect(level.flatMap((branch) => branch.children)).toEqual([]);
  expect(level.some((branch) => branch.answers === 5)).toBe(true);
  expect((await answersTo(await m.as(null), root.id, { sort: "newest", cursor: null })).items).toHaveLength(5);
});

test("what was withdrawn leaves a tombstone where something answers it, and nothing where nothing does", async () => {
  const m = await moot();
  const claim = await aClaim(m);
  const ada = await m.person("ada");
  const answered = await contributionOf(m.db, claim, ada, { state: "withdrawn", text: "Secret" });
  await contributionOf(m.db, claim, ada, { kind: "rebuttal", parent: answered });
  await contributionOf(m.db, claim, ada, { state: "withdrawn" });
  const { items } = await sideOf(await m.as(null), claim.rowId, "supports", { sort: "convincing", cursor: null });
  expect(items.map(({ id, body, source }) => ({ id, body, source }))).toEqual([
    { id: answered.id, body: null, source: null },
  ]);
  expect(items[0]?.children).toHaveLength(1);
  expect(JSON.stringify(await permalink(await m.as(null), answered.id))).not.toContain("Secret");
});

test("what was rejected is listed apart and counts for nothing", async () => {
  const m = await moot();
  const claim = await aClaim(m);
  const it = await contributionOf(m.db, claim, await m.person("ada"), { state: "rejected" });
  const ctx = await m.as(null);
  expect((await sideOf(ctx, claim.rowId, "supports", { sort: "convincing", cursor: null })).items).toEqual([]);
  expect((await rejectedAmong(ctx, claim.rowId, null)).map(({ id }) => id)).toEqual([it.id]);
  const [row] = await m.db.select().from(claims).where(eq(claims.id, claim.id));
  expect(row?.supporting).toBe(0);
});

test("what an undo put back on hold is shown to strangers as a place without words, above what answers it", async () => {
  const m = await moot();
  const claim = await aClaim(m);
  const held = await contributionOf(m.db, claim, await m.person("ada"), { state: "held", text: "A secret." });
  const max = await m.as("max", "moderator");
  await decide(max, held.id, { to: "accepted", version: 1 });
  const accepted = { ...held, state: "accepted" as const };
  const answer = await contributionOf(m.db, claim, await m.person("bob"), { kind: "rebuttal", parent: accepted });
  await decide(max, held.id, { to: "undo", version: 2 });
  const chainFor = async (name: string | null) => (await permalink(await m.as(name), answer.id)).chain;
  for (const name of [null, "bob"]) {
    expect(await chainFor(name)).toMatchObject([{ id: held.id, state: "held", body: null, source: null }]);
  }
  for (const name of ["ada", "max"]) expect(JSON.stringify(await chainFor(name))).toContain("A secret.");
});

test("of a long chain of parents a page shows the ends", async () => {
  const m = await moot();
  const claim = await aClaim(m);
  const ada = await m.person("ada");
  let it = await contributionOf(m.db, claim, ada);
  for (let i = 0; i < 40; i += 1) it = await contributionOf(m.db, claim, ada, { kind: "rebuttal", parent: it });
  const { chain, contribution } = await permalink(await m.as(null), it.id);
  const { first, last } = page.chain;
  expect(contribution.id).toBe(it.id);
  expect(chain.map(({ depth }) => depth)).toEqual([
    ...Array.from({ length: first }, (_, i) => i),
    ...Array.from({ length: last }, (_, i) => 40 - last + i),
  ]);
});
