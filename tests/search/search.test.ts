import { eq, sql } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { claims, contributions } from "@/db/schema";
import type { State } from "@/lib/contributions/contributions";
import { decide } from "@/lib/curation/commands";
import { indexClaim, reindex } from "@/lib/search/indexing";
import type { SearchInput } from "@/lib/search/input";
import { search } from "@/lib/search/queries";
import { bounds, type Segment } from "@/lib/search/search";
import { fold } from "@/lib/search/words";
import { contributionOf, essayWithClaims } from "../support/debate";
import { moot } from "../support/moot";

async function setting(...statements: string[]) {
  const m = await moot();
  const made = await essayWithClaims(m.db, statements);
  const stranger = await m.as(null);
  const ask = (input: SearchInput | string) => search(stranger, typeof input === "string" ? { q: input } : input);
  const statementsFor = async (input: SearchInput | string) =>
    (await ask(input)).items.map((item) => item.claim.statement);
  return { ...m, made, claim: made[0] as (typeof made)[number], ada: await m.person("ada"), ask, statementsFor };
}

const marks = (segments: Segment[] | undefined) =>
  segments?.filter((segment) => segment.marked).map(({ text }) => text);

test("words that thousands of texts hold still find claims first, and what is new before what is old", async () => {
  const m = await setting("Common water boils.", "Nothing of it.");
  const older = await contributionOf(m.db, m.claim, m.ada, { text: "A common source." });
  const newer = await contributionOf(m.db, m.claim, m.ada, { text: "Another common source." });
  await m.db.write((tx) =>
    tx.run(sql`insert into search_index (rowid, title, text, source)
      with recursive n(i) as (select 1 union all select i + 1 from n where i <= ${bounds.ranked})
      select 2000000 + i * 2, '', 'common', '' from n`),
  );
  const found = async (input: SearchInput) => (await m.ask(input)).items.map(({ id }) => id);
  expect(await found({ q: "common" })).toEqual([m.claim.id, newer.id, older.id]);
  expect(await found({ q: "common", kind: "evidence" })).toEqual([newer.id, older.id]);
  expect(await found({ q: "common", kind: "claim" })).toEqual([m.claim.id]);
  expect(await found({ q: "common boils" })).toEqual([m.claim.id]);
});

describe("a search finds", () => {
  const statements = [
    "Open models lag behind closed ones",
    "Closed models are open to abuse",
    "El Niño cambió la economía de São Paulo",
    "開源人工智慧正在失敗",
    "オープンソースのAI技術は遅れている",
    "ปัญญาประดิษฐ์แบบเปิดกำลังล้มเหลว",
    "النَّمُوذَج المفتوح يتأخّر",
    "Ёлки растут в лесу",
    "Η Ελλάδα έχει νησιά",
    "हिन्दी में दावा",
    "오픈소스 모델은 뒤처진다",
  ];
  test.each([
    ["all of the words, in any order", "closed lag", [0]],
    ["words whatever their case", "OPEN LAG", [0]],
    ["a phrase as it stands", '"open models"', [0]],
    ["a phrase in typographic quotation marks", "“closed models”", [1]],
    ["a phrase whose mark was never closed", '"open to abuse', [1]],
    ["the beginning of a word, asked for", "abus* models", [1]],
    ["the last word by its beginning", "models behi", [0]],
    ["nothing where a word in the middle is only begun", "behi models", []],
    ["Latin letters without their accents", "nino economia sao", [2]],
    ["accents that the text has not", "ópen lág", [0]],
    ["Chinese inside a sentence without spaces", "人工智慧", [3]],
    ["nothing where the characters stand in another order", "工人", []],
    ["Japanese, with Latin letters among it", "AI技術", [4]],
    ["Japanese kana", "オープン", [4]],
    ["Thai", "ประดิษฐ์", [5]],
    ["Arabic without its vowel signs", "النموذج", [6]],
    ["Cyrillic, ё as е", "елки", [7]],
    ["Greek without its accents", "ελλαδα νησια", [8]],
    ["Devanagari", "हिन्दी", [9]],
    ["Korean by the beginning of a word", "모델", [10]],
  ])("%s: %s", async (_, query, wanted) => {
    const { statementsFor } = await setting(...statements);
    expect(await statementsFor(query)).toEqual(wanted.map((i) => statements[i]));
  });

  test("what a person wrote, the source's title, its excerpt, its author and its address", async () => {
    const { db, claim, ada, ask } = await setting("Water is wet");
    const it = await contributionOf(db, claim, ada, {
      text: "Measured by gravimetry.",
      source: {
        url: "https://www.journal.example/wetness/42",
        title: "On the Wetness of Things",
        author: "Maria Skłodowska",
        excerpt: "a film of moisture remained",
      },
    });
    for (const q of [
      "gravimetry",
      "wetness",
      "skłodowska",
      "sklodowska",
      "moisture",
      "https://journal.example/wetness/42",
    ]) {
      expect((await ask(q)).items, q).toMatchObject([{ id: it.id, type: "evidence", url: `/e/${it.id}` }]);
    }
    expect(marks((await ask("moisture")).items[0]?.excerpt)).toEqual(["moisture"]);
    expect(marks((await ask("wetness")).items[0]?.title)).toEqual(["Wetness"]);
  });

  test("a statement before a text before a source", async () => {
    const { db, made, ada, ask } = await setting("Water is wet", "Fire is a zebra of sorts");
    const [water] = made;
    if (!water) throw new Error();
    const inSource = await contributionOf(db, water, ada, { text: "A long text.", source: { publisher: "Zebra" } });
    const inText = await contributionOf(db, water, ada, { text: "It is no zebra." });
    expect((await ask("zebra")).items.map((item) => item.id)).toEqual([made[1]?.id, inText.id, inSource.id]);
  });

  test("what has any of the words, where that is asked for", async () => {
    const { statementsFor } = await setting("Water is wet", "Fire is hot");
    expect(await statementsFor("water hot")).toEqual([]);
    expect((await statementsFor({ q: "water hot", match: "any" })).sort()).toEqual(["Fire is hot", "Water is wet"]);
  });

  test("the new wording of what was changed, and not the old one", async () => {
    const { db, claim, statementsFor } = await setting("Water is wet");
    await db.write(async (tx) => {
      await tx.update(claims).set({ statement: "Water is damp" }).where(eq(claims.rowId, claim.rowId));
      await indexClaim(tx, claim.rowId);
    });
    expect(await statementsFor("wet")).toEqual([]);
    expect(await statementsFor("damp")).toEqual(["Water is damp"]);
  });
});

