import { rm } from "node:fs/promises";
import path from "node:path";
import { type Database, openDatabase } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import type { Role } from "@/lib/accounts/accounts";
import { addByOperator, signUp } from "@/lib/accounts/commands";
import { resolvableKinds } from "@/lib/claims/claims";
import { listClaims } from "@/lib/claims/queries";
import { attach, rate, withdraw } from "@/lib/contributions/commands";
import { type Ctx, createCtx } from "@/lib/ctx";
import { decide, flag, gradeSource, lockClaim, resolveClaim } from "@/lib/curation/commands";
import { seed } from "@/lib/interchange/seed";
import { paths } from "@/lib/paths";
import { castVote } from "@/lib/votes/commands";
import { testFolder } from "./folder";
import { password } from "./people";
import { type RunningMoot, startMoot } from "./server";

/** Pages of a debate in which everything has happened once. Ada and Bob are members, Mo moderates, Ann administers. */
export type Lively = {
  /** Claims: argued in every way, never argued, locked, resolved. */
  argued: string;
  unargued: string;
  locked: string;
  resolved: string;
  /** Ada's evidence on the argued claim, and its page for her alone. */
  evidence: string;
  /** Bob's rebuttal of it. */
  rebuttal: string;
  /** The last of fifteen rebuttals, each of the one before it. */
  deepest: string;
  /** Withdrawn by Ada, answered by Bob. */
  withdrawn: string;
};

/** A Moot with such a debate in it, and how to end it. */
export async function startLively(): Promise<{ moot: RunningMoot; pages: Lively; stop: () => Promise<void> }> {
  const dataDir = await testFolder("lively");
  const db = await openDatabase({ url: `file:${path.join(dataDir, "moot.db")}` });
  await migrateDatabase(db);
  await seed(db, "starter");
  const pages = await argue(db);
  db.close();
  const moot = await startMoot({ dataDir });
  const stop = async () => {
    await moot.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { moot, pages, stop };
}

async function person(db: Database, name: string, role: Role = "member"): Promise<Ctx> {
  const { viewer } = await signUp(createCtx(db), { name, password });
  if (role !== "member") await addByOperator(createCtx(db), { name, role });
  return createCtx(db, { ...viewer, role });
}

async function argue(db: Database): Promise<Lively> {
  const ada = await person(db, "Ada");
  const bob = await person(db, "Bob");
  const mo = await person(db, "Mo", "moderator");
  await person(db, "Ann", "admin");

  const { items } = await listClaims(ada, { sort: "essay", cursor: null });
  const byArgued = [...items].sort((a, b) => b.counts.supporting - a.counts.supporting);
  const [argued, locked] = byArgued;
  const unargued = byArgued.at(-1);
  const resolved = byArgued.find((one) => one !== argued && one !== locked && resolvableKinds.includes(one.kind));
  if (!argued || !locked || !unargued || !resolved) throw new Error("the essay has too few claims");

  const evidenceOf = (ctx: Ctx, words: string, source: object) =>
    attach(ctx, argued.id, { kind: "evidence", stance: "contradicts", body: { markdown: words }, source });
  const rebuttalOf = (ctx: Ctx, parent: string | null, words: string) =>
    attach(ctx, argued.id, { kind: "rebuttal", parent, body: { markdown: words } });

  const evidence = await evidenceOf(ada, "Measured **twice**, with the same outcome:\n\n- in May\n- in June", {
    url: `https://example.org/${"a-very-long-address-without-any-place-to-break".repeat(4)}`,
    title: "The gap, measured",
    author: "Grace Hopper",
    date: "2026-05",
    type: "study",
    excerpt: "the gap was four months",
  });
  const rebuttal = await rebuttalOf(bob, evidence.id, `Not by much: ${"anunbrokenword".repeat(12)}.`);
  await rate(bob, evidence.id, { value: "convincing" });
  await rate(ada, rebuttal.id, { value: "unconvincing" });
  await decide(mo, evidence.id, { to: "accepted", version: 1 });

  const turned = await evidenceOf(bob, "Everybody knows it.", { citation: "Heard it somewhere, 2024" });
  await decide(mo, turned.id, { to: "rejected", version: 1, reason: { code: "off-topic", text: "It is hearsay." } });
  const wanting = await evidenceOf(bob, "There was a survey.", { citation: "A survey, 2025" });
  await decide(mo, wanting.id, { to: "needs-source", version: 1, reason: { text: "Which survey?" } });
  const withdrawn = await evidenceOf(ada, "This was a mistake.", { url: "https://example.org/mistake" });
  await rebuttalOf(bob, withdrawn.id, "It answers a mistake.");
  await withdraw(ada, withdrawn.id);

  let deepest = await rebuttalOf(ada, null, "The claim mixes two things up.");
  for (let depth = 1; depth < 15; depth += 1) {
    deepest = await rebuttalOf(depth % 2 ? bob : ada, deepest.id, `No, and here is why, at length ${depth}.`);
  }
  await flag(ada, rebuttal.id, { reason: "other", text: "It says nothing." });

  const rationale = "It is often first, and often wrong.";
  await gradeSource(mo, "graded.example", { grade: "mixed", rationale, version: 0 });

  await castVote(ada, argued.id, { value: "agree" });
  await castVote(bob, argued.id, { value: "disagree" });
  await castVote(mo, argued.id, { value: "unsure" });
  const ground = await attach(bob, resolved.id, {
    ...{ kind: "evidence", stance: "supports", body: { markdown: "It was counted." } },
    source: { url: "https://example.org/counted", title: "Counted, by hand" },
  });
  await resolveClaim(mo, resolved.id, {
    ...{ version: 1, outcome: "mostly-true", contributions: [ground.id] },
    reasons: "The count agrees with the claim but for one year.\n\nThat year is in the source's appendix.",
  });
  await lockClaim(mo, locked.id, { lock: "hold-new", reason: "A calmer day will come.", until: "2099-01-01" });
  await attach(bob, locked.id, { kind: "rebuttal", body: { markdown: "I hold otherwise." } });

  return {
    argued: paths.claim(argued),
    unargued: paths.claim(unargued),
    locked: paths.claim(locked),
    resolved: paths.claim(resolved),
    evidence: evidence.url,
    rebuttal: rebuttal.url,
    deepest: deepest.url,
    withdrawn: withdrawn.url,
  };
}
