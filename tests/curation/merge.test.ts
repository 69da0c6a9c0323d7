import { and, eq, sql } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { accounts, contributions, decisions, ratings } from "@/db/schema";
import { attach, rate, withdrawRating } from "@/lib/contributions/commands";
import type { RatingValue } from "@/lib/contributions/contributions";
import { contributionById } from "@/lib/contributions/list";
import { permalink } from "@/lib/contributions/queries";
import { recountRatings } from "@/lib/contributions/recount";
import { decide, splitClaim, undoDecision } from "@/lib/curation/commands";
import { newId } from "@/lib/ids";
import { type ContributionRow, contributionOf, essayWithClaims } from "../support/debate";
import { dump } from "../support/dump";
import { moot } from "../support/moot";

async function setting() {
  const m = await moot();
  const [claim, other] = await essayWithClaims(m.db, ["Water is wet", "Fire is hot"]);
  if (!claim || !other) throw new Error("no claims");
  const [ada, bob] = [await m.person("ada"), await m.person("bob")];
  const max = await m.as("max", "moderator");
  const rowOf = async (id: string) => {
    const [row] = await m.db.select().from(contributions).where(eq(contributions.id, id));
    if (!row) throw new Error("gone");
    return row;
  };
  /** As somebody at the desk: about what is there now. */
  const merge = async (from: { id: string }, into: { id: string }) =>
    decide(max, from.id, { to: "merged", version: (await rowOf(from.id)).version, mergedInto: into.id });
  const undo = async (of: { id: string }) => decide(max, of.id, { to: "undo", version: (await rowOf(of.id)).version });
  const ratingOf = async (of: ContributionRow, account: number) =>
    (
      await m.db
        .select()
        .from(ratings)
        .where(and(eq(ratings.contribution, of.rowId), eq(ratings.account, account)))
    )[0]?.value;
  return { ...m, claim, other, ada, bob, max, rowOf, merge, undo, ratingOf };
}