describe("a search is narrowed", () => {
  test("to an essay", async () => {
    const { db, statementsFor, claim, ada } = await setting("Water is wet");
    const [other] = await essayWithClaims(db, ["Wet is good"], "Another essay");
    if (!other) throw new Error();
    await contributionOf(db, claim, ada, { text: "So wet." });
    expect(await statementsFor({ q: "wet", essay: "another-essay" })).toEqual(["Wet is good"]);
    expect(await statementsFor({ q: "wet", essay: "an-essay" })).toEqual(["Water is wet", "Water is wet"]);
    expect(await statementsFor({ q: "wet", essay: "no-such-essay" })).toEqual([]);
  });

  test("to a kind", async () => {
    const { db, ask, claim, ada } = await setting("Water is wet");
    const evidence = await contributionOf(db, claim, ada, { text: "So wet.", source: { title: "Dryness" } });
    const rebuttal = await contributionOf(db, claim, ada, { kind: "rebuttal", text: "Not wet." });
    const sourced = await contributionOf(db, claim, ada, { text: "Look.", source: { excerpt: "wet all over" } });
    const ids = async (kind: SearchInput["kind"]) =>
      (await ask({ q: "wet", kind })).items.map((item) => item.id).sort();
    expect(await ids("claim")).toEqual([claim.id]);
    expect(await ids("fact")).toEqual([claim.id]);
    expect(await ids("value")).toEqual([]);
    expect(await ids("evidence")).toEqual([evidence.id, sourced.id].sort());
    expect(await ids("rebuttal")).toEqual([rebuttal.id]);
    expect(await ids("source")).toEqual([sourced.id]);
  });
});

describe("a search keeps to itself", () => {
  test.each<[State, boolean]>([
    ["unreviewed", true],
    ["accepted", true],
    ["needs-source", true],
    ["held", false],
    ["rejected", false],
    ["merged", false],
    ["withdrawn", false],
    ["removed", false],
  ])("what is %s: found %s, even by those who may see it", async (state, found) => {
    const { db, as, claim, ada } = await setting("Water is wet");
    await contributionOf(db, claim, ada, { state, text: "The secret word is xylophone." });
    for (const who of [null, "ada", "max"]) {
      const ctx = await as(who, who === "max" ? "moderator" : undefined);
      expect((await search(ctx, { q: "xylophone" })).items).toHaveLength(found ? 1 : 0);
    }
  });

  test("what is hidden, even where the index were to hold it", async () => {
    const { db, claim, ada, ask } = await setting("Water is wet");
    const it = await contributionOf(db, claim, ada, { text: "xylophone" });
    await db.write((tx) => tx.update(contributions).set({ state: "held" }).where(eq(contributions.rowId, it.rowId)));
    expect((await ask("xylophone")).items).toEqual([]);
  });

  test("what is held, until it is accepted", async () => {
    const { db, as, claim, ada, ask } = await setting("Water is wet");
    const it = await contributionOf(db, claim, ada, { text: "xylophone", state: "held" });
    expect((await ask("xylophone")).items).toEqual([]);
    await decide(await as("carla", "curator"), it.id, { to: "accepted", version: 1 });
    expect((await ask("xylophone")).items).toMatchObject([{ id: it.id }]);
  });

  test("what was removed, from the decision on, until it is undone", async () => {
    const { db, as, claim, ada, ask } = await setting("Water is wet");
    const it = await contributionOf(db, claim, ada, { text: "xylophone" });
    const max = await as("max", "moderator");
    const entries = () => db.all(sql`select rowid from search_index where search_index match 'xylophone'`);
    await decide(max, it.id, { to: "removed", version: 1, reason: { code: "privacy" } });
    expect((await ask("xylophone")).items).toEqual([]);
    expect(await entries()).toEqual([]);
    await decide(max, it.id, { to: "undo", version: 2 });
    expect((await ask("xylophone")).items).toHaveLength(1);
  });
});

