import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { claims, contributions, decisions, flags } from "@/db/schema";
import { states } from "@/db/words";
import { roles } from "@/lib/accounts/accounts";
import { decide, flag } from "@/lib/curation/commands";
import { decisionTo } from "@/lib/curation/states";
import { contributionOf, essayWithClaims } from "../support/debate";
import { moot } from "../support/moot";

/** A reason that suffices for that state. */
const reasonFor = (to: string) =>
  to === "rejected"
    ? { code: "off-topic", text: "It is about something else." }
    : to === "removed"
      ? { code: "spam" }
      : to === "needs-source"
        ? { text: "Which edition?" }
        : {};

async function setting() {
  const m = await moot();
  const [claim] = await essayWithClaims(m.db, ["Water is wet"]);
  if (!claim) throw new Error("no claim");
  const ada = await m.person("ada");
  const rowOf = async (id: string) => {
    const [row] = await m.db.select().from(contributions).where(eq(contributions.id, id));
    if (!row) throw new Error("gone");
    return row;
  };
  const claimNow = async () => (await m.db.select().from(claims).where(eq(claims.rowId, claim.rowId)))[0];
  return { ...m, claim, ada, rowOf, claimNow };
}

describe("the table of transitions holds for every state, target and role", () => {
  test.each(states)("from %s", async (from) => {
    const { db, as, claim, ada, rowOf } = await setting();
    for (const role of [null, ...roles]) {
      const ctx = await as(role && `a ${role}`, role ?? undefined);
      for (const to of states.filter((to) => to !== from)) {
        const it = await contributionOf(db, claim, ada, { state: from });
        const way = decisionTo(from, to);
        const mergedInto = to === "merged" ? (await contributionOf(db, claim, ada)).id : undefined;
        const answer = await decide(ctx, it.id, { to, version: 1, reason: reasonFor(to), mergedInto }).then(
          (receipt) => receipt.state,
          (refusal) => refusal.status,
        );
        const needed = to === "removed" ? "moderator" : "curator";
        const wanted =
          to === "held" || to === "withdrawn"
            ? 422
            : role === null
              ? 401
              : roles.indexOf(role) < roles.indexOf(needed)
                ? 403
                : way
                  ? to
                  : 422;
        expect(answer, `${role} brings ${from} to ${to}`).toBe(wanted);
        expect((await rowOf(it.id)).state).toBe(wanted === to ? to : from);
      }
    }
  });

  test("nothing but an undo leaves the removed and the merged", () => {
    for (const to of states) {
      expect(decisionTo("removed", to)).toBeUndefined();
      expect(decisionTo("merged", to)).toBeUndefined();
    }
  });
});

