import type { Ctx } from "@/lib/ctx";
import { sectionsOf } from "@/lib/essays/headings";
import { essayAlone, essayRow } from "@/lib/essays/queries";
import { essayText } from "@/lib/essays/text-queries";
import { translationsOfText } from "@/lib/essays/translations";

/** Everything that an essay's text is shown with: where its claims stand in it, its sections, and its other languages. */
export async function essayTextPage(ctx: Ctx, slug: string) {
  const text = await essayText(ctx, slug);
  const inFull = await translationsOfText(ctx, await essayRow(ctx, slug));
  return { essay: await essayAlone(ctx, slug), text, inFull, sections: sectionsOf(text.body) };
}
