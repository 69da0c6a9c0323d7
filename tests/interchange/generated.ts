import { eq } from "drizzle-orm";
import fc from "fast-check";
import { accounts, claimRevisions, claimSupports, claims, contributions, essays, sections } from "@/db/schema";
import { resolutionOutcomes } from "@/lib/claims/claims";
import { claimById } from "@/lib/claims/queries";
import { attach, edit, rate, withdraw, withdrawRating } from "@/lib/contributions/commands";
import type { Ctx } from "@/lib/ctx";
import { decide, flag, lockClaim, resolveClaim, undoDecision, unlockClaim } from "@/lib/curation/commands";
import { Refusal } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { slugify } from "@/lib/paths";
import { indexClaim } from "@/lib/search/indexing";
import { castVote, withdrawVote } from "@/lib/votes/commands";
import { documents } from "../rich-text/bodies";
import type { moot } from "../support/moot";

type Moot = Awaited<ReturnType<typeof moot>>;

const names = ["Ada", "Bob", "Cyd", "Dee"] as const;
const who = fc.constantFrom(...names);
const nth = fc.nat({ max: 30 });
/** Words that formats take for their own: numbering, brackets, stances, formulas, quotation marks, other scripts. */
export const words = fc.oneof(
  { weight: 2, arbitrary: fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }) },
  fc.constantFrom(
    ...[
      "1.1. Pro: not a line",
      "Con: neither",
      "-> See 1.2.",
      "[Title]: text",
      "<Argument>: text",
      "+ plus",
      "- minus",
    ],
    ...["=1+1", "@SUM(A1)", 'a, "b"; c', "line one\nline two", "# heading", "/* note */ x", "// y", "<!-- z -->"],
    ...[
      "論証は長い。",
      "שלום עולם",
      "a #tag (b) {c} [d]",
      "\\( x \\)",
      "Sources:",
      "[1] https://example.org",
      "***",
      "_u_",
    ],
  ),
);
const source = fc.record({
  url: fc.option(fc.constantFrom("https://example.org/a?b=c#d", "http://論証.example/x", "https://e.example/(1)")),
  citation: words,
  title: fc.option(words),
  author: fc.option(words),
  publisher: fc.option(words),
  date: fc.option(fc.constantFrom("2024", "2024-02", "2024-02-29")),
  type: fc.constantFrom("study", "news", "other"),
  excerpt: fc.option(words),
});
const stance = fc.constantFrom("supports", "contradicts");
const state = fc.constantFrom("accepted", "rejected", "needs-source", "unreviewed", "removed", "undo");

const step = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(fc.constant("evidence"), who, nth, fc.option(nth), stance, documents, source) },
  { weight: 5, arbitrary: fc.tuple(fc.constant("rebuttal"), who, nth, fc.option(nth), documents) },
  {
    weight: 6,
    arbitrary: fc.tuple(fc.constant("vote"), who, nth, fc.constantFrom("agree", "disagree", "unsure", null)),
  },
  {
    weight: 4,
    arbitrary: fc.tuple(fc.constant("rate"), who, nth, fc.constantFrom("convincing", "unconvincing", null)),
  },
  { weight: 2, arbitrary: fc.tuple(fc.constant("edit"), nth, documents, source) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("withdraw"), nth) },
  { weight: 3, arbitrary: fc.tuple(fc.constant("decide"), nth, state, words) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("lock"), nth, fc.constantFrom("hold-new", "curators-only", "open")) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("flag"), who, nth, words) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("pin"), nth) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constant("resolve"), nth, fc.constantFrom(...resolutionOutcomes), words, nth),
  },
  { weight: 1, arbitrary: fc.tuple(fc.constant("unresolve"), nth) },
  { weight: 2, arbitrary: fc.tuple(fc.constant("wait"), fc.nat({ max: 1e9 })) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("reword"), nth, words) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("show votes"), who) },
) as unknown as fc.Arbitrary<[string, ...never[]]>;

const line = words.map((text) => text.replace(/\s+/g, " ").trim() || "A claim.");

/** What happens in a debate: its claims, and then a step after the other. */
export const debates: fc.Arbitrary<Debate> = fc.record({
  title: line,
  statements: fc.array(line, { minLength: 1, maxLength: 4 }),
  supports: fc.array(fc.tuple(nth, nth), { maxLength: 3 }),
  steps: fc.array(step, { maxLength: 25 }),
});
export type Debate = {
  title: string;
  statements: string[];
  supports: [number, number][];
  steps: [string, ...never[]][];
};

