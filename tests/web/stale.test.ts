import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { accounts, claims, contributions, essays } from "@/db/schema";
import { deleteAccount, renameAccount, setShowsVotes } from "@/lib/accounts/commands";
import { attach, edit, rate, withdraw, withdrawRating } from "@/lib/contributions/commands";
import { type Ctx, createCtx, everyPage, type Tag } from "@/lib/ctx";
import { appeal, flag, undoDecision } from "@/lib/curation/commands";
import { Refusal } from "@/lib/errors";
import { bringInEssay, editText } from "@/lib/essays/commands";
import { countedSince, countedUntilNow } from "@/lib/insight/counted";
import { decideProposal, propose } from "@/lib/proposals/commands";
import { castVote, withdrawVote } from "@/lib/votes/commands";
import type { ReadingName } from "@/lib/web/reading-pages";
import { type Found, type Reading, readings } from "@/lib/web/readings";
import { absent } from "@/lib/web/staleness";
import { type Exercise, exercises, type Setting, setting } from "../curation/exercises";

type Page = { shows: string; tags: Set<string> };

/** The order is that of the list; no page says which place in it something has. */
const withoutPlaces = (key: string, value: unknown) => (key === "position" ? undefined : value);

/** Every reading page that there is, as a stranger finds it. One that isn't there expires with any write. */
async function allPages({ db, clock }: Setting): Promise<Map<string, Page>> {
  const ctx = createCtx(db, null, clock.now);
  const pages = new Map<string, Page>();
  async function look(name: ReadingName, of: string, view = "all") {
    const { read, tags, seconds } = readings[name] as Reading<Found<typeof name>>;
    const key = `${name} ${of} ${view}`;
    try {
      const found = await read(ctx, of, view);
      // What is rendered anew every few seconds by itself need not be told of all.
      if (seconds && seconds(found, clock.now) <= 5) return;
      pages.set(key, { shows: JSON.stringify(found, withoutPlaces), tags: new Set([everyPage, ...tags(found, of)]) });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      pages.set(key, { shows: "nothing", tags: new Set([absent]) });
    }
  }
  await look("home", "");
  for (const { slug } of await db.select().from(essays)) {
    for (const name of ["essay", "text", "textHistory"] as const) await look(name, slug);
  }
  for (const { id } of await db.select().from(claims)) {
    await look("claim", id);
    await look("claim", id, "at=1");
    await look("wordings", id);
  }
  for (const { id } of await db.select().from(contributions)) {
    await look("permalink", id);
    await look("history", id);
  }
  for (const { name } of await db.select().from(accounts)) await look("profile", name);
  return pages;
}

/** The pages that an act changes without anything that says so. */
async function untold(s: Setting, act: () => Promise<unknown>): Promise<string[]> {
  for (const ctx of s.everybody) ctx.touched.clear();
  const [before, counted] = [await allPages(s), await countedUntilNow(s)];
  await act();
  const told = new Set<string>(s.everybody.flatMap(({ touched }) => [...touched]));
  if (told.size > 0) told.add(absent);
  for (const tag of (await countedSince(s, counted)).tags) told.add(tag);
  const after = await allPages(s);
  return [...before]
    .filter(([key, { shows, tags }]) => after.get(key)?.shows !== shows && [...tags].every((tag) => !told.has(tag)))
    .map(([key]) => key);
}

async function settingWithEverybody(): Promise<Setting> {
  const s = await setting();
  const as: Setting["as"] = async (...who) => {
    const ctx = await s.as(...who);
    s.everybody.push(ctx);
    return ctx;
  };
  return { ...s, as };
}

const evidence = {
  ...{ kind: "evidence", stance: "supports", body: { markdown: "It was seen." } },
  source: { url: "https://example.org/seen", title: "Seen", excerpt: "It was seen." },
};
const wording = { statement: "Fire burns", kind: "fact", quote: { exact: "The passage of claim 1" } };

/** What members do. */
const deeds: Record<string, (s: Setting, cleo: Ctx, ada: Ctx) => Promise<unknown>> = {
  "attaching evidence": ({ claim }, cleo) => attach(cleo, claim.id, evidence),
  "rebutting evidence": ({ claim, it }, cleo) =>
    attach(cleo, claim.id, { kind: "rebuttal", parent: it.id, body: { markdown: "No." } }),
  "editing what one attached": ({ it }, _, ada) =>
    edit(ada, it.id, { version: 1, body: { markdown: "Better." }, source: evidence.source }),
  "withdrawing it": ({ it }, _, ada) => withdraw(ada, it.id),
  "rating it": async ({ it }, cleo) => {
    await withdrawRating(cleo, it.id);
    await rate(cleo, it.id, { value: "unconvincing" });
  },
  "taking a rating back": ({ it }, cleo) => withdrawRating(cleo, it.id),
  voting: ({ other }, cleo) => castVote(cleo, other.id, { value: "disagree" }),
  "taking a vote back": ({ claim }, cleo) => withdrawVote(cleo, claim.id),
  flagging: ({ twin }, cleo) => flag(cleo, twin.id, { reason: "off-topic" }),
  appealing: async (s, _, ada) => {
    await exercises["a rejection"]?.act(s);
    await appeal(ada, s.it.id, { text: "It bears on it." });
  },
  "taking another name": (_s, _, ada) => renameAccount(ada, { name: "adele" }),
  "showing one's votes": (_s, cleo) => setShowsVotes(cleo, { showsVotes: true }),
  "deleting an account that keeps what it attached": (_s, _, ada) => deleteAccount(ada, { name: "ada" }),
  "deleting an account that voted": (_s, cleo) => deleteAccount(cleo, { name: "cleo" }),
  "a claim that is proposed and taken in": async ({ db, max }, cleo) => {
    await editText(max, "an-essay", { version: 0, body: { markdown: "The passage of claim 1." } });
    await propose(cleo, "an-essay", { ...wording, despite: "similar" });
    const [made] = await db.all<{ id: string }>(sql`select id from proposals`);
    await decideProposal(max, made?.id ?? "", { to: "accepted", version: 1 });
  },
  "an essay that is brought in": ({ max }) => bringInEssay(max, { title: "On fire", body: { markdown: "It burns." } }),
};

describe("a page that something changes is told so", () => {
  test.each(Object.keys(deeds))("%s", async (name) => {
    const s = await settingWithEverybody();
    const [cleo, ada] = [await s.as("cleo"), await s.as("ada")];
    expect(await untold(s, async () => deeds[name]?.(s, cleo, ada))).toEqual([]);
  });

  test.each(Object.keys(exercises))("%s, and its undo", async (name) => {
    const s = await settingWithEverybody();
    const { first, act } = exercises[name] as Exercise;
    await first?.(s);
    expect(await untold(s, () => act(s)), "done").toEqual([]);
    const id = await s.latest();
    expect(await untold(s, () => undoDecision(s.ann, id)), "undone").toEqual([]);
  });
});

test("what only counts is told by the claim, its essay and the list of essays, and by nothing else", async () => {
  const s = await setting();
  const seen = await countedUntilNow(s);
  expect(await countedSince(s, seen)).toEqual({ seen, tags: [] });
  await castVote(await s.as("dora"), s.other.id, { value: "agree" });
  const [essay] = await s.db.select().from(essays);
  const found = await countedSince(s, seen);
  const tags: Tag[] = ["essays", `claim:${s.other.id}`, `essay:${essay?.id}`];
  expect(found.tags).toEqual(tags);
  expect((await countedSince(s, found.seen)).tags).toEqual([]);
});