describe("whatever is typed is answered", () => {
  test.each([
    ["nothing", ""],
    ["blanks", " \t\n"],
    ["a quotation mark", '"'],
    ["operators alone", "AND OR NOT NEAR"],
    ["operators of FTS5", 'water NEAR(wet, 2) title:water -wet ^water {a b}: "x" + "y" *'],
    ["stars", "*** *"],
    ["NUL", "wa\u0000ter"],
    ["a lone surrogate", "\ud800water"],
    ["emoji", "💧🔥"],
    ["SQL", "'); drop table claims; --"],
    ["10 kB of one word", "x".repeat(10_000)],
    ["10 kB of words", "water ".repeat(1700)],
    ["10 kB of quotation marks", '"'.repeat(10_000)],
    ["10 kB of Chinese", "水".repeat(3400)],
  ])("%s", async (_, q) => {
    const { ask, db } = await setting("Water is wet");
    expect(await ask(q)).toMatchObject({ items: expect.any(Array) });
    expect(await db.select().from(claims)).toHaveLength(1);
  });

  test("operators are words like others", async () => {
    const { statementsFor } = await setting("Water is wet", "Either this OR that");
    expect(await statementsFor("this OR that")).toEqual(["Either this OR that"]);
    expect(await statementsFor("title:water")).toEqual([]);
  });

  test("any text at all, any cursor, any filter", async () => {
    const { ask } = await setting("Water is wet", "水 is 湿");
    const piece = fc.oneof(
      fc.string({ unit: "binary", maxLength: 30 }),
      fc.string({ unit: "grapheme", maxLength: 30 }),
      fc.constantFrom(
        '"',
        "*",
        "(",
        ")",
        " AND ",
        " NOT ",
        "NEAR(",
        ":",
        "^",
        "{",
        "}",
        "-",
        "+",
        "water",
        "水",
        "\u200b",
        "\u0000",
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { maxLength: 12 }),
        fc.anything(),
        fc.anything(),
        async (parts, cursor, kind) => {
          const input = { q: parts.join(""), cursor, kind } as SearchInput;
          expect(Array.isArray((await ask(input)).items)).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });

  test("and each word of a text finds it", async () => {
    const word = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
      // A lone Arabic vowel sign is a letter to Unicode, and nothing that anybody looks for.
      .filter((text) => /^[\p{L}\p{N}]+$/u.test(text) && fold(text) !== "");
    const { db, claim, statementsFor } = await setting("Water is wet");
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 5 }), fc.nat(), async (words, pick) => {
        const statement = words.join(" ");
        await db.write(async (tx) => {
          await tx.update(claims).set({ statement }).where(eq(claims.rowId, claim.rowId));
          await indexClaim(tx, claim.rowId);
        });
        expect(await statementsFor(`"${words[pick % words.length]}"`)).toEqual([statement]);
      }),
      { numRuns: 100 },
    );
  });
});

describe("pages of results", () => {
  test("follow each other without gaps or repeats, to a bounded depth", async () => {
    const count = bounds.page * 2 + 3;
    const { ask } = await setting(...Array.from({ length: count }, (_, i) => `Water claim ${i}`));
    const seen: string[] = [];
    for (let cursor: string | null = "0"; cursor !== null; ) {
      const { items, nextCursor } = await ask({ q: "water", cursor });
      seen.push(...items.map((item) => item.id));
      cursor = nextCursor;
    }
    expect(new Set(seen).size).toBe(count);
    expect(seen).toHaveLength(count);
  });
});

test("the index made anew is the index kept", async () => {
  const { db, made, claim, ada, statementsFor } = await setting("Water is wet", "Fire is hot");
  await contributionOf(db, claim, ada, { text: "Very wet." });
  await contributionOf(db, claim, ada, { text: "Wet and held.", state: "held" });
  const all = () =>
    db.all(
      sql`select rowid, bm25(search_index) as rank from search_index where search_index match 'wet OR hot OR is' order by 1`,
    );
  const kept = await all();
  await db.write((tx) => tx.run(sql`delete from search_index`));
  expect(await statementsFor("wet")).toEqual([]);
  await reindex(db);
  expect(await all()).toEqual(kept);
  expect(kept).toHaveLength(made.length + 1);
});