/** Lets a debate happen, by the commands that people use. What they are refused does not happen. Answers its slug. */
export async function happen(m: Moot, { title, statements, supports, steps }: Debate) {
  const slug = slugify(title);
  const claimRows = await m.db.write(async (tx) => {
    const at = m.clock.now;
    const [essay] = await tx.insert(essays).values({ id: newId(), slug, title, createdAt: at }).returning();
    const parts = await tx
      .insert(sections)
      .values(["One", "Two"].map((title, position) => ({ essay: essay?.rowId ?? 0, position, title })))
      .returning();
    const rows = [];
    for (const [i, statement] of statements.entries()) {
      const [claim] = await tx
        .insert(claims)
        .values({
          ...{
            id: newId(),
            essay: essay?.rowId ?? 0,
            section: parts[i % 2]?.rowId ?? 0,
            position: i + 1,
            createdAt: at,
          },
          ...{ slug: slugify(statement), kind: "fact" as const, statement, quoteExact: statement, quotePrefix: "so " },
        })
        .returning();
      if (!claim) throw new Error("no claim");
      await tx.insert(claimRevisions).values({ claim: claim.rowId, number: 1, at, statement, kind: "fact" });
      await indexClaim(tx, claim.rowId);
      rows.push(claim);
    }
    for (const [a, b] of supports) {
      const [one, other] = [rows[a % rows.length], rows[b % rows.length]];
      if (!one || !other || one === other) continue;
      await tx.insert(claimSupports).values({ claim: one.rowId, supports: other.rowId }).onConflictDoNothing();
    }
    return rows;
  });

  const made: string[] = [];
  const claimAt = (n: number) => claimRows[n % claimRows.length] as (typeof claimRows)[number];
  const madeAt = (n: number) => made[n % Math.max(1, made.length)] ?? "none";
  const rowOf = async (n: number) => {
    const [row] = await m.db
      .select()
      .from(contributions)
      .where(eq(contributions.id, madeAt(n)));
    return row;
  };
  const despite = ["same-source", "own-parent"];
  const take: Record<string, (...given: never[]) => Promise<unknown>> = {
    async evidence(name: string, n: number, parent: number | null, stance: string, body: unknown, source: object) {
      const above = parent === null ? undefined : await rowOf(parent);
      const claim = claimRows.find((row) => row.rowId === above?.claim) ?? claimAt(n);
      const given = { kind: "evidence", stance, body, source, parent: above?.id ?? null, despite };
      made.push((await attach(await as(name), claim.id, given)).id);
    },
    async rebuttal(name: string, n: number, parent: number | null, body: unknown) {
      const above = parent === null ? undefined : await rowOf(parent);
      const claim = claimRows.find((row) => row.rowId === above?.claim) ?? claimAt(n);
      const given = { kind: "rebuttal", body, parent: above?.id ?? null, despite };
      made.push((await attach(await as(name), claim.id, given)).id);
    },
    vote: async (name: string, n: number, value: string | null) =>
      value === null ? withdrawVote(await as(name), claimAt(n).id) : castVote(await as(name), claimAt(n).id, { value }),
    rate: async (name: string, n: number, value: string | null) =>
      value === null ? withdrawRating(await as(name), madeAt(n)) : rate(await as(name), madeAt(n), { value }),
    async edit(n: number, body: unknown, source: object) {
      const row = await rowOf(n);
      const author = [...m.people.values()].find((one) => one.rowId === row?.author);
      await edit(await as(author?.name ?? "Ada"), madeAt(n), { version: row?.version, body, source });
    },
    async withdraw(n: number) {
      const row = await rowOf(n);
      const author = [...m.people.values()].find((one) => one.rowId === row?.author);
      await withdraw(await as(author?.name ?? "Ada"), madeAt(n));
    },
    async decide(n: number, to: string, text: string) {
      const code = to === "rejected" ? "off-topic" : to === "removed" ? "spam" : null;
      const version = (await rowOf(n))?.version;
      await decide(await as("Mo"), madeAt(n), { to, version, reason: { code, text } });
    },
    lock: async (n: number, lock: string) =>
      lock === "open"
        ? unlockClaim(await as("Mo"), claimAt(n).id)
        : lockClaim(await as("Mo"), claimAt(n).id, { lock, reason: "A calmer day will come.", until: "2099-01-01" }),
    flag: async (name: string, n: number, text: string) => flag(await as(name), madeAt(n), { reason: "other", text }),
    async resolve(n: number, outcome: string, reasons: string, ground: number) {
      const { id } = claimAt(n);
      const { version, resolution } = await claimById(await as("Mo"), id);
      const on = await rowOf(ground);
      const contributions = on?.claim === claimAt(n).rowId ? [on.id] : [];
      const replaces = resolution?.decision;
      await resolveClaim(await as("Mo"), id, { version, outcome, reasons, replaces, contributions });
    },
    async unresolve(n: number) {
      const { resolution } = await claimById(await as("Mo"), claimAt(n).id);
      if (resolution) await undoDecision(await as("Mo"), resolution.decision);
    },
    pin: async (n: number) =>
      m.db.write((tx) =>
        tx
          .update(contributions)
          .set({ pinnedAt: m.clock.now })
          .where(eq(contributions.id, madeAt(n))),
      ),
    async wait(ms: number) {
      m.clock.now = new Date(m.clock.now.getTime() + ms);
    },
    reword: async (n: number, words: string) => reword(m, claimAt(n).rowId, words),
    "show votes": async (name: string) => {
      const { rowId } = await m.person(name);
      await m.db.write((tx) => tx.update(accounts).set({ showsVotes: true }).where(eq(accounts.rowId, rowId)));
    },
  };
  const as = (name: string): Promise<Ctx> => (name === "Mo" ? m.as("Mo", "moderator") : m.as(name));
  for (const [verb, ...given] of steps) {
    await take[verb]?.(...given).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
    });
  }
  return { slug, claims: claimRows.map((row) => row.id) };
}

async function reword(m: Moot, claim: number, words: string) {
  const statement = words.replace(/\s+/g, " ").trim() || "Reworded.";
  const { rowId: by } = await m.person("Mo", "moderator");
  await m.db.write(async (tx) => {
    const [row] = await tx.select().from(claims).where(eq(claims.rowId, claim));
    const number = (row?.version ?? 1) + 1;
    await tx.update(claims).set({ statement, version: number, wording: number }).where(eq(claims.rowId, claim));
    await tx
      .insert(claimRevisions)
      .values({ claim, number, wording: number, by, at: m.clock.now, statement, kind: row?.kind ?? "fact" });
    await indexClaim(tx, claim);
  });
}