describe("a decision", () => {
  test("keeps its row, rises the version, closes flags and touches the pages that show it", async () => {
    const { db, as, claim, ada, rowOf } = await setting();
    const it = await contributionOf(db, claim, ada);
    await flag(await as("bob"), it.id, { reason: "spam" });
    const carla = await as("carla", "curator");
    const receipt = await decide(carla, it.id, {
      to: "rejected",
      version: 1,
      reason: { code: "off-topic", text: "It is about fire." },
    });
    expect(receipt).toEqual({
      id: it.id,
      state: "rejected",
      stateReason: { code: "off-topic", text: "It is about fire." },
      version: 2,
    });
    expect(await rowOf(it.id)).toMatchObject({ state: "rejected", version: 2, listed: false });
    expect(await db.select().from(decisions)).toMatchObject([
      { action: "decide", from: "unreviewed", to: "rejected", byRole: "curator", reasonCode: "off-topic" },
    ]);
    expect(await db.select().from(flags)).toMatchObject([{ closedAt: carla.now, closedBy: 1 }]);
    for (const tag of [`account:${ada.id}`, `claim:${claim.id}`, "log"] as const) expect(carla.touched).toContain(tag);
  });

  test("repeated changes nothing, whatever version it came with", async () => {
    const { db, as, claim, ada, rowOf } = await setting();
    const it = await contributionOf(db, claim, ada);
    const carla = await as("carla", "curator");
    const wish = { to: "needs-source", version: 1, reason: { text: "Which page?" } };
    const first = await decide(carla, it.id, wish);
    const before = await rowOf(it.id);
    expect(await decide(carla, it.id, wish)).toEqual(first);
    expect(await rowOf(it.id)).toEqual(before);
    expect(await db.select().from(decisions)).toHaveLength(1);
  });

  test("about an older version is refused, and nothing is lost of the newer one", async () => {
    const { db, as, claim, ada, rowOf } = await setting();
    const it = await contributionOf(db, claim, ada);
    await decide(await as("carla", "curator"), it.id, { to: "accepted", version: 1 });
    const late = decide(await as("dora", "curator"), it.id, {
      to: "rejected",
      version: 1,
      reason: reasonFor("rejected"),
    });
    await expect(late).rejects.toMatchObject({ status: 409, code: "contribution.stale" });
    expect(await rowOf(it.id)).toMatchObject({ state: "accepted", version: 2 });
    expect(await db.select().from(decisions)).toHaveLength(1);
  });

  test("of two curators in the same instant, one is told that she was late", async () => {
    const { db, as, claim, ada } = await setting();
    const it = await contributionOf(db, claim, ada);
    const [carla, dora] = [await as("carla", "curator"), await as("dora", "curator")];
    const both = await Promise.allSettled([
      decide(carla, it.id, { to: "accepted", version: 1 }),
      decide(dora, it.id, { to: "needs-source", version: 1, reason: { text: "A page number." } }),
    ]);
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await db.select().from(decisions)).toHaveLength(1);
  });

  test("is never about one's own: a curator can't accept her own evidence, nor a moderator undo what befell his", async () => {
    const { db, as, person, claim } = await setting();
    const carla = await person("carla", "curator");
    const own = await contributionOf(db, claim, carla);
    await expect(decide(await as("carla"), own.id, { to: "accepted", version: 1 })).rejects.toMatchObject({
      status: 403,
      code: "contribution.own",
    });
    const max = await person("max", "moderator");
    const his = await contributionOf(db, claim, max);
    await decide(await as("carla"), his.id, { to: "rejected", version: 1, reason: reasonFor("rejected") });
    await expect(decide(await as("max"), his.id, { to: "undo", version: 2 })).rejects.toMatchObject({ status: 403 });
  });

  test.each([
    ["a rejection without a code", "rejected", {}, "reason.code"],
    ["a rejection with an unknown code", "rejected", { code: "toString" }, "reason.code"],
    ["a rejection for something else without words", "rejected", { code: "other", text: " " }, "reason.text"],
    ["a wish for a source without what is missing", "needs-source", {}, "reason.text"],
    ["a removal for a reason that is none", "removed", { code: "off-topic" }, "reason.code"],
    ["an acceptance with a code", "accepted", { code: "spam" }, "reason.code"],
    ["a reason longer than anybody reads", "rejected", { code: "spam", text: "x".repeat(2001) }, "reason.text"],
  ])("%s is refused at its field", async (_, to, reason, field) => {
    const { db, as, claim, ada, rowOf } = await setting();
    const it = await contributionOf(db, claim, ada);
    const refused = decide(await as("max", "moderator"), it.id, { to, version: 1, reason });
    await expect(refused).rejects.toMatchObject({ status: 422, errors: { [field]: expect.any(String) } });
    expect(await rowOf(it.id)).toMatchObject({ state: "unreviewed", version: 1 });
  });

  test("that leaves things as they are answers the flags", async () => {
    const { db, as, claim, ada, rowOf } = await setting();
    const it = await contributionOf(db, claim, ada, { state: "accepted" });
    await flag(await as("bob"), it.id, { reason: "misquotes" });
    await decide(await as("carla", "curator"), it.id, { to: "accepted", version: 1 });
    expect(await rowOf(it.id)).toMatchObject({ state: "accepted", version: 2 });
    expect(await db.select().from(decisions)).toMatchObject([{ from: "accepted", to: "accepted" }]);
    expect((await db.select().from(flags))[0]?.closedAt).not.toBeNull();
  });

  test("and its row stand or fall together", async () => {
    const { db, as, claim, ada, rowOf, claimNow } = await setting();
    const it = await contributionOf(db, claim, ada);
    await flag(await as("bob"), it.id, { reason: "spam" });
    const before = [await rowOf(it.id), await claimNow(), await db.select().from(flags)];
    const wish = { to: "rejected", version: 1, reason: { code: "spam" } };
    const carla = await as("carla", "curator");

    await db.write((tx) =>
      tx.run(sql`create trigger no_log before insert on decisions begin select raise(abort, 'the log is broken'); end`),
    );
    await expect(decide(carla, it.id, wish)).rejects.toThrow();
    expect([await rowOf(it.id), await claimNow(), await db.select().from(flags)]).toEqual(before);

    await db.write(async (tx) => {
      await tx.run(sql`drop trigger no_log`);
      await tx.run(
        sql`create trigger no_change before update on contributions begin select raise(abort, 'the row is broken'); end`,
      );
    });
    await expect(decide(carla, it.id, wish)).rejects.toThrow();
    expect(await db.select().from(decisions)).toEqual([]);
    expect((await db.select().from(flags))[0]?.closedAt).toBeNull();
  });

  test("moves what is counted: a rejected piece of evidence counts nowhere, an accepted one again", async () => {
    const { db, as, claim, ada, rowOf, claimNow } = await setting();
    const it = await contributionOf(db, claim, ada);
    const answer = await contributionOf(db, claim, ada, { kind: "rebuttal", parent: it });
    expect(await claimNow()).toMatchObject({ supporting: 1, rebuttals: 1 });
    const carla = await as("carla", "curator");
    await decide(carla, answer.id, { to: "rejected", version: 1, reason: { code: "uncivil" } });
    expect(await claimNow()).toMatchObject({ supporting: 1, rebuttals: 0 });
    expect((await rowOf(it.id)).answers).toBe(0);
    await decide(carla, it.id, { to: "rejected", version: 1, reason: { code: "spam" } });
    expect(await claimNow()).toMatchObject({ supporting: 0, rebuttals: 0 });
    await decide(carla, answer.id, { to: "accepted", version: 2 });
    expect((await rowOf(it.id)).answers).toBe(1);
    expect(await claimNow()).toMatchObject({ supporting: 0, rebuttals: 1 });
  });
});

