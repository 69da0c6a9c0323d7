import { eq } from "drizzle-orm";
import { claimRevisions, claimSupports, claims, essays, sections } from "@/db/schema";
import { attach } from "@/lib/contributions/commands";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { Refusal } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { parse } from "@/lib/input";
import { slugify } from "@/lib/paths";
import { authorize } from "@/lib/policy/policy";
import { indexClaim } from "@/lib/search/indexing";
import { type MootJson, mootJson } from "./essay-format";

export type ImportReport = { slug: string; claims: number; evidence: number; rebuttals: number };

/** Brings an essay in, its claims and evidence with it: all or nothing. What it attaches is the viewer's. */
export async function importEssay(ctx: Ctx, input: unknown): Promise<ImportReport> {
  authorize(ctx, "essay.import");
  const document = parse(mootJson, input);
  const slug = document.slug ?? slugify(document.title);
  return inTransaction(ctx, async (ctx) => {
    const [there] = await ctx.db.select({ id: essays.id }).from(essays).where(eq(essays.slug, slug));
    if (there)
      throw new Refusal(
        409,
        "essay.already_there",
        `There is an essay at ${slug} already. Give this one another slug.`,
      );
    const claimIds = await insertEssay(ctx, document, slug);
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

async function insertEssay(ctx: Ctx, document: MootJson, slug: string) {
  const { title, author, url } = document;
  const [essay] = await ctx.db
    .insert(essays)
    .values({ id: newId(), slug, title, author, url, createdAt: ctx.now })
    .returning();
  if (!essay) throw new Error("the essay was not inserted");
  const sectionRows = await ctx.db
    .insert(sections)
    .values(document.sections.map((title, position) => ({ essay: essay.rowId, position, title })))
    .returning();
  const sectionOf = new Map(sectionRows.map((row) => [row.title, row.rowId]));

  const bySlug = new Map<string, { rowId: number; id: string }>();
  for (const [position, claim] of document.claims.entries()) {
    const [row] = await ctx.db
      .insert(claims)
      .values({
        id: newId(),
        essay: essay.rowId,
        section: sectionOf.get(claim.section) ?? 0,
        position: position + 1,
        slug: claim.slug,
        kind: claim.kind,
        statement: claim.statement,
        quoteExact: claim.quote.exact,
        quotePrefix: claim.quote.prefix,
        quoteSuffix: claim.quote.suffix,
        resolvesOn: claim.resolvesOn,
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
