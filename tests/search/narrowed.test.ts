import { readFile } from "node:fs/promises";
import { eq, sql } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Database } from "@/db/client";
import { claims, contributions, decisions, jobs } from "@/db/schema";
import { attach, edit, withdraw } from "@/lib/contributions/commands";
import { decide, editClaim, mergeClaims, moveClaim, splitClaim, undoDecision } from "@/lib/curation/commands";
import { Refusal } from "@/lib/errors";
import { createWorker } from "@/lib/jobs/worker";
import { reindex } from "@/lib/search/indexing";
import { claimIndexer } from "@/lib/search/keeping";
import { essayLabel, kindLabel } from "@/lib/search/labels";
import { search } from "@/lib/search/queries";
import { bounds, type Found, type SearchKind, searchKinds } from "@/lib/search/search";
import { wordsOf as words } from "@/lib/search/words";
import { type ClaimRow, type ContributionRow, contributionOf, essayWithClaims } from "../support/debate";
import { wordsOf } from "../support/dump";
import { moot } from "../support/moot";

const reason = "It belongs there.";

async function twoEssays() {
  const m = await moot();
  const here = await essayWithClaims(m.db, ["Water is wet", "Fire is hot"], "Here");
  const there = await essayWithClaims(m.db, ["Ice is cold", "Snow is white"], "There");
  const all = [...here, ...there];
  const [water, fire, ice, snow] = all as [ClaimRow, ClaimRow, ClaimRow, ClaimRow];
  const ada = await m.person("ada");
  const stranger = await m.as(null);
  /** Pages of results from the first to the last. */
  async function allPages(input: Parameters<typeof search>[1]): Promise<Found[]> {
    const found: Found[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page: Awaited<ReturnType<typeof search>> = await search(stranger, { ...input, cursor });
      expect(page.items.length).toBeGreaterThan(0);
      found.push(...page.items);
      cursor = page.nextCursor;
    }
    return found;
  }
  return { ...m, all, water, fire, ice, snow, ada, stranger, allPages };
}

/** As if an essay that nobody sees held these words in so many texts that they tell nothing, the newest of all. */
const heldByMany = (db: Database, text: string) =>
  db.write((tx) =>
    tx.run(sql`insert into search_index (rowid, title, text, source)
      with recursive n(i) as (select 1 union all select i + 1 from n where i <= ${bounds.ranked})
      select 2000001 + i * 2, '', ${text}, ${essayLabel(999)} from n`),
  );

const workerOf = (db: Database) =>
  createWorker({ db, handlers: { "index-claim": claimIndexer }, refresh: async () => {}, rest: 0 });

/** The index holds what it would if it were made anew, every word and label of it. */
async function expectAsAnew(db: Database) {
  const kept = await wordsOf(db);
  await reindex(db);
  expect(kept).toEqual(await wordsOf(db));
}

test("a word that thousands of newer texts of other essays hold is found in an essay to the last text", async () => {
  const m = await twoEssays();
  const older: ContributionRow[] = [];
  for (let i = 0; i < 2 * bounds.page + 5; i += 1) {
    older.push(await contributionOf(m.db, m.water, m.ada, { text: `A common text ${i}.` }));
  }
  await contributionOf(m.db, m.ice, m.ada, { text: "Common ice." });
  await editClaim(await m.as("max", "moderator"), m.fire.id, { statement: "Fire is common", version: 1, reason });
  await heldByMany(m.db, "common");
  const found = await m.allPages({ q: "common", essay: "here" });
  expect(found.map(({ id }) => id)).toEqual([m.fire.id, ...older.map(({ id }) => id).reverse()]);
  expect(await search(m.stranger, { q: "common", essay: "here" })).toMatchObject({ order: "newest", whole: true });
  expect((await m.allPages({ q: "common", essay: "here", kind: "fact" })).map(({ id }) => id)).toEqual([m.fire.id]);
  expect((await m.allPages({ q: "common text", kind: "evidence" })).map(({ id }) => id)).toHaveLength(older.length);
});

test("of a word that thousands of texts hold, no longer one is found, nor marked", async () => {
  const m = await twoEssays();
  await heldByMany(m.db, "common");
  await contributionOf(m.db, m.water, m.ada, { text: "On commons." });
  const it = await contributionOf(m.db, m.water, m.ada, { text: "A common text on commons." });
  const { items } = await search(m.stranger, { q: "common", essay: "here" });
  expect(items.map(({ id }) => id)).toEqual([it.id]);
  expect(items[0]?.excerpt.filter(({ marked }) => marked)).toEqual([{ text: "common", marked: true }]);
});

