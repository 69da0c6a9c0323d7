import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { claims, decisions, essays, queueEntries, sections } from "@/db/schema";
import { claimById, listClaims } from "@/lib/claims/queries";
import { decide, editClaim, mergeClaims, moveClaim, splitClaim, undoDecision } from "@/lib/curation/commands";
import { publicLog, queue } from "@/lib/curation/queries";
import { essayBySlug } from "@/lib/essays/queries";
import { claimPage } from "@/lib/insight/claim-page";
import { paths } from "@/lib/paths";
import { search } from "@/lib/search/queries";
import { castVote } from "@/lib/votes/commands";
import { type ClaimRow, contributionOf, essayWithClaims } from "../support/debate";
import { dump } from "../support/dump";
import { moot } from "../support/moot";

const reason = "It belongs there.";
const view = { sort: "convincing", for: null, against: null, at: null } as const;

async function setting() {
  const m = await moot();
  const [water, fire] = (await essayWithClaims(m.db, ["Water is wet", "Fire is hot"], "On elements")) as [
    ClaimRow,
    ClaimRow,
  ];
  const [ice, snow] = (await essayWithClaims(m.db, ["Ice is cold", "Snow is white"], "On winter")) as [
    ClaimRow,
    ClaimRow,
  ];
  await m.db.write(async (tx) => {
    await tx.insert(sections).values({ essay: ice.essay, position: 2, title: "Two" });
  });
  const max = await m.as("max", "moderator");
  const latest = async () => (await m.db.select().from(decisions).orderBy(decisions.rowId)).at(-1)?.id ?? "";
  const order = async (essay: string) =>
    (await listClaims(await m.as(null), { essay, sort: "essay", cursor: null })).items.map(
      ({ statement }) => statement,
    );
  const move = (input: object = {}) => moveClaim(max, water.id, { essay: "on-winter", version: 1, reason, ...input });
  return { ...m, water, fire, ice, snow, max, latest, order, move };
}

