import { eq, sql } from "drizzle-orm";
import { claims, contributions, decisions } from "@/db/schema";
import { ban, grantRole, unban } from "@/lib/accounts/commands";
import { rate } from "@/lib/contributions/commands";
import {
  addReason,
  answerAppeal,
  appeal,
  attachArchive,
  changeRule,
  checkQuote,
  decide,
  decideMany,
  editClaim,
  flag,
  gradeSource,
  lockClaim,
  mergeClaims,
  moveClaim,
  pin,
  resolveClaim,
  retireReason,
  splitClaim,
  ungradeSource,
  unlockClaim,
  unpin,
  wordReason,
} from "@/lib/curation/commands";
import { describeEssay, editText, makeClaim, placePassage, translateClaim } from "@/lib/essays/commands";
import { castVote } from "@/lib/votes/commands";
import { contributionOf, essayWithClaims } from "../support/debate";
import { moot } from "../support/moot";

export type Setting = Awaited<ReturnType<typeof setting>>;

/** A claim with two pieces of evidence that say the same, rated, flagged and answered; a moderator, an admin. */
export async function setting() {
  const m = await moot();
  const [claim, other] = await essayWithClaims(m.db, ["Water is wet", "Water makes wet"]);
  if (!claim || !other) throw new Error("no claims");
  const [ada, bob] = [await m.person("ada"), await m.person("bob")];
  const source = { url: "https://example.org/water", title: "On water", excerpt: "It is wet." };
  const it = await contributionOf(m.db, claim, ada, { source });
  const twin = await contributionOf(m.db, claim, bob, { source });
  await contributionOf(m.db, claim, bob, { kind: "rebuttal", parent: it });
  await m.db.write((tx) => tx.update(contributions).set({ sourceKey: "example.org/water" }));
  await rate(await m.as("cleo"), it.id, { value: "convincing" });
  await rate(await m.as("cleo"), twin.id, { value: "unconvincing" });
  await rate(await m.as("dora"), it.id, { value: "convincing" });
  await flag(await m.as("cleo"), it.id, { reason: "off-topic" });
  await castVote(await m.as("cleo"), claim.id, { value: "agree" });
  const latest = async () =>
    (await m.db.select().from(decisions).orderBy(decisions.rowId)).findLast(isDecided)?.id ?? "";
  const [max, mo, ann] = [await m.as("max", "moderator"), await m.as("mo", "moderator"), await m.as("ann", "admin")];
  return { ...m, ada, claim, other, it, twin, max, mo, ann, everybody: [max, mo, ann], latest };
}

/** What is held by a ban and let go with it has rows that follow the ban's own. */
const isDecided = ({ action }: { action: string }) => action !== "ban-hold" && action !== "ban-release";

const withText = ({ max }: Setting) =>
  editText(max, "an-essay", { version: 0, body: { markdown: "The passage of claim 1. Water runs. Thus wet." } });

/** What a moderator or an admin does, what must have been done before, and the tables in which an undo is a row, too. */
export type Exercise = {
  first?: (s: Setting) => Promise<unknown>;
  act: (s: Setting) => Promise<unknown>;
  leaves?: string[];
};

const reject = ({ max, it }: Setting) =>
  decide(max, it.id, { to: "rejected", version: 1, reason: { code: "off-topic" } });
const reason = "It reads better so.";

