import { describe, expect, test } from "vitest";
import { claims, decisions, flags } from "@/db/schema";
import { flag, lockClaim, unlockClaim } from "@/lib/curation/commands";
import { castVote } from "@/lib/votes/commands";
import { contributionOf, essayWithClaims } from "../support/debate";
import { moot } from "../support/moot";

async function setting() {
  const m = await moot();
  const [claim] = await essayWithClaims(m.db, ["Water is wet"]);
  if (!claim) throw new Error("no claim");
  return { ...m, claim, ada: await m.person("ada") };
}

describe("a flag", () => {
  test("is one a person and contribution: a second says the first anew", async () => {
    const { db, as, claim, ada } = await setting();
    const it = await contributionOf(db, claim, ada);
    const first = await flag(await as("bob"), it.id, { reason: "spam" });
    const second = await flag(await as("bob"), it.id, { reason: "other", text: "Look at the date." });
    expect(second.id).toBe(first.id);
    await flag(await as("cleo"), it.id, { reason: "spam" });
    expect(await db.select().from(flags)).toMatchObject([
      { reason: "other", text: "Look at the date." },
      { reason: "spam" },
    ]);
  });

  test("of something else says what", async () => {
    const { db, as, claim, ada } = await setting();
    const it = await contributionOf(db, claim, ada);
    await expect(flag(await as("bob"), it.id, { reason: "other" })).rejects.toMatchObject({
      status: 422,
      errors: { text: expect.any(String) },
    });
  });

  test("is not for one's own, not for the signed-out, and tells nobody that something held is there", async () => {
    const { db, as, claim, ada } = await setting();
    const it = await contributionOf(db, claim, ada);
    const held = await contributionOf(db, claim, ada, { state: "held" });
    await expect(flag(await as("ada"), it.id, { reason: "spam" })).rejects.toMatchObject({ status: 403 });
    await expect(flag(await as(null), it.id, { reason: "spam" })).rejects.toMatchObject({ status: 401 });
    await expect(flag(await as("bob"), held.id, { reason: "spam" })).rejects.toMatchObject({ status: 404 });
    await expect(flag(await as("bob"), "nosuchone", { reason: "spam" })).rejects.toMatchObject({ status: 404 });
  });
});

describe("a lock", () => {
  test("stands with its reason, is on the log, lets people vote, and can be taken off", async () => {
    const { db, as, claim } = await setting();
    const max = await as("max", "moderator");
    await lockClaim(max, claim.id, { lock: "curators-only", reason: "A flood of copies.", until: "2026-12-01" });
    expect(await db.select().from(claims)).toMatchObject([
      { lock: "curators-only", lockReason: "A flood of copies.", lockedUntil: new Date("2026-12-01T23:59:59.999Z") },
    ]);
    expect((await castVote(await as("bob"), claim.id, { value: "agree" })).tally.agree).toBe(1);
    await unlockClaim(max, claim.id, { reason: "It is over." });
    expect(await db.select().from(claims)).toMatchObject([{ lock: "open", lockReason: null, lockedUntil: null }]);
    expect(await db.select().from(decisions)).toMatchObject([
      { action: "lock", from: "open", to: "curators-only", reasonText: "A flood of copies." },
      { action: "unlock", from: "curators-only", to: "open", reasonText: "It is over." },
    ]);
    expect(max.touched).toContain(`claim:${claim.id}`);
  });

  test("put on twice is put on once", async () => {
    const { db, as, claim } = await setting();
    const max = await as("max", "moderator");
    const lock = { lock: "hold-new", reason: "Too fast." };
    expect(await lockClaim(max, claim.id, lock)).toEqual(await lockClaim(max, claim.id, lock));
    await unlockClaim(max, claim.id);
    await unlockClaim(max, claim.id);
    expect(await db.select().from(decisions)).toHaveLength(2);
  });

  test.each([
    ["without a reason", { lock: "hold-new", reason: " " }, "reason"],
    ["until a day that is over", { lock: "hold-new", reason: "x", until: "2026-10-31" }, "until"],
    ["until no day", { lock: "hold-new", reason: "x", until: "tomorrow" }, "until"],
    ["of an unknown kind", { lock: "open", reason: "x" }, "lock"],
  ])("%s is refused at its field", async (_, input, field) => {
    const { as, claim } = await setting();
    await expect(lockClaim(await as("max", "moderator"), claim.id, input)).rejects.toMatchObject({
      status: 422,
      errors: { [field]: expect.any(String) },
    });
  });

  test("is a moderator's", async () => {
    const { as, claim } = await setting();
    await expect(
      lockClaim(await as("carla", "curator"), claim.id, { lock: "hold-new", reason: "x" }),
    ).rejects.toMatchObject({
      status: 403,
    });
  });
});
