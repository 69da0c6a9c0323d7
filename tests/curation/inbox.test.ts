import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { appeals, decisions, moves } from "@/db/schema";
import { edit } from "@/lib/contributions/commands";
import {
  answerAppeal,
  appeal,
  decide,
  flag,
  pin,
  readInbox,
  takeFlagBack,
  undoDecision,
} from "@/lib/curation/commands";
import { inbox, unreadCount } from "@/lib/curation/queries";
import { contributionOf, essayWithClaims } from "../support/debate";
import { moot } from "../support/moot";

async function setting() {
  const m = await moot();
  const [claim, other] = await essayWithClaims(m.db, ["Water is wet", "Fire is hot"]);
  if (!claim || !other) throw new Error("no claims");
  const later = (ms: number) => {
    m.clock.now = new Date(m.clock.now.getTime() + ms);
  };
  const told = async (name: string) => (await inbox(await m.as(name))).items;
  return { ...m, claim, other, later, told, ada: await m.person("ada") };
}

const day = 86_400_000;
const spam = { to: "rejected", version: 1, reason: { code: "spam", text: "An advert." } };

describe("an author is told", () => {
  test("of a rejection: the reason, and until when they can appeal", async () => {
    const { db, as, claim, ada, told, clock } = await setting();
    const it = await contributionOf(db, claim, ada);
    const decidedAt = clock.now;
    await decide(await as("carla", "curator"), it.id, spam);
    expect(await told("ada")).toMatchObject([
      {
        type: "decision",
        action: "decide",
        to: "rejected",
        reason: { code: "spam", label: "It is spam", text: "An advert." },
        byRole: "curator",
        appeal: { until: new Date(decidedAt.getTime() + 20 * day), state: null },
        log: expect.stringContaining("/moderation/log/"),
      },
    ]);
    expect(JSON.stringify(await told("ada"))).not.toMatch(/carla/);
  });

  test("nothing of an appeal once the time for it is over, or the decision is no longer what it stands by", async () => {
    const { db, as, claim, ada, told, later } = await setting();
    const it = await contributionOf(db, claim, ada, { kind: "rebuttal" });
    await decide(await as("carla", "curator"), it.id, spam);
    later(20 * day + 1);
    expect(await told("ada")).toMatchObject([{ appeal: null }]);
    const other = await contributionOf(db, claim, ada, { kind: "rebuttal" });
    await decide(await as("carla"), other.id, spam);
    await edit(await as("ada"), other.id, { version: 2, body: { markdown: "Better." } });
    expect((await told("ada"))[0]).toMatchObject({ about: { id: other.id }, appeal: null });
  });

  test("how their appeal stands, and what was answered", async () => {
    const { db, as, claim, ada, told, later } = await setting();
    const it = await contributionOf(db, claim, ada);
    await decide(await as("max", "moderator"), it.id, spam);
    const { id } = await appeal(await as("ada"), it.id, { text: "It is none." });
    expect(await told("ada")).toMatchObject([{ action: "decide", appeal: { state: "open" } }]);
    later(1000);
    await answerAppeal(await as("mia", "moderator"), id, { outcome: "upheld", text: "Indeed." });
    expect(await told("ada")).toMatchObject([
      { action: "answer-appeal", from: "rejected", to: "unreviewed", reason: { text: "Indeed." } },
      { action: "decide", appeal: { state: "upheld" } },
    ]);
  });

  test("of a pin, and of an undo", async () => {
    const { db, as, claim, ada, told, later } = await setting();
    const it = await contributionOf(db, claim, ada, { state: "accepted" });
    await pin(await as("max", "moderator"), it.id, {});
    later(1000);
    const [row] = await db.select().from(decisions);
    await undoDecision(await as("max"), row?.id ?? "");
    expect((await told("ada")).map((item) => item.type === "decision" && item.action)).toEqual(["undo", "pin"]);
  });

  test("nothing of what they did themself", async () => {
    const { db, as, claim, ada, told } = await setting();
    const it = await contributionOf(db, claim, ada, { kind: "rebuttal", state: "accepted" });
    await edit(await as("ada"), it.id, { version: 1, body: { markdown: "Better." } });
    expect(await told("ada")).toEqual([]);
  });

  test("of an answer that was held from when it is shown, so that it counts as new", async () => {
    const { db, as, claim, ada, told, later, person } = await setting();
    const it = await contributionOf(db, claim, ada);
    const answer = await contributionOf(db, claim, await person("bob"), {
      kind: "rebuttal",
      parent: it,
      state: "held",
    });
    await readInbox(await as("ada"));
    later(1000);
    expect(await told("ada")).toEqual([]);
    await decide(await as("max", "moderator"), answer.id, { to: "unreviewed", version: 1 });
    expect(await told("ada")).toMatchObject([{ type: "answer", isNew: true, answer: { id: answer.id, by: "bob" } }]);
    expect(await unreadCount(await as("ada"))).toBe(1);
    await decide(await as("max"), answer.id, { to: "undo", version: 2 });
    expect(await told("ada")).toEqual([]);
  });

  test("once of a merge of claims that moved what they attached, however much moved", async () => {
    const { db, claim, other, ada, told, person } = await setting();
    const mine = [await contributionOf(db, claim, ada), await contributionOf(db, claim, ada)];
    const max = await person("max", "moderator");
    await db.write(async (tx) => {
      const row = {
        at: new Date(),
        by: max.rowId,
        byRole: "moderator",
        claim: claim.rowId,
        intoClaim: other.rowId,
      } as const;
      const [made] = await tx
        .insert(decisions)
        .values({ ...row, id: "merge1", action: "merge-claim", reasonText: "The same." })
        .returning();
      for (const { rowId } of mine) {
        await tx
          .insert(moves)
          .values({ decision: made?.rowId ?? 0, contribution: rowId, fromClaim: claim.rowId, author: ada.rowId });
      }
    });
    expect(await told("ada")).toMatchObject([
      { type: "move", action: "merge-claim", moved: 2, to: { text: "Fire is hot" }, reason: { text: "The same." } },
    ]);
    expect(await told("bob")).toEqual([]);
    await db.write((tx) => tx.update(decisions).set({ by: ada.rowId }));
    expect(await told("ada")).toEqual([]);
  });
});

