import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { accounts, contributions, decisions, flags, queueEntries } from "@/db/schema";
import { edit, withdraw } from "@/lib/contributions/commands";
import { decide, flag, takeFlagBack } from "@/lib/curation/commands";
import { deskItem } from "@/lib/curation/queries";
import { openFlagsAtMost } from "@/lib/curation/reasons";
import { contributionOf, essayWithClaims } from "../support/debate";
import { moot } from "../support/moot";

async function setting() {
  const m = await moot();
  const [claim] = await essayWithClaims(m.db, ["Water is wet"]);
  if (!claim) throw new Error("no claim");
  const ada = await m.person("ada");
  const record = async (name: string) => {
    const [row] = await m.db
      .select({ decided: accounts.flagsDecided, upheld: accounts.flagsUpheld })
      .from(accounts)
      .where(eq(accounts.name, name));
    return row;
  };
  const weightOf = async (contribution: { rowId: number }) => {
    const [row] = await m.db
      .select({ weight: queueEntries.flagWeight })
      .from(queueEntries)
      .where(eq(queueEntries.contribution, contribution.rowId));
    return row?.weight;
  };
  return { ...m, claim, ada, record, weightOf };
}

const spam = { reason: "spam" };

describe("a flag is upheld by a decision that meets it, and dismissed by one that keeps things as they are", () => {
  test.each([
    ["rejected", { code: "spam" }, "upheld"],
    ["removed", { code: "spam" }, "upheld"],
    ["needs-source", { text: "Which page?" }, "upheld"],
    ["accepted", {}, "dismissed"],
    ["unreviewed", {}, "dismissed"],
  ])("%s", async (to, reason, outcome) => {
    const { db, as, claim, ada, record } = await setting();
    const it = await contributionOf(db, claim, ada);
    await flag(await as("bob"), it.id, spam);
    await decide(await as("max", "moderator"), it.id, { to, version: 1, reason });
    expect(await db.select().from(flags)).toMatchObject([{ outcome, closedBy: 1 }]);
    expect(await record("bob")).toEqual({ decided: 1, upheld: outcome === "upheld" ? 1 : 0 });
  });

  test("leaving something rejected as it is dismisses; rejecting it for another reason upholds", async () => {
    const { db, as, claim, ada } = await setting();
    const it = await contributionOf(db, claim, ada, { state: "rejected", stateReasonCode: "off-topic" });
    const carla = await as("carla", "curator");
    await flag(await as("bob"), it.id, spam);
    await decide(carla, it.id, { to: "rejected", version: 1 });
    await flag(await as("cleo"), it.id, { reason: "uncivil" });
    await decide(carla, it.id, { to: "rejected", version: 2, reason: { code: "uncivil" } });
    expect(await db.select().from(flags)).toMatchObject([{ outcome: "dismissed" }, { outcome: "upheld" }]);
  });

  test("an undo opens them again, and takes them out of their owner's record", async () => {
    const { db, as, claim, ada, record } = await setting();
    const it = await contributionOf(db, claim, ada);
    await flag(await as("bob"), it.id, spam);
    const before = await db.select().from(flags);
    const max = await as("max", "moderator");
    await decide(max, it.id, { to: "rejected", version: 1, reason: { code: "spam" } });
    expect(await record("bob")).toEqual({ decided: 1, upheld: 1 });
    await decide(max, it.id, { to: "undo", version: 2 });
    expect(await db.select().from(flags)).toEqual(before);
    expect(await record("bob")).toEqual({ decided: 0, upheld: 0 });
  });

  test("what was undone does not count, even where its owner has flagged anew and it stays closed", async () => {
    const { db, as, claim, ada, record } = await setting();
    const it = await contributionOf(db, claim, ada);
    await flag(await as("bob"), it.id, spam);
    const max = await as("max", "moderator");
    await decide(max, it.id, { to: "accepted", version: 1 });
    await flag(await as("bob"), it.id, { reason: "misquotes" });
    await decide(max, it.id, { to: "undo", version: 2 });
    expect(await record("bob")).toEqual({ decided: 0, upheld: 0 });
  });

  test("its author's withdrawal answers it without an outcome", async () => {
    const { db, as, claim, ada, record } = await setting();
    const it = await contributionOf(db, claim, ada);
    await flag(await as("bob"), it.id, spam);
    await withdraw(await as("ada"), it.id);
    expect(await db.select().from(flags)).toMatchObject([{ closedBy: 1, outcome: null }]);
    expect(await record("bob")).toEqual({ decided: 0, upheld: 0 });
    expect(await db.select().from(queueEntries)).toEqual([]);
  });
});

describe("how often somebody's flags were upheld", () => {
  test("is shown to curators, and weighs all that they have open flags on", async () => {
    const { db, as, claim, ada, weightOf } = await setting();
    const [first, second] = [await contributionOf(db, claim, ada), await contributionOf(db, claim, ada)];
    await flag(await as("bob"), first.id, spam);
    await flag(await as("bob"), second.id, spam);
    expect(await weightOf(second)).toBe(1 / 2);
    const carla = await as("carla", "curator");
    await decide(carla, first.id, { to: "rejected", version: 1, reason: { code: "spam" } });
    expect(await weightOf(second)).toBe(2 / 3);
    expect((await deskItem(carla, second.id)).flags).toMatchObject([{ by: { name: "bob", decided: 1, upheld: 1 } }]);
    await decide(await as("max", "moderator"), first.id, { to: "undo", version: 2 });
    expect(await weightOf(second)).toBe(1 / 2);
  });
});