describe("a claim moved to another essay", () => {
  test("is found there by the link it always had, whole, and gone from where it was", async () => {
    const { as, person, db, water, move, order } = await setting();
    await contributionOf(db, water, await person("ada"), {});
    await castVote(await as("bob"), water.id, { value: "agree" });
    expect(await move()).toEqual({
      id: water.id,
      slug: "water-is-wet",
      essay: { slug: "on-winter", title: "On winter" },
    });
    const stranger = await as(null);
    const { claim, sides } = await claimPage(stranger, water.id, view);
    expect(claim).toMatchObject({ id: water.id, essay: { slug: "on-winter" }, section: { title: "Two" }, position: 3 });
    expect(claim.tally).toMatchObject({ agree: 1, total: 1 });
    expect(sides.supports.items).toHaveLength(1);
    expect(paths.claim(claim)).toBe(paths.claim(water));
    expect(await order("on-winter")).toEqual(["Ice is cold", "Snow is white", "Water is wet"]);
    expect(await order("on-elements")).toEqual(["Fire is hot"]);
    expect((await essayBySlug(stranger, "on-elements")).counts).toMatchObject({ claims: 1, evidence: 0, votes: 0 });
    expect((await essayBySlug(stranger, "on-winter")).counts).toMatchObject({ claims: 3, evidence: 1, votes: 1 });
    expect((await search(stranger, { q: "wet", essay: "on-winter" })).items).toMatchObject([{ id: water.id }]);
  });

  test("stands last in the section that was chosen, and the claims after it follow", async () => {
    const { db, ice, move, order, fire } = await setting();
    await db.write((tx) =>
      tx
        .update(claims)
        .set({ section: sql`(select row_id from sections where essay = ${ice.essay} and position = 2)` })
        .where(eq(claims.statement, "Snow is white")),
    );
    await move({ section: 1 });
    expect(await order("on-winter")).toEqual(["Ice is cold", "Water is wet", "Snow is white"]);
    const [left] = await db.select().from(claims).where(eq(claims.rowId, fire.rowId));
    expect(left?.position).toBe(1);
  });

  test("takes its log, what waits on it and its pages along, and says on the log where it was", async () => {
    const { as, person, db, water, max, move, latest } = await setting();
    const it = await contributionOf(db, water, await person("ada"), {});
    await decide(max, it.id, { to: "needs-source", version: 1, reason: { text: "Which?" } });
    await contributionOf(db, water, await person("ada"), {});
    await move();
    const [winter] = await db.select().from(essays).where(eq(essays.slug, "on-winter"));
    expect(await db.selectDistinct({ essay: queueEntries.essay }).from(queueEntries)).toEqual([
      { essay: winter?.rowId },
    ]);
    expect((await queue(max, { essay: "on-winter" })).items).toHaveLength(1);
    const { items } = await publicLog(await as(null), { essay: "on-winter" });
    expect(items.map(({ action }) => action)).toEqual(["move-claim", "decide"]);
    expect(items[0]).toMatchObject({ from: "on-elements", to: "on-winter", wordings: null, reason: { text: reason } });
    expect((await publicLog(await as(null), { essay: "on-elements" })).items).toEqual([]);
    for (const tag of [`claim:${water.id}`, `essay:${winter?.id}`, "essays", "log"]) expect(max.touched).toContain(tag);
    expect(await latest()).toBe(items[0]?.id);
  });

  test("goes back by an undo to its very place, with all that belongs to it", async () => {
    const { as, person, db, water, max, move, latest } = await setting();
    const it = await contributionOf(db, water, await person("ada"), {});
    await decide(max, it.id, { to: "rejected", version: 1, reason: { code: "spam" } });
    await castVote(await as("bob"), water.id, { value: "agree" });
    const before = await dump(db);
    await move({ section: 1 });
    await undoDecision(max, await latest());
    expect(await dump(db)).toEqual(before);
    expect((await publicLog(await as(null), { essay: "on-elements" })).items.map(({ action }) => action)).toEqual([
      "undo",
      "move-claim",
      "decide",
    ]);
  });

  test("can still be reworded, split and merged, and each of those undone", async () => {
    const { db, water, snow, max, move, latest, order } = await setting();
    await move();
    await editClaim(max, water.id, { statement: "Water feels wet", version: 1, reason });
    await splitClaim(max, water.id, { statement: "Ice melts", kind: "fact", version: 2, reason });
    expect(await order("on-winter")).toEqual(["Ice is cold", "Snow is white", "Water feels wet", "Ice melts"]);
    await undoDecision(max, await latest());
    await mergeClaims(max, water.id, { into: snow.id, version: 2, reason });
    await expect(undoDecision(max, await moveOf(db))).rejects.toMatchObject({ code: "decision.overtaken" });
    await undoDecision(max, await latest());
    await undoDecision(max, await moveOf(db));
    expect(await order("on-elements")).toEqual(["Water feels wet", "Fire is hot"]);
  });

  test("to where it is already stays; by a stale version, to no essay or to no section it is refused", async () => {
    const { db, max, water, move } = await setting();
    await moveClaim(max, water.id, { essay: "on-elements", version: 9, reason });
    expect(await db.select().from(decisions)).toEqual([]);
    await expect(move({ version: 2 })).rejects.toMatchObject({ status: 409, code: "claim.stale" });
    await expect(move({ essay: "on-nothing" })).rejects.toMatchObject({ errors: { essay: expect.any(String) } });
    await expect(move({ section: 7 })).rejects.toMatchObject({ errors: { section: expect.any(String) } });
    await expect(move({ reason: " " })).rejects.toMatchObject({ errors: { reason: expect.any(String) } });
  });

  test("is a moderator's to move", async () => {
    const { as, water } = await setting();
    const input = { essay: "on-winter", version: 1, reason };
    for (const [name, role] of [
      ["ada", "member"],
      ["cleo", "curator"],
    ] as const) {
      await expect(moveClaim(await as(name, role), water.id, input)).rejects.toMatchObject({ status: 403 });
    }
    await expect(moveClaim(await as(null), water.id, input)).rejects.toMatchObject({ status: 401 });
  });

  test("leaves a claim of the same slug its own", async () => {
    const { as, db, snow, water, move } = await setting();
    await db.write((tx) => tx.update(claims).set({ slug: "water-is-wet" }).where(eq(claims.rowId, snow.rowId)));
    expect(await move()).toMatchObject({ id: water.id, slug: "water-is-wet-2" });
    expect(await claimById(await as(null), snow.id)).toMatchObject({ slug: "water-is-wet" });
  });
});

async function moveOf(db: Awaited<ReturnType<typeof moot>>["db"]): Promise<string> {
  const [row] = await db.select().from(decisions).where(eq(decisions.action, "move-claim"));
  return row?.id ?? "";
}