describe("a flagger is told", () => {
  test("whether their flag was upheld, with the reason given and nothing private", async () => {
    const { db, as, claim, ada, told } = await setting();
    const [bad, good] = [await contributionOf(db, claim, ada), await contributionOf(db, claim, ada)];
    await flag(await as("bob"), bad.id, { reason: "spam" });
    await flag(await as("bob"), good.id, { reason: "uncivil" });
    await flag(await as("cleo"), good.id, { reason: "other", text: "cleo's private words" });
    const carla = await as("carla", "curator");
    await decide(carla, bad.id, spam);
    await decide(carla, good.id, { to: "accepted", version: 1 });
    const items = await told("bob");
    expect(items).toHaveLength(2);
    expect(items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ type: "flag", flagged: "spam", outcome: "upheld", to: "rejected" }),
        expect.objectContaining({ type: "flag", flagged: "uncivil", outcome: "dismissed", to: "accepted" }),
      ]),
    );
    expect(JSON.stringify(items)).toMatch(/An advert/);
    expect(JSON.stringify(items)).not.toMatch(/cleo|carla/);
    expect(await told("cleo")).toMatchObject([{ type: "flag", flagged: "other" }]);
  });

  test("nothing while it waits, when they took it back, or once the decision was undone", async () => {
    const { db, as, claim, ada, told } = await setting();
    const it = await contributionOf(db, claim, ada);
    await flag(await as("bob"), it.id, { reason: "spam" });
    expect(await told("bob")).toEqual([]);
    await takeFlagBack(await as("bob"), it.id);
    expect(await told("bob")).toEqual([]);
    await flag(await as("bob"), it.id, { reason: "spam" });
    const max = await as("max", "moderator");
    await decide(max, it.id, spam);
    await decide(max, it.id, { to: "undo", version: 2 });
    expect(await told("bob")).toEqual([]);
    expect(await unreadCount(await as("bob"))).toBe(0);
  });

  test("nothing of what is held since", async () => {
    const { db, as, claim, ada, told } = await setting();
    const it = await contributionOf(db, claim, ada);
    await flag(await as("bob"), it.id, { reason: "spam" });
    await decide(await as("carla", "curator"), it.id, spam);
    await db.write((tx) => tx.run(sql`update contributions set state = 'held' where id = ${it.id}`));
    expect(await told("bob")).toEqual([]);
  });
});