describe("an undo", () => {
  test.each(states.flatMap((from) => states.filter((to) => decisionTo(from, to)).map((to) => [from, to] as const)))(
    "of %s → %s restores everything but the version",
    async (from, to) => {
      const { db, as, claim, ada, rowOf, claimNow } = await setting();
      const parent = await contributionOf(db, claim, ada);
      const twin = await contributionOf(db, claim, ada, { kind: "rebuttal" });
      const it = await contributionOf(db, claim, ada, {
        parent,
        kind: "rebuttal",
        state: from,
        ...(from === "held" && { stateReasonCode: "new-account" }),
      });
      if (from !== "held" && from !== "withdrawn") await flag(await as("bob"), it.id, { reason: "spam" });
      const max = await as("max", "moderator");
      const look = async () => {
        const { version: _, ...row } = await rowOf(it.id);
        const found = await db.all(sql`select rowid from search_index where search_index match 'text' order by rowid`);
        return {
          row,
          parent: await rowOf(parent.id),
          claim: await claimNow(),
          flags: await db.select().from(flags),
          found,
        };
      };
      const before = await look();
      await decide(max, it.id, { to, version: 1, reason: reasonFor(to), mergedInto: twin.id });
      expect(await look()).not.toEqual(before);
      const undone = await decide(max, it.id, { to: "undo", version: 2 });
      expect(undone).toMatchObject({ state: from, version: 3 });
      expect(await look()).toEqual(before);
      expect(await db.select().from(decisions)).toMatchObject([
        { action: "decide", from, to },
        { action: "undo", from: to, to: from, undoes: 1 },
      ]);
    },
  );

  test.each(states.flatMap((from) => states.filter((to) => decisionTo(from, to)).map((to) => [from, to] as const)))(
    "of %s → %s is for whoever decided it, and for moderators",
    async (from, to) => {
      const { db, as, claim, ada, rowOf } = await setting();
      const first = to === "removed" ? await as("mona", "moderator") : await as("carla", "curator");
      for (const [name, role] of [
        [null, undefined],
        ["bob", "member"],
        ["dora", "curator"],
        [first.viewer?.name ?? "", undefined],
        ["max", "moderator"],
        ["ann", "admin"],
      ] as const) {
        const it = await contributionOf(db, claim, ada, { state: from });
        const mergedInto = (await contributionOf(db, claim, ada)).id;
        await decide(first, it.id, { to, version: 1, reason: reasonFor(to), mergedInto });
        const answer = await decide(await as(name, role), it.id, { to: "undo", version: 2 }).then(
          (receipt) => receipt.state,
          (refusal) => refusal.status,
        );
        const wanted = name === null ? 401 : name === "bob" || name === "dora" ? 403 : from;
        expect(answer, `${name} undoes ${from} → ${to}`).toBe(wanted);
        expect((await rowOf(it.id)).state).toBe(wanted === from ? from : to);
      }
    },
  );

  test("goes back one decision at a time, then there is nothing to undo", async () => {
    const { db, as, claim, ada, rowOf } = await setting();
    const it = await contributionOf(db, claim, ada);
    const max = await as("max", "moderator");
    await decide(max, it.id, { to: "needs-source", version: 1, reason: { text: "A page." } });
    await decide(max, it.id, { to: "rejected", version: 2, reason: { code: "no-source" } });
    await decide(max, it.id, { to: "undo", version: 3 });
    expect(await rowOf(it.id)).toMatchObject({
      state: "needs-source",
      stateReasonText: "A page.",
      stateReasonCode: null,
    });
    await decide(max, it.id, { to: "undo", version: 4 });
    expect(await rowOf(it.id)).toMatchObject({ state: "unreviewed", stateReasonText: null });
    await expect(decide(max, it.id, { to: "undo", version: 5 })).rejects.toMatchObject({
      code: "decision.nothing_to_undo",
    });
  });

  test("does not go behind what the author did since", async () => {
    const { db, as, claim, ada } = await setting();
    const it = await contributionOf(db, claim, ada);
    const max = await as("max", "moderator");
    await decide(max, it.id, { to: "rejected", version: 1, reason: { code: "no-source" } });
    const by = { at: max.now, by: ada.rowId, byRole: "member", contribution: it.rowId, claim: claim.rowId } as const;
    await db.write(async (tx) => {
      await tx.update(contributions).set({ state: "unreviewed", version: 3 }).where(eq(contributions.rowId, it.rowId));
      await tx
        .insert(decisions)
        .values({ id: "resubmit1", action: "resubmit", from: "rejected", to: "unreviewed", ...by });
    });
    await expect(decide(max, it.id, { to: "undo", version: 3 })).rejects.toMatchObject({
      code: "decision.nothing_to_undo",
    });
  });

  test("leaves a flag closed whose owner has raised another since", async () => {
    const { db, as, claim, ada } = await setting();
    const it = await contributionOf(db, claim, ada);
    await flag(await as("bob"), it.id, { reason: "spam" });
    const max = await as("max", "moderator");
    await decide(max, it.id, { to: "accepted", version: 1 });
    await flag(await as("bob"), it.id, { reason: "misquotes" });
    await decide(max, it.id, { to: "undo", version: 2 });
    const open = (await db.select().from(flags)).filter((flag) => flag.closedAt === null);
    expect(open).toMatchObject([{ reason: "misquotes" }]);
  });
});
