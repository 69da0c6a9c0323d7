import type { Database } from "@/db/client";
import { claimRevisions, claims, contributions, essays, revisions, sections } from "@/db/schema";
import type { ContributionKind, Source, Stance, State } from "@/lib/contributions/contributions";
import { settleAround } from "@/lib/contributions/recount";
import { requeue } from "@/lib/curation/requeue";
import { newId } from "@/lib/ids";
import { slugify } from "@/lib/paths";
import { indexClaim, indexContribution } from "@/lib/search/indexing";

export type ClaimRow = typeof claims.$inferSelect;
export type ContributionRow = typeof contributions.$inferSelect;

/** An essay of one section with a claim a statement, as rows: for tests of what happens to them, not of how they came. */
export async function essayWithClaims(db: Database, statements: string[], title = "An essay"): Promise<ClaimRow[]> {
  return db.write(async (tx) => {
    const at = new Date("2026-10-01T00:00:00Z");
    const slug = slugify(title);
    const [essay] = await tx.insert(essays).values({ id: newId(), slug, title, createdAt: at }).returning();
    if (!essay) throw new Error("no essay");
    const [section] = await tx.insert(sections).values({ essay: essay.rowId, position: 1, title: "One" }).returning();
    if (!section) throw new Error("no section");
    const made: ClaimRow[] = [];
    for (const [i, statement] of statements.entries()) {
      const [claim] = await tx
        .insert(claims)
        .values({
          id: newId(),
          essay: essay.rowId,
          section: section.rowId,
          position: i + 1,
          slug: slugify(statement),
          kind: "fact",
          statement,
          quoteExact: `The passage of claim ${i + 1}`,
          createdAt: at,
        })
        .returning();
      if (!claim) throw new Error("no claim");
      await tx.insert(claimRevisions).values({ claim: claim.rowId, number: 1, at, statement, kind: "fact" });
      await indexClaim(tx, claim.rowId);
      made.push(claim);
    }
    return made;
  });
}

/** A claim of an essay of its own. */
export async function aClaim({ db }: { db: Database }): Promise<ClaimRow> {
  const [claim] = await essayWithClaims(db, ["Open models lag."], `An essay ${newId()}`);
  if (!claim) throw new Error("no claim");
  return claim;
}

type Attached = {
  kind?: ContributionKind;
  stance?: Stance;
  state?: State;
  stateReasonCode?: string;
  parent?: ContributionRow;
  text?: string;
  source?: Partial<Source>;
  at?: Date;
};

/** A contribution in any state, as a row. */
export async function contributionOf(
  db: Database,
  claim: ClaimRow,
  author: { rowId: number },
  {
    kind = "evidence",
    stance = "supports",
    state = "unreviewed",
    parent,
    text = "A text.",
    source = {},
    ...more
  }: Attached = {},
): Promise<ContributionRow> {
  const at = more.at ?? new Date("2026-10-02T00:00:00Z");
  return db.write(async (tx) => {
    const [row] = await tx
      .insert(contributions)
      .values({
        id: newId(),
        claim: claim.rowId,
        parent: parent?.rowId ?? null,
        depth: parent ? parent.depth + 1 : 0,
        kind,
        stance: kind === "rebuttal" ? "contradicts" : stance,
        author: author.rowId,
        state,
        stateReasonCode: more.stateReasonCode ?? null,
        listed: false,
        createdAt: at,
        shownAt: state === "held" ? null : at,
        answersTo: parent && parent.author !== author.rowId ? parent.author : null,
      })
      .returning();
    if (!row) throw new Error("no contribution");
    await tx.insert(revisions).values({
      contribution: row.rowId,
      number: 1,
      by: author.rowId,
      at,
      body: { type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text }] }] },
      text,
      sourceUrl: source.url ?? null,
      sourceCitation: source.citation ?? null,
      sourceTitle: source.title ?? null,
      sourceAuthor: source.author ?? null,
      sourcePublisher: source.publisher ?? null,
      sourceExcerpt: source.excerpt ?? null,
    });
    await settleAround(tx, row.rowId, null);
    await indexContribution(tx, row.rowId);
    await requeue(tx, row.rowId);
    return row;
  });
}