test("whoever decided is told how an appeal against it ended", async () => {
  const { db, as, claim, ada, told } = await setting();
  const it = await contributionOf(db, claim, ada);
  await decide(await as("carla", "curator"), it.id, spam);
  const { id } = await appeal(await as("ada"), it.id, { text: "It is none." });
  expect(await told("carla")).toEqual([]);
  await answerAppeal(await as("mia", "moderator"), id, { outcome: "denied", text: "It is one." });
  expect(await told("carla")).toMatchObject([{ type: "appeal", outcome: "denied", answer: "It is one." }]);
  await undoDecision(await as("mia"), (await db.select().from(decisions)).at(-1)?.id ?? "");
  expect(await told("carla")).toEqual([]);
  expect(await db.select().from(appeals)).toMatchObject([{ state: "open" }]);
});

test("the inbox is paged across all kinds without gaps or repeats", async () => {
  const { db, as, claim, ada, person, later } = await setting();
  const carla = await as("carla", "curator");
  for (let i = 0; i < 20; i++) {
    const own = await contributionOf(db, claim, ada);
    const others = await contributionOf(db, claim, await person("bob"));
    const at = (await as(null)).now;
    await contributionOf(db, claim, await person("bob"), { kind: "rebuttal", parent: own, at });
    await flag(await as("ada"), others.id, { reason: "spam" });
    if (i % 3) later(1000);
    await decide({ ...carla, now: (await as(null)).now }, own.id, spam);
    await decide({ ...carla, now: (await as(null)).now }, others.id, spam);
  }
  const ctx = await as("ada");
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await inbox(ctx, cursor);
    const times = page.items.map(({ at }) => at.getTime());
    expect(times).toEqual([...times].sort((a, b) => b - a));
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(new Set(seen).size).toBe(60);
  expect(seen).toHaveLength(60);
  expect(await unreadCount(ctx)).toBe(60);
});

test("every kind is read along an index, however much there is", async () => {
  const { db, as, person } = await setting();
  const statements: string[] = [];
  const ctx = await as("ada");
  await person("bob");
  const spied = {
    ...ctx,
    db: new Proxy(db, {
      get: (target, name) =>
        name === "all"
          ? (query: ReturnType<typeof sql>) => {
              const dialect = (target as unknown as { dialect: { sqlToQuery(q: unknown): { sql: string } } }).dialect;
              statements.push(dialect.sqlToQuery(query).sql);
              return target.all(query);
            }
          : Reflect.get(target, name),
    }),
  };
  await inbox(spied);
  await unreadCount(spied);
  expect(statements).toHaveLength(2);
  for (const statement of statements) {
    const { rows } = await db.clients.reader.execute({
      sql: `explain query plan ${statement}`,
      args: Array.from(statement.matchAll(/\?/g), () => 1),
    });
    const plan = rows.map((row) => String(row.detail));
    // The claims that some votes were given to in another wording: few, and in an index of their own.
    const scans = plan.filter((line) => line.startsWith("SCAN ") && !/json_each|subquery|claims_asking/.test(line));
    expect(scans).toEqual([]);
    for (const index of [
      "decisions_concerns",
      "contributions_answers_to",
      "flags_account",
      "appeals_decided",
      "moves_author",
    ]) {
      expect(
        plan.some((line) => line.includes(index)),
        index,
      ).toBe(true);
    }
  }
});
