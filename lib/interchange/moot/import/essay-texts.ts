import { essayTexts, passages } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import { Refusal } from "@/lib/errors";
import type { EssayBody } from "@/lib/rich-text/document";
import { parseBody } from "@/lib/rich-text/validate";
import { Faults } from "../check";
import type { DebatePart } from "../incoming";
import { date, insertAll } from "./rows";

type Read = { body: EssayBody; text: string };

/** The texts of the essay, by the rules that hold for all, and whether its claims' passages lie in the newest. */
export function readEssayTexts({ texts, claims }: DebatePart): Read[] {
  const faults = new Faults();
  const read = texts.flatMap(({ body }, i): Read[] => {
    try {
      return [parseBody(body, "essay")];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      faults.add(`texts.${i}.body`, error.message);
      return [];
    }
  });
  const length = read.at(-1)?.text.length ?? -1;
  for (const [i, { passage }] of claims.entries()) {
    if (passage && (passage.end ?? 0) > length)
      faults.add(`claims.${i}.passage`, "It lies outside of the newest text.");
  }
  faults.refuse();
  return read;
}

/** Inserts the texts of the essay, and where its claims' passages stand in the newest. */
export async function insertEssayTexts(
  ctx: Ctx,
  document: DebatePart,
  read: Read[],
  rows: { essay: number; claims: Map<string, number> },
): Promise<void> {
  let newest: number | undefined;
  for (const [i, { number, byRole, at, note }] of document.texts.entries()) {
    const { body, text } = read[i] as Read;
    const [row] = await ctx.db
      .insert(essayTexts)
      .values({
        ...{ essay: rows.essay, number, byRole, at: date(at), note, text },
        body: JSON.stringify(body),
      })
      .returning({ rowId: essayTexts.rowId });
    newest = row?.rowId;
  }
  if (newest === undefined) return;
  const text = newest;
  await insertAll(
    ctx,
    passages,
    document.claims.flatMap(({ id, passage }) =>
      passage ? [{ ...passage, text, claim: rows.claims.get(id) ?? 0 }] : [],
    ),
  );
}
