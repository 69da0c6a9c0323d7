import type { InStatement } from "@libsql/client";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decisions } from "@/db/schema";
import { decisionActions, roles } from "@/db/words";
import { grantRole } from "@/lib/accounts/commands";
import { decide, lockClaim, undoDecision, unlockClaim } from "@/lib/curation/commands";
import type { LogFilters } from "@/lib/curation/log";
import { logFeed } from "@/lib/curation/log-feed";
import { logTable } from "@/lib/curation/log-table";
import { actionLabels, doneBy, happened, sentenceOf } from "@/lib/curation/log-words";
import { logEntry, publicLog } from "@/lib/curation/queries";
import { lookedThrough } from "@/lib/curation/queries/log";
import { recordDecision } from "@/lib/curation/record";
import { newId } from "@/lib/ids";
import { contributionOf, essayWithClaims } from "../support/debate";
import { moot } from "../support/moot";

const link = (path: string) => `https://moot.example${path}`;

/** Two essays, a claim each; on the first Max rejects, Cara accepts, Max locks; on the second Max locks. Rosa makes Bob a curator. */
async function setting() {
  const m = await moot();
  const [water] = await essayWithClaims(m.db, ["Water is wet"], "On elements");
  const [moon] = await essayWithClaims(m.db, ["The moon is near"], "On bodies");
  if (!water || !moon) throw new Error("no claims");
  const ada = await m.person("ada");
  const one = await contributionOf(m.db, water, ada);
  const two = await contributionOf(m.db, water, ada);
  const [max, cara, rosa] = [
    await m.as("max", "moderator"),
    await m.as("cara", "curator"),
    await m.as("rosa", "admin"),
  ];
  const day = (date: string) => ({ now: new Date(`${date}T12:00:00Z`) });
  await decide({ ...max, ...day("2026-11-01") }, one.id, { to: "rejected", version: 1, reason: { code: "off-topic" } });
  await decide({ ...cara, ...day("2026-11-02") }, two.id, { to: "accepted", version: 1 });
  await lockClaim({ ...max, ...day("2026-11-03") }, water.id, { lock: "hold-new", reason: "Calm." });
  await lockClaim({ ...max, ...day("2026-11-04") }, moon.id, { lock: "hold-new", reason: "Calm." });
  const bob = await m.person("bob");
  await grantRole({ ...rosa, ...day("2026-11-05") }, bob.id, { role: "curator", reason: "Careful reader" });
  return { ...m, water, moon, one, two, max, ada, stranger: await m.as(null) };
}