describe("a reason that was decided about", () => {
  test("can't be raised again, by whoever, until the author changes it", async () => {
    const { db, as, claim, ada } = await setting();
    const it = await contributionOf(db, claim, ada, { kind: "rebuttal" });
    await flag(await as("bob"), it.id, spam);
    await decide(await as("carla", "curator"), it.id, { to: "accepted", version: 1 });
    const [decision] = await db.select().from(decisions);
    for (const name of ["bob", "cleo"]) {
      await expect(flag(await as(name), it.id, spam)).rejects.toMatchObject({
        status: 409,
        code: "flag.decided",
        message: expect.stringContaining("accepted"),
        details: { outcome: "dismissed", state: "accepted", log: expect.stringContaining(decision?.id ?? "?") },
      });
    }
    await flag(await as("cleo"), it.id, { reason: "off-topic" });
    await expect(flag(await as("cleo"), it.id, spam)).rejects.toMatchObject({ code: "flag.decided" });
    await edit(await as("ada"), it.id, { version: 2, body: { markdown: "Worded anew." } });
    await flag(await as("bob"), it.id, spam);
    expect((await db.select().from(flags)).at(-1)).toMatchObject({ reason: "spam", revision: 2, closedAt: null });
  });

  test("counts as decided about the wording that the curator saw, not only about the one that was flagged", async () => {
    const { db, as, claim, ada, clock } = await setting();
    const it = await contributionOf(db, claim, ada, { kind: "rebuttal" });
    await flag(await as("bob"), it.id, spam);
    await edit(await as("ada"), it.id, { version: 1, body: { markdown: "Worded anew." } });
    clock.now = new Date(clock.now.getTime() + 1000);
    await decide(await as("carla", "curator"), it.id, { to: "accepted", version: 2 });
    await expect(flag(await as("cleo"), it.id, spam)).rejects.toMatchObject({ code: "flag.decided" });
  });

  test("can be raised again once the decision was undone", async () => {
    const { db, as, claim, ada } = await setting();
    const it = await contributionOf(db, claim, ada);
    await flag(await as("bob"), it.id, spam);
    const max = await as("max", "moderator");
    await decide(max, it.id, { to: "accepted", version: 1 });
    await decide(max, it.id, { to: "undo", version: 2 });
    await flag(await as("cleo"), it.id, spam);
    expect(await db.select().from(flags)).toMatchObject([{ closedAt: null }, { closedAt: null }]);
  });

  test("is, of something else, what its owner or the same words say: another matter may be raised", async () => {
    const { db, as, claim, ada } = await setting();
    const it = await contributionOf(db, claim, ada);
    await flag(await as("bob"), it.id, { reason: "other", text: "The date is wrong." });
    await decide(await as("carla", "curator"), it.id, { to: "accepted", version: 1 });
    await expect(flag(await as("bob"), it.id, { reason: "other", text: "Look again." })).rejects.toMatchObject({
      code: "flag.decided",
    });
    await expect(flag(await as("cleo"), it.id, { reason: "other", text: "The date is wrong." })).rejects.toMatchObject({
      code: "flag.decided",
    });
    await flag(await as("cleo"), it.id, { reason: "other", text: "It was retracted." });
    expect(await db.select().from(flags)).toHaveLength(2);
  });
});

describe("a flagger takes an open flag back", () => {
  test("and it waits no more, counts for nothing, and can be raised again", async () => {
    const { db, as, claim, ada, record, weightOf } = await setting();
    const it = await contributionOf(db, claim, ada, { state: "accepted" });
    await flag(await as("bob"), it.id, spam);
    await takeFlagBack(await as("bob"), it.id);
    await takeFlagBack(await as("bob"), it.id);
    expect(await weightOf(it)).toBeUndefined();
    expect(await record("bob")).toEqual({ decided: 0, upheld: 0 });
    await flag(await as("bob"), it.id, spam);
    expect(await weightOf(it)).toBe(1 / 2);
    expect(await db.select().from(decisions)).toEqual([]);
  });

  test("but nobody else's, and none that is not there", async () => {
    const { db, as, claim, ada } = await setting();
    const it = await contributionOf(db, claim, ada);
    await flag(await as("bob"), it.id, spam);
    await expect(takeFlagBack(await as("cleo"), it.id)).rejects.toMatchObject({ status: 404, code: "flag.not_found" });
    await expect(takeFlagBack(await as(null), it.id)).rejects.toMatchObject({ status: 401 });
    expect(await db.select().from(flags)).toMatchObject([{ closedAt: null }]);
  });
});

test("nobody has more flags waiting than a curator could look at", async () => {
  const { db, as, claim, ada } = await setting();
  const it = await contributionOf(db, claim, ada);
  const bob = await as("bob");
  await db.write(async (tx) => {
    for (let i = 0; i < openFlagsAtMost; i++) {
      const [row] = await tx.select().from(contributions).where(eq(contributions.rowId, it.rowId));
      if (!row) throw new Error("gone");
      const { rowId: _, ...copy } = row;
      const [made] = await tx
        .insert(contributions)
        .values({ ...copy, id: `c${i}` })
        .returning();
      const account = bob.viewer?.rowId ?? 0;
      await tx
        .insert(flags)
        .values({ id: `f${i}`, contribution: made?.rowId ?? 0, account, reason: "spam", at: bob.now });
    }
  });
  await expect(flag(bob, it.id, spam)).rejects.toMatchObject({ status: 409, code: "flag.too_many_open" });
  await takeFlagBack(bob, "c0");
  await flag(bob, it.id, spam);
});
