import type { Ctx } from "@/lib/ctx";
import { sectionsOf } from "@/lib/essays/headings";
import { essayAlone } from "@/lib/essays/queries";
import { essayText } from "@/lib/essays/text-queries";

/** Everything that an essay's text is shown with: where its claims stand in it, and its sections. */
export async function essayTextPage(ctx: Ctx, slug: string) {
  const text = await essayText(ctx, slug);
  return { essay: await essayAlone(ctx, slug), text, sections: sectionsOf(text.body) };
}
