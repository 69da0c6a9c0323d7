import type { InStatement, ResultSet } from "@libsql/client";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { contributions, decisions } from "@/db/schema";
import { roles } from "@/lib/accounts/accounts";
import { edit, rate, withdraw } from "@/lib/contributions/commands";
import { contributionSorts } from "@/lib/contributions/contributions";
import { decide, pin, undoDecision, unpin } from "@/lib/curation/commands";
import { contributionOf, essayWithClaims } from "../support/debate";
import { dump } from "../support/dump";
import { moot } from "../support/moot";
import { sideOf } from "../support/sides";

async function setting() {
  const m = await moot();
  const [claim] = await essayWithClaims(m.db, ["Water is wet"]);
  if (!claim) throw new Error("no claim");
  const ada = await m.person("ada");
  const carla = await m.as("carla", "curator");
  const max = await m.as("max", "moderator");
  const isPinned = async (id: string) =>
    (await m.db.select().from(contributions).where(eq(contributions.id, id)))[0]?.pinnedAt != null;
  const latest = async () => (await m.db.select().from(decisions).orderBy(decisions.rowId)).at(-1)?.id ?? "";
  return { ...m, claim, ada, carla, max, isPinned, latest };
}

describe("a pin", () => {
  test("puts evidence first on its side in every order, once, on the first page only", async () => {
    const { db, as, claim, ada, carla, clock } = await setting();
    const made = [];
    for (let i = 0; i < 7; i++) made.push(await contributionOf(db, claim, ada));
    const [first, second, third] = made;
    if (!first || !second || !third) throw new Error("none");
    for (const liked of made.slice(3)) await rate(await as("bob"), liked.id, { value: "convincing" });
    await pin(carla, third.id);
    clock.now = new Date(clock.now.getTime() + 1000);
    await pin(await as("carla"), first.id);
    const stranger = await as(null);
    for (const sort of contributionSorts) {
      const top = await sideOf(stranger, claim.rowId, "supports", { sort, cursor: null, size: 3 });
      expect(top.items.slice(0, 2).map(({ id }) => id)).toEqual([third.id, first.id]);
      expect(top.items.map(({ pinned }) => pinned)).toEqual([true, true, false, false, false]);
      const rest = await sideOf(stranger, claim.rowId, "supports", { sort, cursor: top.nextCursor, size: 3 });
      const seen = [...top.items, ...rest.items].map(({ id }) => id);
      expect(new Set(seen)).toEqual(new Set(made.map(({ id }) => id)));
      expect(seen).toHaveLength(7);
    }
  });

  test("costs a look along an index, however much is attached", async () => {
    const { db, as, claim, ada, carla } = await setting();
    await pin(carla, (await contributionOf(db, claim, ada)).id);
    const asked: string[] = [];
    const { reader } = db.clients;
    const execute = reader.execute.bind(reader) as (statement: InStatement) => Promise<ResultSet>;
    reader.execute = ((statement: InStatement) => {
      if (typeof statement !== "string" && statement.sql.includes("is not null")) asked.push(statement.sql);
      return execute(statement);
    }) as typeof reader.execute;
    await sideOf(await as(null), claim.rowId, "supports", { sort: "newest", cursor: null });
    expect(asked).toHaveLength(1);
    const { rows } = await db.clients.writer.execute({ sql: `explain query plan ${asked[0]}`, args: [1, "supports"] });
    expect(rows.map(({ detail }) => detail).join("\n")).toContain("contributions_pinned");
  });

  test("is refused a third time on a side, saying which two there are, and free on the other", async () => {
    const { db, claim, ada, carla, isPinned } = await setting();
    const [a, b, c] = [
      await contributionOf(db, claim, ada),
      await contributionOf(db, claim, ada),
      await contributionOf(db, claim, ada),
    ];
    const against = await contributionOf(db, claim, ada, { stance: "contradicts" });
    await pin(carla, a.id);
    await pin(carla, b.id);
    await expect(pin(carla, c.id)).rejects.toMatchObject({
      status: 409,
      code: "pin.full",
      details: { pinned: [{ id: a.id, url: `/e/${a.id}` }, { id: b.id }] },
    });
    await pin(carla, against.id);
    await unpin(carla, a.id);
    await pin(carla, c.id);
    expect(await isPinned(c.id)).toBe(true);
  });

  test("is for what answers the claim and counts, and again changes nothing", async () => {
    const { db, claim, ada, carla } = await setting();
    const it = await contributionOf(db, claim, ada);
    const below = await contributionOf(db, claim, ada, { parent: it });
    const gone = await contributionOf(db, claim, ada, { state: "rejected" });
    await expect(pin(carla, below.id)).rejects.toMatchObject({ status: 422, code: "pin.not_in_column" });
    await expect(pin(carla, gone.id)).rejects.toMatchObject({ status: 422, code: "pin.not_counted" });
    const first = await pin(carla, it.id);
    expect(await pin(carla, it.id)).toEqual(first);
    await unpin(carla, it.id);
    await unpin(carla, it.id);
    expect(await db.select().from(decisions)).toMatchObject([
      { action: "pin", from: "not-pinned", to: "pinned" },
      { action: "unpin", from: "pinned", to: "not-pinned" },
    ]);
  });

  test("is set by curators and those above, and by nobody on their own or on an answer to their own", async () => {
    const { db, as, claim, ada, person } = await setting();
    for (const role of [null, ...roles]) {
      const it = await contributionOf(db, claim, ada);
      const ctx = await as(role && `a ${role}`, role ?? undefined);
      for (const act of [pin, unpin, pin, unpin]) {
        const answer = await act(ctx, it.id).then(
          () => 200,
          (refusal) => refusal.status,
        );
        expect(answer, `${role}`).toBe(role === null ? 401 : role === "member" ? 403 : 200);
      }
    }
    const own = await contributionOf(db, claim, await person("carla"));
    await expect(pin(await as("carla"), own.id)).rejects.toMatchObject({ status: 403, code: "contribution.own" });
  });

  test.each([
    ["rejected", { to: "rejected", reason: { code: "spam" } }],
    ["removed", { to: "removed", reason: { code: "spam" } }],
    ["merged", { to: "merged" }],
  ])("goes with what is %s, and comes back with its undo", async (_, wish) => {
    const { db, claim, ada, max, isPinned, latest } = await setting();
    const it = await contributionOf(db, claim, ada);
    const twin = await contributionOf(db, claim, ada);
    await pin(max, it.id);
    const before = await dump(db);
    await decide(max, it.id, { ...wish, version: 1, mergedInto: twin.id });
    expect(await isPinned(it.id)).toBe(false);
    await undoDecision(max, await latest());
    expect(await dump(db)).toEqual(before);
  });

  test("stays away after an undo where its place is taken", async () => {
    const { db, claim, ada, max, isPinned, latest } = await setting();
    const it = await contributionOf(db, claim, ada);
    await pin(max, it.id);
    await decide(max, it.id, { to: "rejected", version: 1, reason: { code: "spam" } });
    const rejection = await latest();
    for (let i = 0; i < 2; i++) await pin(max, (await contributionOf(db, claim, ada)).id);
    await undoDecision(max, rejection);
    expect(await isPinned(it.id)).toBe(false);
  });

  test("goes with a new wording and with what its author withdraws", async () => {
    const { db, as, claim, ada, carla, isPinned } = await setting();
    const it = await contributionOf(db, claim, ada, { kind: "rebuttal" });
    await pin(carla, it.id);
    await edit(await as("ada"), it.id, { version: 1, body: { markdown: "Quite another thing." } });
    expect(await isPinned(it.id)).toBe(false);
    expect(await db.select().from(decisions)).toMatchObject([{ action: "pin" }, { action: "unpin", byRole: "member" }]);
    await pin(carla, it.id);
    await withdraw(await as("ada"), it.id);
    expect(await isPinned(it.id)).toBe(false);
  });

  test("is undone like all else: the pin, and the taking off", async () => {
    const { db, claim, ada, carla, isPinned, latest } = await setting();
    const it = await contributionOf(db, claim, ada);
    const before = await dump(db);
    await pin(carla, it.id);
    const pinned = await dump(db);
    const first = await latest();
    await unpin(carla, it.id);
    await expect(undoDecision(carla, first)).rejects.toMatchObject({ code: "decision.overtaken" });
    await undoDecision(carla, await latest());
    expect(await dump(db)).toEqual(pinned);
    await undoDecision(carla, first);
    expect(await dump(db)).toEqual(before);
    expect(await isPinned(it.id)).toBe(false);
  });
});