describe("a merge", () => {
  test("carries ratings over one a person, whose own on the target wins, and nobody's on their own", async () => {
    const { db, as, claim, ada, bob, merge, ratingOf, rowOf } = await setting();
    const [kept, twin] = [await contributionOf(db, claim, ada), await contributionOf(db, claim, bob)];
    const [cleo, dora] = [await as("cleo"), await as("dora")];
    await rate(cleo, twin.id, { value: "convincing" });
    await rate(dora, twin.id, { value: "convincing" });
    await rate(dora, kept.id, { value: "unconvincing" });
    await rate(await as("ada"), twin.id, { value: "convincing" });
    await merge(twin, kept);
    expect(await ratingOf(kept, cleo.viewer?.rowId ?? 0)).toBe("convincing");
    expect(await ratingOf(kept, dora.viewer?.rowId ?? 0)).toBe("unconvincing");
    expect(await ratingOf(kept, ada.rowId)).toBeUndefined();
    expect(await rowOf(kept.id)).toMatchObject({ convincing: 1, unconvincing: 1, ratings: 2 });
    expect(await rowOf(twin.id)).toMatchObject({
      state: "merged",
      mergedInto: kept.rowId,
      convincing: 3,
      listed: false,
    });
  });

  test("takes what answers it along, at its new depth", async () => {
    const { db, claim, ada, bob, merge, rowOf } = await setting();
    const above = await contributionOf(db, claim, ada);
    const kept = await contributionOf(db, claim, ada, { kind: "rebuttal", parent: above });
    const twin = await contributionOf(db, claim, bob, { kind: "rebuttal" });
    const answer = await contributionOf(db, claim, ada, { kind: "rebuttal", parent: twin });
    const below = await contributionOf(db, claim, bob, { kind: "rebuttal", parent: answer });
    await merge(twin, kept);
    expect(await rowOf(answer.id)).toMatchObject({ parent: kept.rowId, depth: 2 });
    expect(await rowOf(below.id)).toMatchObject({ parent: answer.rowId, depth: 3 });
    expect(await rowOf(kept.id)).toMatchObject({ answers: 1 });
    expect(await rowOf(twin.id)).toMatchObject({ answers: 0 });
  });

  test("leads whoever follows its old link to the end of the chain, which says what went into it", async () => {
    const { db, as, claim, ada, bob, merge, undo } = await setting();
    const [a, b, c] = [
      await contributionOf(db, claim, ada),
      await contributionOf(db, claim, bob),
      await contributionOf(db, claim, ada),
    ];
    await merge(a, b);
    await merge(b, c);
    const stranger = await as(null);
    expect(await permalink(stranger, a.id)).toMatchObject({ mergedInto: { id: c.id, kind: "evidence" }, merged: [] });
    expect(await contributionById(stranger, a.id)).toMatchObject({ state: "merged", mergedInto: { id: c.id } });
    expect((await permalink(stranger, c.id)).merged).toMatchObject([
      { id: a.id, author: { name: "ada" } },
      { id: b.id, author: { name: "bob" } },
    ]);
    await undo(b);
    expect(await permalink(stranger, a.id)).toMatchObject({ mergedInto: { id: b.id } });
  });

  test("sent again changes nothing, and into another one must be undone first", async () => {
    const { db, claim, ada, bob, merge } = await setting();
    const [kept, twin, third] = [
      await contributionOf(db, claim, ada),
      await contributionOf(db, claim, bob),
      await contributionOf(db, claim, bob),
    ];
    const first = await merge(twin, kept);
    const before = await dump(db);
    expect(await merge(twin, kept)).toEqual(first);
    expect(await dump(db)).toEqual(before);
    await expect(merge(twin, third)).rejects.toMatchObject({ status: 422, code: "merge.already" });
    expect(await db.select().from(decisions)).toHaveLength(1);
  });

  test("says by its address, too, what it goes into", async () => {
    const { db, claim, ada, bob, merge, rowOf } = await setting();
    const [kept, twin] = [await contributionOf(db, claim, ada), await contributionOf(db, claim, bob)];
    await merge(twin, { id: `https://moot.example/e/${kept.id}?sort=newest#answers` });
    expect((await rowOf(twin.id)).mergedInto).toBe(kept.rowId);
  });

  test("is refused into what it can't go into, at its field", async () => {
    const { db, claim, other, ada, bob, max, merge } = await setting();
    const twin = await contributionOf(db, claim, bob);
    const below = await contributionOf(db, claim, ada, {
      parent: await contributionOf(db, claim, ada, { parent: twin }),
    });
    const gone = await contributionOf(db, claim, ada, { state: "rejected" });
    const merged = await contributionOf(db, claim, ada);
    const end = await contributionOf(db, claim, ada);
    await merge(merged, end);
    const refused = async (into: { id: string } | undefined, code: string, more = {}) =>
      expect(decide(max, twin.id, { to: "merged", version: 1, mergedInto: into?.id }), code).rejects.toMatchObject({
        status: 422,
        code: `merge.${code}`,
        errors: { mergedInto: expect.any(String) },
        ...more,
      });
    await refused(undefined, "target_missing");
    await refused({ id: "nosuchone" }, "target_not_found");
    await refused(twin, "itself");
    await refused(await contributionOf(db, other, ada), "other_claim");
    await refused(await contributionOf(db, claim, ada, { stance: "contradicts" }), "other_kind");
    await refused(await contributionOf(db, claim, ada, { kind: "rebuttal" }), "other_kind");
    await refused(below, "descendant");
    await refused(gone, "not_counted");
    await refused(merged, "merged_itself", { details: { mergedInto: end.id } });
  });

  test("is not decided by whoever wrote one of the two", async () => {
    const { db, as, person, claim, ada } = await setting();
    const own = await contributionOf(db, claim, await person("carla", "curator"));
    const twin = await contributionOf(db, claim, ada);
    const wish = { to: "merged", version: 1 };
    for (const [from, into] of [
      [own, twin],
      [twin, own],
    ] as const) {
      await expect(decide(await as("carla"), from.id, { ...wish, mergedInto: into.id })).rejects.toMatchObject({
        status: 403,
        code: "contribution.own",
      });
    }
  });
});

