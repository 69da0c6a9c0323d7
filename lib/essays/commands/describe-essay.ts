import { type Ctx, inTransaction } from "@/lib/ctx";
import { recordDecision } from "@/lib/curation/record";
import { parse } from "@/lib/input";
import { authorize } from "@/lib/policy/policy";
import { describe, type EssayDescription } from "../description";
import { describeEssayInput } from "../input";
import { essayRow } from "../queries";
import type { NewEssay } from "./bring-in-essay";

/** Changes what an essay is called, who wrote it and where it first stood. Its address stays, for links lead there. */
export async function describeEssay(ctx: Ctx, slug: string, input: unknown): Promise<NewEssay> {
  const wish = parse(describeEssayInput, input);
  return inTransaction(ctx, async (ctx) => {
    const viewer = authorize(ctx, "essay.edit");
    const essay = await essayRow(ctx, slug);
    const before: EssayDescription = { title: essay.title, author: essay.author, url: essay.url };
    const after = { ...before, ...wish };
    const same = after.title === before.title && after.author === before.author && after.url === before.url;
    if (!same) {
      await describe(ctx, essay, after);
      await recordDecision(ctx, viewer, {
        action: "edit-essay",
        essay: essay.rowId,
        from: before.title,
        to: after.title,
        before,
      });
    }
    return { id: essay.id, slug, title: after.title };
  });
}