/** Every kind of decision. */
export const exercises: Record<string, Exercise> = {
  "an acceptance": { act: ({ max, it }) => decide(max, it.id, { to: "accepted", version: 1 }) },
  "a rejection": { act: reject },
  "a wish for a source": {
    act: ({ max, it }) => decide(max, it.id, { to: "needs-source", version: 1, reason: { text: "Which?" } }),
  },
  "a removal": { act: ({ max, it }) => decide(max, it.id, { to: "removed", version: 1, reason: { code: "spam" } }) },
  "a merge": { act: ({ max, it, twin }) => decide(max, it.id, { to: "merged", version: 1, mergedInto: twin.id }) },
  "one of many decisions": {
    act: ({ max, it }) => decideMany(max, { to: "accepted", items: [{ id: it.id, version: 1 }] }),
  },
  "an answer to an appeal": {
    first: async (s) => {
      await reject(s);
      await appeal(await s.as("ada"), s.it.id, { text: "It bears on it." });
    },
    act: async ({ db, mo }) => {
      const [open] = await db.all<{ id: string }>(sql`select id from appeals`);
      return answerAppeal(mo, open?.id ?? "", { outcome: "upheld", text: "So it does." });
    },
  },
  "a pin": { act: ({ max, it }) => pin(max, it.id) },
  "a pin taken off": { first: ({ max, it }) => pin(max, it.id), act: ({ max, it }) => unpin(max, it.id) },
  "a look at a quotation": { act: ({ max, it }) => checkQuote(max, it.id, { result: "verified", version: 1 }) },
  "an archived copy": {
    act: ({ max, it }) => attachArchive(max, it.id, { url: "https://archive.example/1/https://example.org/water" }),
  },
  "a lock": { act: ({ max, claim }) => lockClaim(max, claim.id, { lock: "hold-new", reason }) },
  "a lock taken off": {
    first: ({ max, claim }) => lockClaim(max, claim.id, { lock: "hold-new", reason, until: "2026-12-01" }),
    act: ({ max, claim }) => unlockClaim(max, claim.id),
  },
  "a claim's new wording": {
    act: ({ max, claim }) => editClaim(max, claim.id, { version: 1, statement: "Water feels wet", reason }),
    leaves: ["claim_revisions"],
  },
  "a merge of claims": {
    act: ({ max, claim, other }) => mergeClaims(max, claim.id, { into: other.id, version: 1, reason }),
    leaves: ["moves"],
  },
  "a resolution": {
    act: ({ max, claim, it }) =>
      resolveClaim(max, claim.id, { version: 1, outcome: "mixed", reasons: reason, contributions: [it.id] }),
    leaves: ["resolutions", "resolution_grounds"],
  },
  "a resolution in place of another": {
    first: ({ max, claim }) => resolveClaim(max, claim.id, { version: 1, outcome: "true", reasons: reason }),
    act: async (s) =>
      resolveClaim(s.max, s.claim.id, { version: 1, outcome: "false", reasons: reason, replaces: await s.latest() }),
    leaves: ["resolutions"],
  },
  "a move to another essay": {
    first: ({ db }) => essayWithClaims(db, ["Ice is cold"], "On winter"),
    act: ({ max, claim }) => moveClaim(max, claim.id, { essay: "on-winter", version: 1, reason }),
  },
  "a claim that is made": {
    first: withText,
    act: ({ max, claim }) =>
      makeClaim(max, "an-essay", {
        ...{ statement: "Water runs", kind: "fact", quote: { exact: "Water runs." }, supports: [claim.id] },
      }),
    // It stays as a row that is nowhere, for the log's sake.
    leaves: ["claims", "claim_revisions", "sections"],
  },
  "a text's change": {
    first: withText,
    act: ({ max }) =>
      editText(max, "an-essay", { version: 1, body: { markdown: "The passage of claim 1, and nothing else." } }),
    leaves: ["essay_texts", "passages"],
  },
  "an essay's new title": {
    act: ({ max }) => describeEssay(max, "an-essay", { title: "On water", author: "Thales" }),
  },
  "a passage that is placed": {
    first: withText,
    act: ({ max, other }) => placePassage(max, other.id, { quote: { exact: "Water runs." }, reason }),
  },
  "a new language": { act: ({ max }) => describeEssay(max, "an-essay", { language: "la" }) },
  "a claim that is tied to the original's": {
    first: async ({ db, max }) => {
      await essayWithClaims(db, ["Ice is cold"], "On winter");
      await describeEssay(max, "an-essay", { language: "la", translationOf: "on-winter" });
    },
    act: async ({ db, max, claim }) => {
      const [cold] = await db.select().from(claims).where(eq(claims.statement, "Ice is cold"));
      return translateClaim(max, claim.id, { translates: cold?.id, reason });
    },
  },
  "a grade": {
    act: ({ max }) => gradeSource(max, "example.org", { grade: "mixed", rationale: reason, version: 0 }),
  },
  "a grade taken back": {
    first: ({ max }) => gradeSource(max, "example.org", { grade: "mixed", rationale: reason, version: 0 }),
    act: ({ max }) => ungradeSource(max, "example.org", { rationale: reason, version: 1 }),
  },
  "a rule's change": { act: ({ ann }) => changeRule(ann, "too-many-links", { enabled: true, threshold: 7 }) },
  "a reason's wording": { act: ({ ann }) => wordReason(ann, "reject", "spam", { label: "It is an advertisement" }) },
  "a reason retired": { act: ({ ann }) => retireReason(ann, "reject", "uncivil") },
  "a reason more": { act: ({ ann }) => addReason(ann, "reject", { label: "It is out of date" }) },
  "a ban": { act: ({ max, ada }) => ban(max, ada.id, { reason, days: 3 }) },
  "a ban that hides what was attached": { act: ({ max, ada }) => ban(max, ada.id, { reason, hides: true }) },
  "a ban lifted": {
    first: ({ max, ada }) => ban(max, ada.id, { reason, hides: true }),
    act: ({ max, ada }) => unban(max, ada.id, { reason }),
  },
  "a role": { act: ({ ann, ada }) => grantRole(ann, ada.id, { role: "curator", reason }) },
  "a split of a claim": {
    act: ({ max, claim, it }) =>
      splitClaim(max, claim.id, {
        ...{ version: 1, statement: "Some water is wet", kind: "fact", quote: "The passage", contributions: [it.id] },
        reason,
      }),
    // The new claim keeps its address: it goes into the one it came from.
    leaves: ["claims", "claim_revisions", "moves", "search_index"],
  },
};
