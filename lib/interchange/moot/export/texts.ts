import { and, asc, eq, inArray } from "drizzle-orm";
import { essayTexts, passages } from "@/db/schema";
import type { ClaimPart, TextPart } from "../format";
import type { Exported } from "./exported";
import { iso } from "./times";

/** Every version of the essay's text, the oldest first, one at a time: a long essay may have had many. */
export async function* textParts({ ctx, found }: Exported): AsyncGenerator<TextPart[]> {
  if (found.kind !== "essay") return;
  const rows = await ctx.db
    .select({ rowId: essayTexts.rowId })
    .from(essayTexts)
    .where(eq(essayTexts.essay, found.essay.rowId))
    .orderBy(asc(essayTexts.number));
  for (const { rowId } of rows) {
    const texts = await ctx.db.select().from(essayTexts).where(eq(essayTexts.rowId, rowId));
    yield texts.map(({ number, byRole, at, note, body }) => ({
      ...{ number, byRole, at: iso(at), note },
      body: JSON.parse(body) as unknown,
    }));
  }
}

/** Where the passages of these claims stand in the newest text, by the claims' row ids. */
export async function passagesOf(
  { ctx, found }: Exported,
  claims: number[],
): Promise<Map<number, ClaimPart["passage"]>> {
  if (found.kind !== "essay") return new Map();
  const rows = await ctx.db
    .select({ claim: passages.claim, how: passages.how, start: passages.start, end: passages.end })
    .from(passages)
    .innerJoin(essayTexts, and(eq(essayTexts.rowId, passages.text), eq(essayTexts.essay, found.essay.rowId)))
    .where(inArray(passages.claim, claims));
  return new Map(rows.map(({ claim, ...passage }) => [claim, passage]));
}
