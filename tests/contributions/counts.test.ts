import { desc } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Database } from "@/db/client";
import { claims, contributions } from "@/db/schema";
import { deleteAccount } from "@/lib/accounts/commands";
import { edit, rate, withdraw, withdrawRating } from "@/lib/contributions/commands";
import { recountClaim, recountPlace, recountRatings } from "@/lib/contributions/recount";
import { decide, editClaim } from "@/lib/curation/commands";
import { Refusal } from "@/lib/errors";
import { castVote, withdrawVote } from "@/lib/votes/commands";
import { recountTally } from "@/lib/votes/recount";
import { type ContributionRow, contributionOf, essayWithClaims } from "../support/debate";
import { moot } from "../support/moot";

const names = ["ada", "bob", "cleo"];
const deeds = [
  "vote",
  "vote again",
  "take the vote back",
  "rate",
  "take the rating back",
  "accept",
  "reject",
  "remove",
  "merge",
  "undo",
  "withdraw",
  "turn over",
  "reword the claim",
  "leave",
] as const;
const refused = (error: unknown) => {
  if (!(error instanceof Refusal)) throw error;
};

test("whatever people and curators do, in whatever order, all counts are as if counted anew", async () => {
  const some = fc.nat({ max: 5 });
  const doings = fc.array(fc.tuple(fc.constantFrom(...deeds), fc.constantFrom(...names), some, some), {
    maxLength: 30,
  });
  await fc.assert(
    fc.asyncProperty(doings, async (doings) => {
      const m = await moot();
      const two = await essayWithClaims(m.db, ["Water boils.", "Fire is hot."]);
      const max = await m.as("max", "moderator");
      const gone = new Set<string>();
      const all = await tree(m.db, two, await m.person("ada"), await m.person("bob"));
      for (const [deed, name, first, second] of doings) {
        const claim = two[first % two.length];
        const [it, other] = [all[first % all.length], all[second % all.length]];
        if (!claim || !it || !other || gone.has(name)) continue;
        const who = await m.as(name);
        const [now] = (await m.db.select().from(contributions)).filter(({ rowId }) => rowId === it.rowId);
        const version = now?.version ?? 0;
        const reason = { code: deed === "remove" ? "spam" : deed === "reject" ? "off-topic" : undefined };
        const to = (state: string) => decide(max, it.id, { to: state, version, reason, mergedInto: other.id });
        const done = {
          vote: () => castVote(who, claim.id, { value: second % 2 ? "agree" : "unsure" }),
          "vote again": () => castVote(who, claim.id, { value: "disagree" }),
          "take the vote back": () => withdrawVote(who, claim.id),
          rate: () => rate(who, it.id, { value: second % 2 ? "convincing" : "unconvincing" }),
          "take the rating back": () => withdrawRating(who, it.id),
          accept: () => to("accepted"),
          reject: () => to("rejected"),
          remove: () => to("removed"),
          merge: () => to("merged"),
          undo: () => to("undo"),
          withdraw: () => withdraw(who, it.id),
          "turn over": () => edit(who, it.id, { ...turned(now ?? it), version }),
          "reword the claim": async () => {
            const [{ version = 0 } = {}] = (await m.db.select().from(claims)).filter(({ id }) => id === claim.id);
            await editClaim(max, claim.id, { statement: `Reworded ${second}`, version, reason: "Clearer." });
          },
          leave: () => deleteAccount(who, { name }).then(() => gone.add(name)),
        }[deed];
        await done().catch(refused);
        await countedAnew(m.db);
      }
    }),
    { numRuns: 60 },
  );
}, 120_000);

/** Three levels on one claim, one of them by each; and one on the other. */
async function tree(
  db: Database,
  [water, fire]: Awaited<ReturnType<typeof essayWithClaims>>,
  ada: Person,
  bob: Person,
) {
  if (!water || !fire) throw new Error("no claims");
  const top = await contributionOf(db, water, ada);
  const twin = await contributionOf(db, water, bob);
  const answer = await contributionOf(db, water, bob, { kind: "rebuttal", parent: top });
  const below = await contributionOf(db, water, ada, { kind: "rebuttal", parent: answer });
  const last = await contributionOf(db, water, bob, { parent: below });
  return [top, twin, answer, below, last, await contributionOf(db, fire, ada)];
}
type Person = Awaited<ReturnType<Awaited<ReturnType<typeof moot>>["person"]>>;

const turned = ({ kind, stance }: ContributionRow) => ({
  kind,
  stance: stance === "supports" ? "contradicts" : "supports",
  body: { markdown: "The other way round." },
  source: { url: "https://example.org/other" },
});

/** Counting anew changes no row. */
async function countedAnew(db: Database) {
  const kept = async () => [await db.select().from(claims), await db.select().from(contributions)];
  const before = await kept();
  await db.write(async (tx) => {
    for (const { rowId } of await tx.select().from(contributions).orderBy(desc(contributions.depth))) {
      await recountRatings(tx, rowId);
      await recountPlace(tx, rowId);
    }
    for (const { rowId } of await tx.select().from(claims)) {
      await recountTally(tx, rowId);
      await recountClaim(tx, rowId);
    }
  });
  expect(await kept()).toEqual(before);
}
