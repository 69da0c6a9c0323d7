import { eq } from "drizzle-orm";
import { claimRevisions, claimSupports, claims } from "@/db/schema";
import { attach } from "@/lib/contributions/commands";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { invalid } from "@/lib/errors";
import { originalNamed } from "@/lib/essays/originals";
import { newId } from "@/lib/ids";
import { parse } from "@/lib/input";
import { slugify } from "@/lib/paths";
import { authorize } from "@/lib/policy/policy";
import { indexClaim } from "@/lib/search/indexing";
import { onScratch } from "../scratch";
import { type MootJson, mootJson } from "./essay-format";
import { claimColumns, insertEssay, refuseTakenSlug } from "./import/essay";

export type ImportReport = { slug: string; claims: number; evidence: number; rebuttals: number };

/** What {@link importEssay} would bring in; it is tried on a database of its own, which is then thrown away. */
export async function planEssay(ctx: Ctx, input: unknown): Promise<ImportReport> {
  authorize(ctx, "essay.import");
  const document = parse(mootJson, input);
  await refuseTakenSlug(ctx, document.slug ?? slugify(document.title));
  return onScratch(ctx.now, (scratch) => importEssay(scratch, document));
}

/** Brings an essay in, its claims and evidence with it: all or nothing. What it attaches is the viewer's. */
export async function importEssay(ctx: Ctx, input: unknown): Promise<ImportReport> {
  authorize(ctx, "essay.import");
  const document = parse(mootJson, input);
  const slug = document.slug ?? slugify(document.title);
  return inTransaction(ctx, async (ctx) => {
    await refuseTakenSlug(ctx, slug);
    const original = await originalOf(ctx, document);
    const claimIds = await insertClaims(ctx, document, slug, original);
    let rebuttals = 0;
    for (const { claim, stance, body, rebuttals: against, ...source } of document.evidence) {
      const claimId = claimIds.get(claim)?.id ?? "";
      const despite = ["same-source", "own-parent"];
      const attached = await attach(ctx, claimId, {
        kind: "evidence",
        stance,
        source,
        body: { markdown: body },
        despite,
      });
      for (const markdown of against) {
        await attach(ctx, claimId, { kind: "rebuttal", parent: attached.id, body: { markdown }, despite });
        rebuttals += 1;
      }
    }
    ctx.touched.add("essays");
    return { slug, claims: claimIds.size, evidence: document.evidence.length, rebuttals };
  });
}

type Original = { id: string; claims: Map<string, string> };

/** The essay that this one is a translation of, with the ids of its claims by their slugs; null where it is none. */
async function originalOf(ctx: Ctx, { translationOf, language, claims: all }: MootJson): Promise<Original | null> {
  if (translationOf === undefined) return null;
  const essay = await originalNamed(ctx, translationOf, language);
  const rows = await ctx.db
    .select({ id: claims.id, slug: claims.slug })
    .from(claims)
    .where(eq(claims.essay, essay.rowId));
  const bySlug = new Map(rows.map((row) => [row.slug, row.id]));
  const missing = all.find(({ translates }) => translates !== undefined && !bySlug.has(translates));
  if (missing) throw invalid({ claims: `The original has no claim ${missing.translates}.` });
  return { id: essay.id, claims: bySlug };
}

async function insertClaims(ctx: Ctx, document: MootJson, slug: string, original: Original | null) {
  const { title, author, url, language } = document;
  const translationOf = original?.id ?? null;
  const essay = await insertEssay(
    ctx,
    { id: newId(), slug, title, author, url, language, translationOf, createdAt: ctx.now },
    document.sections,
  );

  const bySlug = new Map<string, { rowId: number; id: string }>();
  for (const [position, claim] of document.claims.entries()) {
    const [row] = await ctx.db
      .insert(claims)
      .values({
        id: newId(),
        essay: essay.rowId,
        section: essay.sections[document.sections.indexOf(claim.section)] ?? 0,
        position: position + 1,
        ...claimColumns(claim),
        translates: original?.claims.get(claim.translates ?? "") ?? null,
        createdAt: ctx.now,
      })
      .returning({ rowId: claims.rowId, id: claims.id });
    if (!row) throw new Error("the claim was not inserted");
    const wording = { statement: claim.statement, kind: claim.kind, resolvesOn: claim.resolvesOn ?? null };
    await ctx.db.insert(claimRevisions).values({ claim: row.rowId, number: 1, at: ctx.now, ...wording });
    bySlug.set(claim.slug, row);
    await indexClaim(ctx.db, row.rowId);
  }
  const reasons = document.claims.flatMap((claim) =>
    claim.supports.map((slug) => ({
      claim: bySlug.get(claim.slug)?.rowId ?? 0,
      supports: bySlug.get(slug)?.rowId ?? 0,
    })),
  );
  for (const reason of reasons) await ctx.db.insert(claimSupports).values(reason).onConflictDoNothing();
  return bySlug;
}
