import type { InStatement } from "@libsql/client";
import { eq } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { accounts, contributions } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import { decide, flag, take } from "@/lib/curation/commands";
import { desk, deskItem, queue, queueLines, waitingCount } from "@/lib/curation/queries";
import { filterNames, filtersFrom, type QueueFilters } from "@/lib/curation/queue";
import { requeue } from "@/lib/curation/requeue";
import { aClaim, type ContributionRow, contributionOf, essayWithClaims } from "../support/debate";
import { moot } from "../support/moot";

async function setting() {
  const m = await moot();
  const [claim, other] = await essayWithClaims(m.db, ["Water is wet", "Fire is hot"], "On elements");
  if (!claim || !other) throw new Error("no claims");
  return { ...m, claim, other, ada: await m.person("ada") };
}

const ids = async (ctx: Ctx, filters: QueueFilters = {}) =>
  (await queue(ctx, filters)).items.map(({ contribution }) => contribution.id);

const day = (n: number) => new Date(Date.UTC(2026, 9, n, 12));

describe("the queue's order", () => {
  test("is flags first, then the longest waiting, then newcomers of one day", async () => {
    const { db, as, claim, ada, person } = await setting();
    const carla = await as("carla", "curator");
    const bob = await person("bob");
    await contributionOf(db, claim, bob, { state: "accepted", at: day(1) });
    const known = await contributionOf(db, claim, bob, { at: day(3) });
    const newcomers = await contributionOf(db, claim, ada, { at: day(3) });
    const oldest = await contributionOf(db, claim, bob, { at: day(2), state: "held" });
    const flagged = await contributionOf(db, claim, bob, { at: day(9) });
    const settled = await contributionOf(db, claim, ada, { state: "rejected", at: day(1) });
    await flag(await as("cleo"), flagged.id, { reason: "spam" });
    await flag(await as("cleo"), settled.id, { reason: "misquotes" });
    await flag(await as("dora"), flagged.id, { reason: "off-topic" });
    expect(await ids(carla)).toEqual([flagged.id, settled.id, oldest.id, newcomers.id, known.id]);
  });

  test("weighs a flag by how often whoever raised it was right", async () => {
    const { db, as, claim, ada, person } = await setting();
    const [first, second] = [await contributionOf(db, claim, ada), await contributionOf(db, claim, ada)];
    const careful = await person("careful");
    await db.write((tx) =>
      tx.update(accounts).set({ flagsDecided: 10, flagsUpheld: 9 }).where(eq(accounts.rowId, careful.rowId)),
    );
    await flag(await as("hasty"), first.id, { reason: "spam" });
    await flag(await as("careful"), second.id, { reason: "spam" });
    expect(await ids(await as("carla", "curator"))).toEqual([second.id, first.id]);
    const [item] = (await queue(await as("carla"))).items;
    expect(item?.flags).toMatchObject([{ by: { name: "careful", decided: 10, upheld: 9 } }]);
  });

  test("knows an author for no newcomer in anything once something of theirs is accepted", async () => {
    const { db, as, claim, ada, person } = await setting();
    const max = await as("max", "moderator");
    const [accepted, waits] = [await contributionOf(db, claim, ada), await contributionOf(db, claim, ada)];
    const newcomers = await contributionOf(db, claim, await person("bob"));
    await decide(max, accepted.id, { to: "accepted", version: 1 });
    expect(await ids(max)).toEqual([newcomers.id, waits.id]);
    await decide(max, accepted.id, { to: "undo", version: 2 });
    expect(await ids(max)).toEqual([accepted.id, waits.id, newcomers.id]);
  });

  test("gives each once, page by page, whatever order things came in", { timeout: 60_000 }, async () => {
    const { db, as, claim, other, ada, person } = await setting();
    const carla = await as("carla", "curator");
    const authors = [ada, await person("bob"), await person("cleo")];
    const entry = fc.record({
      author: fc.nat(2),
      held: fc.boolean(),
      day: fc.integer({ min: 1, max: 3 }),
      flags: fc.nat(2),
      claim: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 25 }), async (entries) => {
        await db.write(async (tx) => {
          for (const table of ["queue_entries", "flags", "search_index", "revisions", "contributions"]) {
            await tx.run(`delete from ${table}`);
          }
        });
        const made: ContributionRow[] = [];
        for (const one of entries) {
          const author = authors[one.author] ?? ada;
          const state = one.held ? "held" : "unreviewed";
          const row = await contributionOf(db, one.claim ? claim : other, author, { state, at: day(one.day) });
          made.push(row);
          if (state === "held") continue;
          for (let n = 0; n < one.flags; n++) await flag(await as(`flagger-${n}`), row.id, { reason: "spam" });
        }
        const seen: string[] = [];
        let cursor: string | null = null;
        do {
          const page = await queue(carla, {}, cursor);
          seen.push(...page.items.map(({ contribution }) => contribution.id));
          cursor = page.nextCursor;
        } while (cursor !== null);
        expect([...seen].sort()).toEqual(made.map(({ id }) => id).sort());

        // And the desk leads from each to the next and back again.
        const walked: string[] = [];
        let at: { after?: string } = {};
        for (let n = 0; n < made.length; n++) {
          const shown = await desk(carla, {}, at);
          expect(shown).toMatchObject({ position: n + 1, hasPrevious: n > 0, wrapped: false });
          walked.push(shown.items[0]?.contribution.id ?? "");
          at = { after: shown.items[0]?.waits?.cursor ?? "" };
        }
        expect(walked).toEqual(seen);
        const last = await desk(carla, {}, { before: at.after });
        expect(last.items[0]?.contribution.id).toBe(seen.at(-2) ?? seen[0]);
        expect((await desk(carla, {}, at)).wrapped).toBe(true);
      }),
      { numRuns: 8 },
    );
  });

  test("goes on from a place that was decided meanwhile", async () => {
    const { db, as, claim, ada } = await setting();
    const carla = await as("carla", "curator");
    const rows = [];
    for (let n = 1; n <= 4; n++) rows.push(await contributionOf(db, claim, ada, { at: day(n) }));
    const [first, second, third] = rows;
    const after = (await deskItem(carla, second?.id ?? "")).waits?.cursor;
    await decide(carla, second?.id ?? "", { to: "accepted", version: 1 });
    expect((await desk(carla, {}, { after })).items[0]?.contribution.id).toBe(third?.id);
    expect((await desk(carla, {}, { before: after })).items[0]?.contribution.id).toBe(first?.id);
  });

  test("has no place that somebody made up", async () => {
    const { as } = await setting();
    const carla = await as("carla", "curator");
    for (const cursor of ["", "x", "0_1_1_nosuchone", "0_1_2_abc", "q.abc", "1e999_1_1_a", "0__1_a"]) {
      await expect(queue(carla, {}, cursor)).rejects.toMatchObject({ status: 400 });
    }
  });
});