test("pages go on through all that was ranked", async () => {
  const m = await moot();
  await essayWithClaims(
    m.db,
    Array.from({ length: 21 * bounds.page + 1 }, (_, i) => `Water claim ${i}`),
  );
  const at = { shown: 21 * bounds.page };
  expect(await search(await m.as(null), { q: "water", cursor: String(at.shown) })).toMatchObject({
    items: [{ type: "claim" }],
    nextCursor: null,
    order: "best",
  });
});

test("a rare word ranks what a common one beside it doesn't", async () => {
  const m = await twoEssays();
  const inText = await contributionOf(m.db, m.water, m.ada, { text: "A common zebra." });
  await contributionOf(m.db, m.water, m.ada, { text: "A common horse." });
  const inSource = await contributionOf(m.db, m.fire, m.ada, { text: "Common.", source: { publisher: "Zebra" } });
  await heldByMany(m.db, "common");
  const ids = async (input: Parameters<typeof search>[1]) => (await m.allPages(input)).map(({ id }) => id);
  expect(await ids({ q: "common zebra" })).toEqual([inText.id, inSource.id]);
  const any = await ids({ q: "zebra common", essay: "here", match: "any" });
  expect(any.slice(0, 2)).toEqual([inText.id, inSource.id]);
  expect(any).toHaveLength(3);
});

test("whatever is asked of an essay or a kind, the pages hold all of it that has the words, once each", async () => {
  const vocabulary = ["common", "often", "zebra", "horse", "cow"];
  const text = fc.array(fc.constantFrom(...vocabulary), { maxLength: 3 });
  const said = fc.record({ on: fc.nat({ max: 3 }), text, title: text, kind: fc.constantFrom("evidence", "rebuttal") });
  const asked = fc.record({
    terms: fc.uniqueArray(fc.constantFrom(...vocabulary), { minLength: 1, maxLength: 3 }),
    match: fc.constantFrom("all", "any"),
    essay: fc.constantFrom("here", "there"),
    kind: fc.option(fc.constantFrom<SearchKind>(...searchKinds), { nil: undefined }),
  });
  const m = await twoEssays();
  await heldByMany(m.db, "common often");
  const texts: { id: string; essay: string; kinds: SearchKind[]; words: string[]; cited: string[] }[] = [];
  for (const claim of m.all) {
    const own = words(`${claim.statement} ${claim.quoteExact}`).map(({ folded }) => folded);
    const essay = claim.essay === m.water.essay ? "here" : "there";
    texts.push({ id: claim.id, essay, kinds: ["claim", "fact"], words: own, cited: [] });
  }
  await fc.assert(
    fc.asyncProperty(fc.array(said, { maxLength: 12 }), fc.array(asked, { minLength: 4 }), async (says, asks) => {
      for (const { on, kind, text, title } of says as {
        on: number;
        kind: "evidence";
        text: string[];
        title: string[];
      }[]) {
        const claim = m.all[on] as ClaimRow;
        const cited = kind === "evidence" ? title : [];
        const row = await contributionOf(m.db, claim, m.ada, {
          ...{ kind, text: text.join(" ") || "Nothing." },
          ...(kind === "evidence" && { source: { title: cited.join(" ") } }),
        });
        const kinds: SearchKind[] = kind === "evidence" ? ["evidence", "source"] : [kind];
        texts.push({ id: row.id, essay: on < 2 ? "here" : "there", kinds, words: [...text, ...cited], cited });
      }
      for (const { terms, match, essay, kind } of asks) {
        const holds = (in_: string[]) =>
          match === "all" ? terms.every((word) => in_.includes(word)) : terms.some((word) => in_.includes(word));
        const wanted = texts
          .filter((it) => it.essay === essay && (kind === undefined || it.kinds.includes(kind)))
          .filter((it) => holds(kind === "source" ? it.cited : it.words));
        // Quoted, so that the last word is not one that others begin with.
        const input = { q: terms.map((word) => `"${word}"`).join(" "), match: match as "all" | "any", essay, kind };
        const found = wanted.length === 0 ? (await search(m.stranger, input)).items : await m.allPages(input);
        expect(found.map(({ id }) => id).sort()).toEqual(wanted.map(({ id }) => id).sort());
      }
    }),
    { numRuns: 15 },
  );
}, 60_000);

