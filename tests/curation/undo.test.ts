import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { claims, decisions } from "@/db/schema";
import { edit, withdraw } from "@/lib/contributions/commands";
import { decide, lockClaim, mayUndo, undoDecision, unlockClaim } from "@/lib/curation/commands";
import { contributionOf, essayWithClaims } from "../support/debate";
import { moot } from "../support/moot";

async function setting() {
  const m = await moot();
  const [claim] = await essayWithClaims(m.db, ["Water is wet"]);
  if (!claim) throw new Error("no claim");
  const ada = await m.person("ada");
  /** The id of the log's newest row. */
  const latest = async () => {
    const rows = await m.db.select().from(decisions).orderBy(decisions.rowId);
    return rows.at(-1)?.id ?? "";
  };
  return { ...m, claim, ada, latest };
}

describe("the undo of a row of the log", () => {
  test("is open to the curator who slipped, and to moderators for what others decided", async () => {
    const { db, as, claim, ada, latest } = await setting();
    const it = await contributionOf(db, claim, ada);
    const carla = await as("carla", "curator");
    await decide(carla, it.id, { to: "accepted", version: 1 });
    const id = await latest();
    const dora = await as("dora", "curator");
    await expect(undoDecision(dora, id)).rejects.toMatchObject({ status: 403, code: "decision.anothers" });
    expect(await mayUndo(dora, id)).toBe(false);
    await expect(undoDecision(await as("bob"), id)).rejects.toMatchObject({ status: 403, code: "policy.role" });
    expect(await mayUndo(carla, id)).toBe(true);
    await undoDecision(carla, id, { reason: { text: "I slipped." } });
    await decide(carla, it.id, { to: "accepted", version: 3 });
    await undoDecision(await as("max", "moderator"), await latest());
    expect(await db.select().from(decisions)).toMatchObject([
      { action: "decide", to: "accepted" },
      { action: "undo", from: "accepted", to: "unreviewed", reasonText: "I slipped.", undoes: 1, byRole: "curator" },
      { action: "decide", to: "accepted" },
      { action: "undo", undoes: 3, byRole: "moderator" },
    ]);
  });

  test("is refused where it was undone already, and an undo can't be undone", async () => {
    const { db, as, claim, ada, latest } = await setting();
    const it = await contributionOf(db, claim, ada);
    const max = await as("max", "moderator");
    await decide(max, it.id, { to: "accepted", version: 1 });
    const id = await latest();
    const undo = await undoDecision(max, id);
    await expect(undoDecision(max, id)).rejects.toMatchObject({
      status: 409,
      code: "decision.undone",
      details: { decision: undo.id },
    });
    await expect(undoDecision(max, undo.id)).rejects.toMatchObject({ code: "decision.not_undoable" });
    await expect(undoDecision(max, "nosuchone")).rejects.toMatchObject({ status: 404, code: "decision.not_found" });
  });

  test("is refused where something newer stands on it, until that is undone", async () => {
    const { db, as, claim, ada, latest } = await setting();
    const it = await contributionOf(db, claim, ada);
    const max = await as("max", "moderator");
    await decide(max, it.id, { to: "accepted", version: 1 });
    const first = await latest();
    await decide(max, it.id, { to: "rejected", version: 2, reason: { code: "spam" } });
    const second = await latest();
    await expect(undoDecision(max, first)).rejects.toMatchObject({
      status: 409,
      code: "decision.overtaken",
      details: { decision: second },
    });
    await undoDecision(max, second);
    await undoDecision(max, first);
  });

  test.each([
    ["edited", edit],
    ["withdrawn", withdraw],
  ])("is refused where its author has %s it since", async (_, change) => {
    const { db, as, claim, ada, latest } = await setting();
    const it = await contributionOf(db, claim, ada, { kind: "rebuttal" });
    const max = await as("max", "moderator");
    await decide(max, it.id, { to: "rejected", version: 1, reason: { code: "spam" } });
    const id = await latest();
    await change(await as("ada"), it.id, { version: 2, body: { markdown: "Better said." } });
    await expect(undoDecision(max, id)).rejects.toMatchObject({ status: 409, code: "decision.changed_since" });
  });

  test("puts a lock back as it was, and opens it again", async () => {
    const { db, as, claim, latest } = await setting();
    const max = await as("max", "moderator");
    const now = async () => (await db.select().from(claims).where(eq(claims.rowId, claim.rowId)))[0];
    const open = await now();
    await lockClaim(max, claim.id, { lock: "hold-new", reason: "Too fast.", until: "2026-12-31" });
    const [lock, held] = [await latest(), await now()];
    await lockClaim(max, claim.id, { lock: "curators-only", reason: "Still." });
    await expect(undoDecision(max, lock)).rejects.toMatchObject({ code: "decision.overtaken" });
    await undoDecision(max, await latest());
    expect(await now()).toEqual(held);
    await unlockClaim(max, claim.id);
    await undoDecision(max, await latest());
    expect(await now()).toEqual(held);
    await undoDecision(max, lock);
    expect(await now()).toEqual(open);
    await expect(undoDecision(await as("carla", "curator"), lock)).rejects.toMatchObject({ status: 403 });
  });
});
