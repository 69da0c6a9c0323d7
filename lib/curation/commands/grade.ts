import { eq } from "drizzle-orm";
import { sourceGrades } from "@/db/schema";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { invalid, stale } from "@/lib/errors";
import { parse } from "@/lib/input";
import { ownedDomain } from "@/lib/links/domain";
import { authorize } from "@/lib/policy/policy";
import { type Grade, type GradeReceipt, ungraded } from "../grades";
import { gradeInput, ungradeInput } from "../input";
import { gradeRow, timesGraded } from "../queries/grades";
import { recordDecision } from "../record";
import type { Undoer } from "../undoer";

type GradeRow = typeof sourceGrades.$inferSelect;

/**
 * Says what a source's site is worth, for it and the domains below it that have no grade of their own. `version` is how
 * often it was graded when the moderator looked. The same again changes nothing.
 */
export async function gradeSource(ctx: Ctx, site: string, input: unknown): Promise<GradeReceipt> {
  const { version, ...wish } = parse(gradeInput, input);
  return setGrade(ctx, site, version, wish);
}

/** Takes a site's grade off. */
export async function ungradeSource(ctx: Ctx, site: string, input: unknown): Promise<GradeReceipt> {
  const { version, rationale } = parse(ungradeInput, input);
  return setGrade(ctx, site, version, { grade: null, rationale });
}

type Wish = { grade: Grade | null; rationale: string };

const setGrade = (ctx: Ctx, site: string, version: number, { grade, rationale }: Wish): Promise<GradeReceipt> =>
  inTransaction(ctx, async (ctx) => {
    const viewer = authorize(ctx, "source.grade");
    const domain = ownedDomain(site);
    if (domain === null) {
      throw invalid(
        { domain: "Give a site that belongs to somebody, example.org for instance: not all of co.uk or github.io." },
        "source.domain",
      );
    }
    const before = await gradeRow(ctx, domain);
    const times = await timesGraded(ctx, domain);
    const same = grade === null ? before === null : before?.grade === grade && before.rationale === rationale;
    if (same) return { domain, grade, version: times };
    if (version !== times) throw stale("grade", times);

    await put(ctx, domain, grade && { domain, grade, rationale, by: viewer.rowId, at: ctx.now });
    await recordDecision(ctx, viewer, {
      action: "grade",
      subject: domain,
      from: before?.grade ?? ungraded,
      to: grade ?? ungraded,
      reasonText: rationale,
      before: before && { ...before, at: before.at.getTime() },
    });
    return { domain, grade, version: times + 1 };
  });

/** Every page that shows evidence may show some from there. */
async function put(ctx: Ctx, domain: string, row: GradeRow | null): Promise<void> {
  await ctx.db.delete(sourceGrades).where(eq(sourceGrades.domain, domain));
  if (row) await ctx.db.insert(sourceGrades).values(row);
  ctx.touched.add("grades");
}

export const undoGrade: Undoer = async (ctx, { subject, before }) => {
  if (subject === null) throw new Error("a grade of nothing");
  const row = before as (Omit<GradeRow, "at"> & { at: number }) | null;
  await put(ctx, subject, row && { ...row, at: new Date(row.at) });
};
