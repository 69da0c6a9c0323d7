import { type Ctx, inTransaction } from "@/lib/ctx";
import { parse } from "@/lib/input";
import { authorize } from "@/lib/policy/policy";
import type { EssayBody } from "@/lib/rich-text/document";
import { planPassages } from "../anchor-passages";
import { editTextInput } from "../input";
import { staleText } from "../passage-in";
import { essayRow } from "../queries";
import { readText } from "../read-text";
import { type EditedText, storeText } from "../store-text";
import { newestText } from "../text-queries";

/**
 * Gives an essay a new version of its text, or its first, and its claims their places in it. Answers what became of each
 * passage. The text that it has already changes nothing.
 */
export async function editText(ctx: Ctx, slug: string, input: unknown): Promise<EditedText> {
  const { version, note, ...given } = parse(editTextInput, input);
  const written = { ...readText(given), note };
  const essay = await essayRow(ctx, slug);
  const seen = await newestText(ctx, essay.rowId);
  authorize(ctx, "essay.edit");
  const plan = await planPassages(ctx, essay.rowId, seen, written.text);
  return inTransaction(ctx, async (ctx) => {
    const viewer = authorize(ctx, "essay.edit");
    const newest = await newestText(ctx, essay.rowId);
    if (newest && newest.body === JSON.stringify(written.body)) return { number: newest.number, passages: [] };
    if ((newest?.number ?? 0) !== version) throw staleText(newest?.number ?? 0);
    return storeText(ctx, viewer, essay, newest, written, plan);
  });
}

export type PreviewedText = EditedText & { body: EssayBody };

/** What {@link editText} would do to the passages, without doing it. */
export async function previewText(ctx: Ctx, slug: string, input: unknown): Promise<PreviewedText> {
  const { version, note: _, ...given } = parse(editTextInput, input);
  const { text, body } = readText(given);
  authorize(ctx, "essay.edit");
  const essay = await essayRow(ctx, slug);
  const newest = await newestText(ctx, essay.rowId);
  if ((newest?.number ?? 0) !== version) throw staleText(newest?.number ?? 0);
  const plan = await planPassages(ctx, essay.rowId, newest, text);
  return {
    number: version + 1,
    passages: [...plan.values()].filter(({ stands }) => stands).map(({ change }) => change),
    body,
  };
}