describe("the undo of a merge", () => {
  test("of a thousand ratings with overlaps puts both back byte for byte", async () => {
    const { db, claim, ada, bob, merge, undo, rowOf } = await setting();
    const [kept, twin] = [await contributionOf(db, claim, ada), await contributionOf(db, claim, bob)];
    const answer = await contributionOf(db, claim, ada, { kind: "rebuttal", parent: twin });
    await contributionOf(db, claim, bob, { kind: "rebuttal", parent: answer });
    await db.write(async (tx) => {
      for (let i = 0; i < 1500; i++) {
        const [rater] = await tx
          .insert(accounts)
          .values({ id: newId(), name: `rater${i}`, nameSkeleton: `rater${i}`, createdAt: new Date(0) })
          .returning();
        const values = (of: ContributionRow, value: RatingValue) => ({
          contribution: of.rowId,
          account: rater?.rowId ?? 0,
          value,
          at: new Date(i),
        });
        // 0–999 rate the twin, 500–1,499 the one that is kept: half of each rate both, and not always alike.
        if (i < 1000) await tx.insert(ratings).values(values(twin, i % 3 ? "convincing" : "unconvincing"));
        if (i >= 500) await tx.insert(ratings).values(values(kept, i % 2 ? "convincing" : "unconvincing"));
      }
      for (const { rowId } of [kept, twin]) await recountRatings(tx, rowId);
    });
    const before = await dump(db);
    await merge(twin, kept);
    expect((await rowOf(kept.id)).ratings).toBe(1500);
    expect((await rowOf(kept.id)).convincing).toBe(500 + 333);
    await undo(twin);
    expect(await dump(db)).toEqual(before);
  });

  test("leaves what came meanwhile: new answers, answers that went on, ratings that were given here", async () => {
    const { db, as, claim, ada, bob, merge, undo, rowOf, ratingOf } = await setting();
    const [kept, twin] = [await contributionOf(db, claim, ada), await contributionOf(db, claim, bob)];
    const answer = await contributionOf(db, claim, ada, { kind: "rebuttal", parent: twin });
    const [cleo, dora, eve] = [await as("cleo"), await as("dora"), await as("eve")];
    for (const who of [cleo, dora, eve]) await rate(who, twin.id, { value: "convincing" });
    await merge(twin, kept);
    await rate(cleo, kept.id, { value: "unconvincing" });
    await rate(dora, kept.id, { value: "convincing" });
    await withdrawRating(eve, kept.id);
    const meanwhile = await attach(await as("finn"), claim.id, {
      kind: "rebuttal",
      parent: kept.id,
      body: { markdown: "But no." },
    });
    await undo(twin);
    expect(await ratingOf(kept, cleo.viewer?.rowId ?? 0)).toBe("unconvincing");
    expect(await ratingOf(kept, dora.viewer?.rowId ?? 0)).toBe("convincing");
    expect(await ratingOf(kept, eve.viewer?.rowId ?? 0)).toBeUndefined();
    expect(await rowOf(twin.id)).toMatchObject({ state: "unreviewed", mergedInto: null, convincing: 3, answers: 1 });
    expect(await rowOf(answer.id)).toMatchObject({ parent: twin.rowId });
    expect(await rowOf(meanwhile.id)).toMatchObject({ parent: kept.rowId });
  });

  test("lets a rating through that had no room beside the one that goes", async () => {
    const { db, as, claim, ada, bob, merge, undo, ratingOf } = await setting();
    const [kept, one, two] = [
      await contributionOf(db, claim, ada),
      await contributionOf(db, claim, bob),
      await contributionOf(db, claim, bob),
    ];
    const cleo = await as("cleo");
    const rater = cleo.viewer?.rowId ?? 0;
    await rate(cleo, one.id, { value: "convincing" });
    await rate(cleo, two.id, { value: "unconvincing" });
    await merge(one, kept);
    await merge(two, kept);
    expect(await ratingOf(kept, rater)).toBe("convincing");
    await undo(one);
    expect(await ratingOf(kept, rater)).toBe("unconvincing");
    await undo(two);
    expect(await ratingOf(kept, rater)).toBeUndefined();
  });

  test("works on the claim, too, that the target was split away to: what went into it went along", async () => {
    const { db, claim, ada, bob, max, merge, undo, rowOf } = await setting();
    const [kept, twin] = [await contributionOf(db, claim, ada), await contributionOf(db, claim, bob)];
    const answer = await contributionOf(db, claim, ada, { kind: "rebuttal", parent: twin });
    await merge(twin, kept);
    const { id } = await splitClaim(max, claim.id, {
      ...{ version: 1, statement: "Some water is wet", kind: "fact", contributions: [kept.id], reason: "Two claims." },
    });
    await undo(twin);
    const { claim: there } = await rowOf(kept.id);
    expect(id).not.toBe(claim.id);
    expect(there).not.toBe(claim.rowId);
    expect(await rowOf(answer.id)).toMatchObject({ parent: twin.rowId, claim: there });
    expect(await rowOf(twin.id)).toMatchObject({ state: "unreviewed", answers: 1, claim: there });
    await expectSound(db);
  });

  test("waits for the undo of what the target went into", async () => {
    const { db, claim, ada, bob, max, merge, undo } = await setting();
    const [a, b, c] = [
      await contributionOf(db, claim, ada),
      await contributionOf(db, claim, bob),
      await contributionOf(db, claim, ada),
    ];
    const before = await dump(db);
    await merge(a, b);
    await merge(b, c);
    const [first, second] = await db.select().from(decisions).orderBy(decisions.rowId);
    await expect(undoDecision(max, first?.id ?? "")).rejects.toMatchObject({
      status: 409,
      code: "decision.overtaken",
      details: { decision: second?.id },
    });
    await undo(b);
    await undo(a);
    expect(await dump(db)).toEqual(before);
  });
});