describe("the queue's filters", () => {
  test("narrow it, each and together, and are counted", async () => {
    const { db, as, claim, other, ada, person } = await setting();
    const elsewhere = await aClaim({ db });
    const carla = await as("carla", "curator");
    const bob = await person("bob");
    const evidence = await contributionOf(db, claim, ada, { at: day(1) });
    const held = await contributionOf(db, other, ada, { state: "held", stateReasonCode: "new-account", at: day(2) });
    const rebuttal = await contributionOf(db, claim, bob, { kind: "rebuttal", at: day(3) });
    const abroad = await contributionOf(db, elsewhere, bob, { at: day(4) });
    const lacking = await contributionOf(db, claim, bob, { state: "needs-source", at: day(5) });
    await db.write(async (tx) => {
      await tx
        .update(contributions)
        .set({ sourceDomain: "example.org" })
        .where(eq(contributions.rowId, evidence.rowId));
      await requeue(tx, evidence.rowId);
    });
    await flag(await as("cleo"), rebuttal.id, { reason: "uncivil" });
    await flag(await as("dora"), rebuttal.id, { reason: "spam" });
    await take(carla, abroad.id);

    const essay = "on-elements";
    const expected: [QueueFilters, ContributionRow[]][] = [
      [{}, [rebuttal, evidence, held, abroad]],
      [{ essay }, [rebuttal, evidence, held]],
      [{ claim: claim.id }, [rebuttal, evidence]],
      [{ kind: "rebuttal" }, [rebuttal]],
      [{ state: "held" }, [held]],
      [{ state: "needs-source" }, [lacking]],
      [{ state: "needs-source", author: "bob", kind: "evidence", claim: claim.id }, [lacking]],
      [{ state: "needs-source", mine: "1" }, []],
      [{ reason: "new-account" }, [held]],
      [{ reason: "flagged" }, [rebuttal]],
      [{ reason: "uncivil" }, [rebuttal]],
      [{ reason: "illegal" }, []],
      [{ flagger: "dora" }, [rebuttal]],
      [{ flagger: "dora", kind: "evidence" }, []],
      [{ domain: "www.Example.org" }, [evidence]],
      [{ author: "bob" }, [rebuttal, abroad]],
      [{ author: "bob", essay, reason: "spam" }, [rebuttal]],
      [{ author: "nobody" }, []],
      [{ mine: "1" }, [abroad]],
      [{ mine: "1", flagger: "dora" }, []],
    ];
    for (const [filters, rows] of expected) {
      expect(await ids(carla, filters), JSON.stringify(filters)).toEqual(rows.map(({ id }) => id));
      expect((await queue(carla, filters)).counts.all, JSON.stringify(filters)).toBe(rows.length);
      expect((await queueLines(carla, filters)).lines.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
    }

    expect((await queue(carla)).counts).toMatchObject({
      all: 4,
      mine: 1,
      appeals: 0,
      essay: { [essay]: 3 },
      kind: { evidence: 3, rebuttal: 1 },
      state: { unreviewed: 3, held: 1, "needs-source": 1 },
      reason: { flagged: 1, uncivil: 1, spam: 1, "new-account": 1 },
      partial: false,
    });
    // A facet's counts leave its own filter out, so that one sees where else to look.
    expect((await queue(carla, { essay, kind: "evidence" })).counts).toMatchObject({
      all: 2,
      essay: { [essay]: 2 },
      kind: { evidence: 2, rebuttal: 1 },
      state: { unreviewed: 1, held: 1, "needs-source": 1 },
      reason: { "new-account": 1 },
    });
    expect(await waitingCount(carla)).toBe(4);
  });

  test("are read from an address, without what is none", () => {
    expect(filtersFrom({ kind: "poem", state: "held", mine: "yes", author: ["ada", "bob"], show: "all" })).toEqual({
      state: "held",
      mine: "1",
      author: "ada",
    });
  });

  test("show a curator of one essay nothing of another", async () => {
    const { db, as, claim, ada } = await setting();
    const elsewhere = await aClaim({ db });
    await contributionOf(db, elsewhere, ada, { state: "held" });
    const own = await contributionOf(db, claim, ada);
    const eve = await as("eve", "curator");
    if (!eve.viewer) throw new Error("nobody");
    const limited: Ctx = { ...eve, viewer: { ...eve.viewer, curates: claim.essay } };
    expect(await ids(limited)).toEqual([own.id]);
    expect((await desk(limited, {})).counts).toMatchObject({
      all: 1,
      essay: { "on-elements": 1 },
      state: { unreviewed: 1 },
    });
    expect((await desk(limited, {})).essays).toHaveLength(1);
    expect(await waitingCount(limited)).toBe(1);
  });
});

describe("the desk", () => {
  test("passes over what others look at and what isn't one's own to decide", async () => {
    const { db, as, claim, ada, person } = await setting();
    const carla = await as("carla", "curator");
    const own = await contributionOf(db, claim, await person("carla"), { at: day(1) });
    await contributionOf(db, claim, ada, { kind: "rebuttal", parent: own, at: day(2) });
    const theirs = await contributionOf(db, claim, ada, { at: day(3) });
    const free = await contributionOf(db, claim, ada, { at: day(4) });
    await take(await as("dora", "curator"), theirs.id);
    const shown = await desk(carla, {});
    expect(shown.items.map(({ contribution }) => contribution.id)).toEqual([free.id]);
    expect(shown).toMatchObject({ position: 4, counts: { all: 4 } });
    expect((await desk(await as("dora"), {})).items.map(({ contribution }) => contribution.id)).toContain(theirs.id);
  });

  test("offers one's own last decision to be taken back, while nothing came after it", async () => {
    const { db, as, claim, ada, clock } = await setting();
    const [it, next] = [await contributionOf(db, claim, ada), await contributionOf(db, claim, ada)];
    expect((await desk(await as("carla", "curator"), {})).last).toBeNull();
    await decide(await as("carla"), it.id, { to: "rejected", version: 1, reason: { code: "spam", text: "Pills." } });
    expect((await desk(await as("carla"), {})).last).toMatchObject({
      to: "rejected",
      reason: { code: "spam", label: "It is spam", text: "Pills." },
      contribution: { id: it.id, version: 2 },
      mayUndo: true,
    });
    expect((await desk(await as("max", "moderator"), {})).last).toBeNull();
    clock.now = new Date(clock.now.getTime() + 1000);
    await decide(await as("carla"), next.id, { to: "accepted", version: 1 });
    await decide(await as("max"), next.id, { to: "undo", version: 2 });
    expect((await desk(await as("carla"), {})).last).toMatchObject({ contribution: { id: it.id } });
    await decide(await as("carla"), it.id, { to: "undo", version: 2 });
    expect((await desk(await as("carla"), {})).last).toBeNull();
  });

  test("shows the chain above, the author's record and earlier decisions", async () => {
    const { db, as, claim, ada } = await setting();
    const carla = await as("carla", "curator");
    const root = await contributionOf(db, claim, ada);
    const above = await contributionOf(db, claim, ada, { kind: "rebuttal", parent: root });
    const it = await contributionOf(db, claim, ada, { kind: "rebuttal", parent: above });
    await decide(carla, above.id, { to: "rejected", version: 1, reason: { code: "uncivil" } });
    await decide(carla, it.id, { to: "needs-source", version: 1, reason: { text: "Which?" } });
    const item = await deskItem(carla, it.id);
    expect(item.chain.map(({ id }) => id)).toEqual([root.id, above.id]);
    expect(item.record).toEqual({ attached: 3, accepted: 0, rejected: 1, removed: 0 });
    expect(item.alsoWaiting).toEqual({ author: 1, claim: 1, domain: 0 });
    expect(item.decisions).toMatchObject([{ action: "decide", to: "needs-source", reason: { text: "Which?" } }]);
    expect(item.may).toEqual({ decide: true, remove: false, undo: true });
    expect((await deskItem(await as("dora", "curator"), it.id)).may.undo).toBe(false);
    expect((await deskItem(await as("max", "moderator"), it.id)).may).toEqual({
      decide: true,
      remove: true,
      undo: true,
    });
  });

  test("keeps from a curator who flagged what they wrote themself", async () => {
    const { db, as, claim, person } = await setting();
    const own = await contributionOf(db, claim, await person("carla", "curator"));
    await flag(await as("bob"), own.id, { reason: "spam" });
    expect((await deskItem(await as("carla"), own.id)).flags).toMatchObject([{ reason: "spam", by: null }]);
    expect((await deskItem(await as("dora", "curator"), own.id)).flags).toMatchObject([{ by: { name: "bob" } }]);
  });

  test("is not for members, nor for anybody's own", async () => {
    const { db, as, claim, person } = await setting();
    for (const read of [queue, desk, queueLines]) {
      await expect(read(await as("bob"), {})).rejects.toMatchObject({ status: 403 });
      await expect(read(await as(null), {})).rejects.toMatchObject({ status: 401 });
    }
    const own = await contributionOf(db, claim, await person("carla", "curator"));
    expect((await deskItem(await as("carla"), own.id)).may).toEqual({ decide: false, remove: false, undo: false });
  });
});

/** Tables that hold a row for everything anybody attached or did. */
const large = /^(queue_entries|contributions|revisions|flags|decisions|accounts|takes|claims|appeals|[a-z])$/;

test("no page of the queue scans a table or sorts what is not bounded", async () => {
  const { db, as, claim, ada } = await setting();
  const carla = await as("carla", "curator");
  const it = await contributionOf(db, claim, ada);
  await contributionOf(db, claim, ada, { kind: "rebuttal", parent: it });
  await flag(await as("bob"), it.id, { reason: "spam" });
  const cursor = (await deskItem(carla, it.id)).waits?.cursor ?? "";

  const { reader } = db.clients;
  const execute = reader.execute.bind(reader);
  const seen = new Map<string, InStatement>();
  reader.execute = (async (statement: InStatement) => {
    seen.set(typeof statement === "string" ? statement : statement.sql, statement);
    return execute(statement);
  }) as typeof reader.execute;
  const values: Record<(typeof filterNames)[number], string> = {
    essay: "on-elements",
    claim: claim.id,
    kind: "evidence",
    state: "unreviewed",
    reason: "spam",
    flagger: "bob",
    domain: "example.org",
    author: "ada",
    mine: "1",
  };
  const one = filterNames.map((name) => ({ [name]: values[name] }));
  const two = one.flatMap((first) => one.map((second) => ({ ...first, ...second })));
  for (const filters of [{}, { state: "needs-source" }, { reason: "new-account" }, { reason: "flagged" }, ...two]) {
    for (const at of [{}, { after: cursor }, { before: cursor }]) await desk(carla, filters, at);
    await queueLines(carla, filters, cursor);
  }
  await waitingCount(carla);
  reader.execute = execute;

  const faults: string[] = [];
  for (const [sql, statement] of seen) {
    const { rows } = await execute({
      ...(typeof statement === "string" ? {} : statement),
      sql: `explain query plan ${sql}`,
    });
    for (const { detail } of rows) {
      const step = String(detail);
      const scanned = /^SCAN (\S+)(.*)$/.exec(step);
      // An index that is walked in its order ends at the limit.
      const scans = scanned && large.test(scanned[1] ?? "") && !/INDEX/.test(scanned[2] ?? "");
      const sorts = /ORDER BY/.test(step) && /order by q\./.test(sql) && !/limit \S+\) chosen/.test(sql);
      if (scans || sorts) faults.push(`${step}: ${sql.replace(/\s+/g, " ")}`);
    }
  }
  expect(seen.size).toBeGreaterThan(100);
  expect(faults).toEqual([]);
});
