import { type Ctx, inTransaction } from "@/lib/ctx";
import { recordDecision } from "@/lib/curation/record";
import { parse } from "@/lib/input";
import { authorize } from "@/lib/policy/policy";
import { describe, descriptionOf, sameDescription } from "../description";
import { describeEssayInput } from "../input";
import { originalNamed } from "../originals";
import { essayRow } from "../queries";
import type { NewEssay } from "./bring-in-essay";

/** Changes what is said of an essay. Its address stays, for links lead there. */
export async function describeEssay(ctx: Ctx, slug: string, input: unknown): Promise<NewEssay> {
  const { translationOf: original, ...wish } = parse(describeEssayInput, input);
  return inTransaction(ctx, async (ctx) => {
    const viewer = authorize(ctx, "essay.edit");
    const essay = await essayRow(ctx, slug);
    const before = descriptionOf(essay);
    const after = { ...before, ...wish };
    if (original === null) after.translationOf = null;
    else if (original !== undefined) {
      after.translationOf = (await originalNamed(ctx, original, after.language, essay.rowId)).id;
    }
    if (!sameDescription(before, after)) {
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