/** One step of somebody: a rating, an answer, a merge of one into another, by their places among all there are. */
const step = fc.oneof(
  fc.record({ do: fc.constant("rate" as const), who: fc.nat(3), of: fc.nat(9), convincing: fc.boolean() }),
  fc.record({ do: fc.constant("answer" as const), who: fc.nat(3), of: fc.nat(9) }),
  fc.record({ do: fc.constant("merge" as const), from: fc.nat(9), into: fc.nat(9) }),
);

test("whatever is merged and undone in turn, all is as it was, and no tree ever bites its tail", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 20 }), async (steps) => {
      const { db, as, claim, person, merge, undo, rowOf } = await setting();
      const names = ["ada", "bob", "cleo", "dora"];
      const all: ContributionRow[] = [];
      const at = (i: number) => all[i % all.length] as ContributionRow;
      for (const name of names) all.push(await contributionOf(db, claim, await person(name), { kind: "rebuttal" }));
      const stack: { merged: ContributionRow; before: Awaited<ReturnType<typeof dump>> }[] = [];
      for (const one of steps) {
        if (one.do === "rate") {
          if (stack.length > 0) continue;
          await rate(await as(names[one.who] ?? ""), at(one.of).id, {
            value: one.convincing ? "convincing" : "unconvincing",
          }).catch(() => {});
        } else if (one.do === "answer") {
          if (stack.length > 0) continue;
          const parent = at(one.of);
          all.push(await contributionOf(db, claim, await person(names[one.who] ?? ""), { kind: "rebuttal", parent }));
        } else {
          const before = await dump(db);
          const merged = (await rowOf(at(one.from).id)).state === "merged";
          const done = await merge(at(one.from), at(one.into)).catch((refusal) => refusal);
          if (!merged && done.state === "merged") stack.push({ merged: at(one.from), before });
          await expectSound(db);
        }
      }
      for (const { merged, before } of stack.toReversed()) {
        await undo(merged);
        expect(await dump(db)).toEqual(before);
      }
    }),
    { numRuns: 15 },
  );
}, 120_000);

test("undone in any order, the trees stay sound and nobody rates twice", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { minLength: 2, maxLength: 8 }),
      fc.array(fc.nat(7), { minLength: 8, maxLength: 8 }),
      async (merges, order) => {
        const { db, claim, as, person, merge, undo, rowOf } = await setting();
        const all: ContributionRow[] = [];
        for (let i = 0; i < 8; i++) {
          const parent = i % 3 === 0 ? undefined : all[Math.floor(i / 2)];
          all.push(
            await contributionOf(db, claim, await person(`author${i % 3}`), {
              kind: "rebuttal",
              ...(parent && { parent }),
            }),
          );
        }
        for (const [i, it] of all.entries()) {
          await rate(await as(`rater${i % 2}`), it.id, { value: i % 3 ? "convincing" : "unconvincing" });
        }
        const before = await Promise.all(all.map(({ id }) => rowOf(id)));
        for (const [from, into] of merges) {
          await merge(all[from] as ContributionRow, all[into] as ContributionRow).catch(() => {});
        }
        await expectSound(db);
        for (let round = 0; round < 3; round++) {
          for (const i of order) {
            await undo(all[i] as ContributionRow).catch(() => {});
            await expectSound(db);
          }
          for (const it of all) await undo(it).catch(() => {});
        }
        const after = await Promise.all(all.map(({ id }) => rowOf(id)));
        // Answers may have stayed where they went; what people found of each is where it was.
        const found = ({ state, convincing, unconvincing, mergedInto }: ContributionRow) => ({
          ...{ state, convincing, unconvincing, mergedInto },
        });
        expect(after.map(found)).toEqual(before.map(found));
      },
    ),
    { numRuns: 8 },
  );
}, 120_000);

/** Depths follow from parents, answers are counted, and what is carried is carried by a merge that stands. */
async function expectSound(db: Awaited<ReturnType<typeof moot>>["db"]) {
  const wrong = await db.all(sql`
    with recursive down(row_id, depth) as (
      select row_id, 0 from contributions where parent is null
      union all select c.row_id, down.depth + 1 from down join contributions c on c.parent = down.row_id
    )
    select c.id from contributions c left join down on down.row_id = c.row_id
    where down.row_id is null or down.depth <> c.depth
      or c.answers <> (select count(*) from contributions a where a.parent = c.row_id and a.listed = 1)
      or c.ratings <> (select count(*) from ratings r where r.contribution = c.row_id)
    union all
    select 'carried' from ratings r join decisions d on d.row_id = r.carried_by
    where exists (select 1 from decisions u where u.undoes = d.row_id)
    union all
    select 'own' from ratings r join contributions c on c.row_id = r.contribution and c.author = r.account`);
  expect(wrong).toEqual([]);
}