describe("a reader narrows the log", () => {
  test("by each of its filters, and by all at once", async () => {
    const { stranger, water, one } = await setting();
    const found = async (filters: LogFilters) =>
      (await publicLog(stranger, filters)).items.map(({ action, to, at }) => `${at.getUTCDate()} ${action} ${to}`);
    const [first, second, third, fourth, fifth] = [
      ...["1 decide rejected", "2 decide accepted", "3 lock hold-new", "4 lock hold-new", "5 role curator"],
    ];
    expect(await found({})).toEqual([fifth, fourth, third, second, first]);
    expect(await found({ action: "lock" })).toEqual([fourth, third]);
    expect(await found({ essay: "on-elements" })).toEqual([third, second, first]);
    expect(await found({ claim: water.id })).toEqual([third, second, first]);
    expect(await found({ contribution: one.id })).toEqual([first]);
    expect(await found({ person: "bob" })).toEqual([fifth]);
    expect(await found({ role: "moderator" })).toEqual([fourth, third, first]);
    expect(await found({ reason: "off-topic" })).toEqual([first]);
    expect(await found({ from: "2026-11-02", to: "2026-11-03" })).toEqual([third, second]);
    expect(await found({ from: "2026-11-06" })).toEqual([]);
    expect(await found({ to: "2026-10-31" })).toEqual([]);
    expect(await found({ action: "decide", role: "moderator", essay: "on-elements", to: "2026-11-01" })).toEqual([
      first,
    ]);
    expect(await found({ action: "decide", role: "moderator", from: "2026-11-02" })).toEqual([]);
  });

  test("by something that isn't there, and is told so", async () => {
    const { stranger } = await setting();
    for (const filters of [{ essay: "none" }, { claim: "none" }, { contribution: "none" }, { person: "nobody" }]) {
      await expect(publicLog(stranger, filters)).rejects.toMatchObject({ status: 404 });
    }
  });

  test("and sees each row once, page by page, whatever is narrowed", async () => {
    const { stranger, db, max, water } = await setting();
    for (let i = 0; i < 12; i += 1) {
      await lockClaim(max, water.id, { lock: "curators-only", reason: `Reason ${i}` });
      await unlockClaim(max, water.id);
    }
    for (const filters of [
      {},
      { action: "lock" },
      { role: "moderator", essay: "on-elements", action: "unlock" },
    ] as LogFilters[]) {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof publicLog>> = await publicLog(stranger, filters, cursor, 5);
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(seen.length).toBeGreaterThanOrEqual(12);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toEqual((await publicLog(stranger, filters, null, 200)).items.map(({ id }) => id));
    }
    expect(await db.$count(decisions)).toBe(29);
  });

  test("by what is rare: the log is looked through a stretch at a time, and the rare row is found in the end", async () => {
    const { stranger, db, ada, water } = await setting();
    const row = {
      at: stranger.now,
      by: ada.rowId,
      byRole: "moderator",
      action: "lock",
      claim: water.rowId,
      essay: water.essay,
    } as const;
    await db.write(async (tx) => {
      for (let i = 0; i < 5; i += 1) {
        await tx.insert(decisions).values(Array.from({ length: 500 }, () => ({ ...row, id: newId(), to: "hold-new" })));
      }
    });
    const filters: LogFilters = { essay: "on-elements", reason: undefined, action: "decide", role: "curator" };
    const first = await publicLog(stranger, filters);
    expect(first).toMatchObject({ items: [], nextCursor: expect.any(String) });
    const second = await publicLog(stranger, filters, first.nextCursor);
    expect(second).toMatchObject({ items: [{ to: "accepted" }], nextCursor: null });
    expect(lookedThrough).toBeLessThan(2500);
  });

  test("and no filter has the whole log read: each goes along its index", async () => {
    const { stranger, db, water, one } = await setting();
    const { reader } = db.clients;
    const statements: InStatement[] = [];
    const execute = reader.execute.bind(reader);
    reader.execute = ((statement: InStatement) => {
      statements.push(statement);
      return execute(statement);
    }) as typeof reader.execute;
    const indexOf: [LogFilters, RegExp][] = [
      [{ contribution: one.id }, /decisions_contribution/],
      [{ claim: water.id, action: "lock" }, /decisions_claim/],
      [{ person: "bob" }, /decisions_account/],
      [{ reason: "off-topic", role: "moderator" }, /decisions_reason/],
      [{ essay: "on-elements", action: "decide" }, /decisions_essay/],
      [{ action: "decide", role: "curator" }, /decisions_action/],
      [{ role: "curator" }, /decisions_role/],
      [{ from: "2026-11-02", to: "2026-11-03" }, /decisions USING INTEGER PRIMARY KEY/],
    ];
    for (const [filters, index] of indexOf) {
      statements.length = 0;
      await publicLog(stranger, filters, null);
      for (const statement of [...statements]) {
        const { sql, args } = statement as { sql: string; args: [] };
        const plan = (await execute({ sql: `explain query plan ${sql}`, args })).rows.map((row) => String(row.detail));
        expect(
          plan.filter((step) => /SCAN decisions(?! USING)|TEMP B-TREE/.test(step)),
          sql,
        ).toEqual([]);
        if (/from "decisions" left join/.test(sql)) expect(plan[0], JSON.stringify(filters)).toMatch(index);
      }
    }
  });
});

describe("each decision has its page", () => {
  test("with what it took back, and what took it back", async () => {
    const { stranger, max } = await setting();
    const lock = (await publicLog(stranger, { action: "lock" })).items[0];
    const { id } = await undoDecision(max, lock?.id ?? "", { reason: { text: "Not needed." } });
    expect(await logEntry(stranger, id)).toMatchObject({ action: "undo", undoes: lock?.id, undoneBy: null });
    expect(await logEntry(stranger, lock?.id ?? "")).toMatchObject({
      undoneBy: id,
      url: `/moderation/log/${lock?.id}`,
    });
    await expect(logEntry(stranger, "nosuchone")).rejects.toMatchObject({ status: 404, code: "decision.not_found" });
  });

  test("says of removed evidence that it was evidence, and why; not where its source was", async () => {
    const { stranger, db, max, one } = await setting();
    const archive = {
      action: "archive",
      contribution: one.rowId,
      claim: one.claim,
      from: null,
      to: "https://archive.example/leak",
    } as const;
    await db.write((tx) => recordDecision({ ...max, db: tx }, { rowId: 1, role: "curator" }, archive));
    expect(JSON.stringify(await publicLog(stranger))).toContain("archive.example");
    await decide(max, one.id, { to: "removed", version: 2, reason: { code: "privacy", text: "Names a child." } });
    const said = JSON.stringify(await publicLog(stranger));
    expect(said).not.toContain("archive.example");
    expect(said).toContain("Names a child.");
  });
});

describe("every action has its words", () => {
  test.each(decisionActions)("%s", (action) => {
    for (const byRole of roles) {
      expect(happened({ action, from: null, to: null })).toMatch(/^[A-Z]/);
      expect(doneBy({ action, byRole })).toMatch(/^by /);
      expect(actionLabels[action]).toMatch(/^[A-Z]/);
    }
  });

  test("an appeal upheld reads otherwise than one denied, and a decision by what it decided", () => {
    const of = (action: "decide" | "answer-appeal", to: string) => happened({ action, from: "rejected", to });
    expect([of("answer-appeal", "unreviewed"), of("answer-appeal", "rejected")]).toEqual([
      "Upheld the appeal about",
      "Denied the appeal about",
    ]);
    expect(of("decide", "needs-source")).toBe("Asked for a source for");
  });
});