describe("the index is what it would be if it were made anew", () => {
  const deeds = [
    ...["attach", "edit", "withdraw", "remove", "merge contributions", "take back"],
    ...["reword", "move", "merge", "split", "undo"],
  ] as const;
  const some = fc.nat({ max: 5 });

  test("whatever people and moderators do, in whatever order", async () => {
    const doings = fc.array(fc.tuple(fc.constantFrom(...deeds), some, some), { maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(doings, async (doings) => {
        const m = await twoEssays();
        const [ada, max] = [await m.as("ada"), await m.as("max", "moderator")];
        for (const claim of m.all) await contributionOf(m.db, claim, m.ada, { text: `On ${claim.statement}.` });
        for (const [deed, first, second] of doings) {
          const standing = await m.db.select().from(claims);
          const said = await m.db.select().from(contributions);
          const [claim, into] = [standing[first % standing.length], standing[second % standing.length]];
          const [it, other] = [said[first % said.length], said[second % said.length]];
          if (!claim || !into || !it || !other) continue;
          const of = { version: claim.version, reason };
          const to = (to: string) =>
            decide(max, it.id, { to, version: it.version, reason: { code: "spam" }, mergedInto: other.id });
          const words = { body: { markdown: `Said ${first} after ${said.length}.` } };
          const on = said.filter((one) => one.claim === claim.rowId && one.parent === null).slice(0, 1);
          const done: Record<(typeof deeds)[number], () => Promise<unknown>> = {
            attach: () => attach(ada, claim.id, { kind: "rebuttal", ...words }),
            edit: () => edit(ada, it.id, { kind: it.kind, stance: it.stance, ...words, version: it.version }),
            withdraw: () => withdraw(ada, it.id),
            remove: () => to("removed"),
            "merge contributions": () => to("merged"),
            "take back": () => to("undo"),
            reword: () => editClaim(max, claim.id, { statement: `Reworded ${second}`, kind: "value", ...of }),
            move: () => moveClaim(max, claim.id, { essay: second % 2 ? "here" : "there", ...of }),
            merge: () => mergeClaims(max, claim.id, { into: into.id, ...of }),
            split: () =>
              splitClaim(max, claim.id, {
                ...{ statement: `A part ${said.length}`, kind: "cause", contributions: on.map(({ id }) => id), ...of },
              }),
            undo: async () => {
              const log = await m.db.all<{ id: string }>(sql`
                select id from decisions where action in ('move-claim', 'merge-claim', 'split-claim', 'edit-claim')
                order by row_id desc limit 1 offset ${second % 2}`);
              await undoDecision(max, log[0]?.id ?? "none");
            },
          };
          await done[deed]().catch((error: unknown) => {
            if (!(error instanceof Refusal)) throw error;
          });
        }
        await expectAsAnew(m.db);
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  test("after a claim with much on it was moved, as soon as that is entered; till then it is nowhere twice", async () => {
    const m = await twoEssays();
    for (let i = 0; i < 60; i += 1) await contributionOf(m.db, m.water, m.ada, { text: `Zebra ${i}.` });
    await moveClaim(await m.as("max", "moderator"), m.water.id, { essay: "there", version: 1, reason });
    const found = (essay: string) => search(m.stranger, { q: "zebra", essay });
    expect(await found("here")).toMatchObject({ items: [], unfinished: true });
    expect(await found("there")).toMatchObject({ unfinished: true });
    await workerOf(m.db).drain();
    expect(await m.allPages({ q: "zebra", essay: "there" })).toHaveLength(60);
    expect(await found("here")).toMatchObject({ items: [], unfinished: false });
    await expectAsAnew(m.db);
  });

  test("after a claim went into one of another essay, and after that was undone", async () => {
    const m = await twoEssays();
    const max = await m.as("max", "moderator");
    await contributionOf(m.db, m.water, m.ada, { text: "A zebra." });
    await mergeClaims(max, m.water.id, { into: m.ice.id, version: 1, reason });
    expect(await m.allPages({ q: "zebra", essay: "there" })).toHaveLength(1);
    const [merge] = await m.db.select().from(decisions);
    await undoDecision(max, merge?.id ?? "");
    expect(await m.allPages({ q: "zebra", essay: "here" })).toHaveLength(1);
    await expectAsAnew(m.db);
  });

  test("after what was split off went to another essay, and the split was undone", async () => {
    const m = await twoEssays();
    const max = await m.as("max", "moderator");
    const it = await contributionOf(m.db, m.water, m.ada, { text: "A zebra." });
    const part = { statement: "Rain is wet", kind: "fact", contributions: [it.id], version: 1, reason };
    const { id } = await splitClaim(max, m.water.id, part);
    await moveClaim(max, id, { essay: "there", version: 1, reason });
    const [split] = await m.db.select().from(decisions).where(eq(decisions.action, "split-claim"));
    await undoDecision(max, split?.id ?? "");
    expect(await m.allPages({ q: "zebra", essay: "here" })).toHaveLength(1);
    await expectAsAnew(m.db);
  });

  test("after something was split off while that was under way", async () => {
    const m = await twoEssays();
    const max = await m.as("max", "moderator");
    const oldest = await contributionOf(m.db, m.water, m.ada, { text: "The first zebra." });
    for (let i = 0; i < 60; i += 1) await contributionOf(m.db, m.water, m.ada, { text: `Zebra ${i}.` });
    await moveClaim(max, m.water.id, { essay: "there", version: 1, reason });
    const part = { statement: "Rain is wet", kind: "fact", rest: { statement: "Lakes are wet" } };
    await splitClaim(max, m.water.id, { ...part, contributions: [oldest.id], version: 1, reason });
    await workerOf(m.db).drain();
    await expectAsAnew(m.db);
  });

  test("after an older index was brought up to date", async () => {
    const m = await twoEssays();
    for (const claim of m.all) await contributionOf(m.db, claim, m.ada, { text: "Zebra." });
    await m.db.write((tx) => tx.run(sql`insert into search_index (search_index) values ('delete-all')`));
    await m.db.write((tx) =>
      tx.run(
        sql`insert into search_index (rowid, title, text, source) values (${m.water.rowId * 2}, 'water is wet', '', '')`,
      ),
    );
    const migration = await readFile("db/migrations/0024_search_labels.sql", "utf8");
    for (const statement of migration.split("--> statement-breakpoint")) {
      await m.db.write((tx) => tx.run(sql.raw(statement)));
    }
    expect(await m.db.select().from(jobs)).toHaveLength(m.all.length);
    await m.db.write((tx) =>
      tx
        .update(jobs)
        .set({ dueAt: new Date(0) })
        .where(eq(jobs.kind, "index-claim")),
    );
    await workerOf(m.db).drain();
    expect(await m.db.select().from(jobs)).toEqual([]);
    await expectAsAnew(m.db);
  });
});

test("nobody can ask for a label, nor read one", async () => {
  const m = await twoEssays();
  await contributionOf(m.db, m.water, m.ada, {
    text: "A zebra.",
    source: { title: "Stripes", excerpt: "black, white" },
  });
  for (const label of [...m.all.map(({ essay }) => essayLabel(essay)), ...searchKinds.map(kindLabel)]) {
    for (const q of [label, `${label}*`, `"${label}"`, `${label}${label}`]) {
      for (const kind of [undefined, "source", "claim"] as const) {
        expect((await search(m.stranger, { q, kind })).items).toEqual([]);
      }
    }
    expect((await search(m.stranger, { q: `${label} zebra` })).items).toHaveLength(1);
  }
  expect(JSON.stringify(await search(m.stranger, { q: "white" }))).not.toMatch(/\p{Co}/u);
  // Not even where somebody writes one: it is no word.
  const written = await contributionOf(m.db, m.ice, m.ada, { text: `Cold ${essayLabel(m.water.essay)} zebra.` });
  const found = (essay: string) => search(m.stranger, { q: "cold", essay });
  expect((await found("here")).items).toEqual([]);
  expect((await found("there")).items).toContainEqual(expect.objectContaining({ id: written.id }));
});

test("each essay has a label of its own", () => {
  fc.assert(
    fc.property(fc.nat({ max: 2 ** 30 }), fc.nat({ max: 2 ** 30 }), (one, other) => {
      expect(essayLabel(one) === essayLabel(other)).toBe(one === other);
      expect(essayLabel(one)).toMatch(/^\p{Co}+$/u);
      expect(searchKinds.map(kindLabel)).not.toContain(essayLabel(one));
    }),
  );
});

test("of more words than are looked for, it is said that they weren't", async () => {
  const m = await twoEssays();
  const whole = async (q: string) => (await search(m.stranger, { q })).whole;
  expect(await whole("water ".repeat(bounds.terms))).toBe(true);
  expect(await whole("water ".repeat(bounds.terms + 1))).toBe(false);
  expect(await whole(`${" ".repeat(bounds.characters)}water`)).toBe(false);
  expect(await whole("water".padEnd(bounds.characters + 10))).toBe(true);
});
