import { essayTexts } from "@/db/schema";
import type { Viewer } from "@/lib/accounts/accounts";
import type { Ctx } from "@/lib/ctx";
import { recordDecision } from "@/lib/curation/record";
import type { EssayBody } from "@/lib/rich-text/document";
import { movePassages, type Plan } from "./anchor-passages";
import type { TextRow } from "./text-queries";
import type { PassageChange } from "./texts";

type NewText = { body: EssayBody; text: string; note: string | null };
type EssayRow = { rowId: number; id: string };

/** What became of each passage of a claim that stands. */
export type EditedText = { number: number; passages: PassageChange[] };

/** Stores a version with its row of the log, and moves the passages. To be called in a transaction. */
export async function storeText(
  ctx: Ctx,
  by: Viewer,
  essay: EssayRow,
  before: TextRow | undefined,
  written: NewText,
  plan: Plan,
): Promise<EditedText> {
  const text = await insertText(ctx, by, essay, before, written);
  const passages = await movePassages(ctx, essay.rowId, plan, before, text);
  await recordDecision(ctx, by, {
    action: "edit-text",
    essay: essay.rowId,
    from: before ? String(before.number) : null,
    to: String(text.number),
    reasonText: written.note,
  });
  return { number: text.number, passages };
}

/** The next version of the essay's text, as a row. */
export async function insertText(
  ctx: Ctx,
  by: Viewer,
  essay: EssayRow,
  before: Pick<TextRow, "number"> | undefined,
  { body, text, note }: NewText,
): Promise<TextRow> {
  const number = (before?.number ?? 0) + 1;
  const [row] = await ctx.db
    .insert(essayTexts)
    .values({
      ...{ essay: essay.rowId, number, by: by.rowId, byRole: by.role, at: ctx.now, note, text },
      body: JSON.stringify(body),
    })
    .returning();
  if (!row) throw new Error("the text was not inserted");
  ctx.touched.add(`essay:${essay.id}`).add("essays");
  return row;
}