/** A table as RFC 4180 has it, read back. */
function readTable(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end !== ",") rows.push([]);
  }
  return rows.filter((row) => row.length > 1);
}

async function tableOf(pieces: AsyncIterable<string>): Promise<string[][]> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return readTable(text);
}

describe("the log as a table", () => {
  test("has a row for each decision, by the same filters", async () => {
    const { stranger } = await setting();
    const [head, ...rows] = await tableOf(logTable(stranger, { role: "moderator" }, link));
    expect(head?.slice(0, 4)).toEqual(["id", "url", "at", "action"]);
    expect(rows.map((row) => row[3])).toEqual(["lock", "lock", "decide"]);
    expect(rows[0]?.[1]).toMatch(/^https:\/\/moot\.example\/moderation\/log\/\w+$/);
    expect(rows[2]).toEqual(expect.arrayContaining(["off-topic", "It doesn't bear on this claim"]));
  });

  test("goes on past one reading of the store", async () => {
    const { stranger, db, ada, water } = await setting();
    const row = { at: stranger.now, by: ada.rowId, byRole: "moderator", action: "lock", claim: water.rowId } as const;
    await db.write((tx) => tx.insert(decisions).values(Array.from({ length: 1100 }, () => ({ ...row, id: newId() }))));
    const [, ...rows] = await tableOf(logTable(stranger, {}, link));
    expect(rows).toHaveLength(1105);
    expect(new Set(rows.map(([id]) => id)).size).toBe(1105);
  });

  test("holds every reason as it was typed, and none that a spreadsheet would run", async () => {
    const { stranger, db, max, water } = await setting();
    const given = fc.oneof(
      fc.string({ unit: "binary", minLength: 1, maxLength: 40 }).filter((text) => /^[^\p{Cc}\p{Cs}]+$/u.test(text)),
      fc.constantFrom("=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", '"; drop', "a,b", "a\nb"),
    );
    await fc.assert(
      fc.asyncProperty(given, async (reasonText) => {
        const { id } = await db.write((tx) =>
          recordDecision(
            { ...max, db: tx },
            { rowId: 1, role: "admin" },
            { action: "unlock", claim: water.rowId, reasonText },
          ),
        );
        const [head, row] = await tableOf(logTable(stranger, {}, link));
        expect(row?.[0]).toBe(id);
        const cell = row?.[head?.indexOf("reasonText") ?? 0] ?? "";
        expect(cell.replace(/^'/, "").replace(/\r\n?|\n/g, "\n")).toBe(
          reasonText.replace(/^'/, "").replace(/\r\n?|\n/g, "\n"),
        );
        expect(cell).not.toMatch(/^[=+\-@\t\r]/);
      }),
      { numRuns: 60 },
    );
  });
});

describe("the log as a feed", () => {
  test("names itself and each decision, and escapes what people wrote", async () => {
    const { stranger, db, max, moon } = await setting();
    const reasonText = "<script>alert(1)</script> & so on \u0001\u0008";
    await db.write((tx) =>
      recordDecision(
        { ...max, db: tx },
        { rowId: 1, role: "admin" },
        { action: "unlock", claim: moon.rowId, reasonText },
      ),
    );
    const feed = await logFeed(stranger, { claim: moon.id }, link);
    expect(feed).toContain(`<link rel="self" href="https://moot.example/moderation/log.atom?claim=${moon.id}"/>`);
    expect(feed.match(/<entry>/g)).toHaveLength(2);
    const [newest] = (await publicLog(stranger, { claim: moon.id })).items;
    expect(feed).toContain(`<id>https://moot.example/moderation/log/${newest?.id}</id>`);
    expect(feed).toContain(`<updated>${newest?.at.toISOString()}</updated>`);
    expect(feed).toContain("&lt;script&gt;alert(1)&lt;/script&gt; &amp; so on");
    expect(feed).not.toContain("<script>");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(feed).not.toMatch(/[\u0000-\u0008]/);
    expect(feed).toContain("The moon is near");
  });

  test("is whole where nothing was decided yet", async () => {
    const m = await moot();
    const feed = await logFeed(await m.as(null), {}, link);
    expect(feed).toMatch(/<updated>1970-01-01T00:00:00\.000Z<\/updated>/);
    expect(feed).not.toContain("<entry>");
  });

  test("tells what a row is about in one line", async () => {
    const { stranger } = await setting();
    expect((await publicLog(stranger)).items.map(sentenceOf)).toEqual([
      "Changed the role of bob",
      "Locked “The moon is near”",
      "Locked “Water is wet”",
      "Accepted evidence on “Water is wet”",
      "Rejected evidence on “Water is wet”",
    ]);
  });
});
