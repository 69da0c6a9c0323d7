import type { essays } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import { claimParts } from "./export/claims";
import { contributionParts } from "./export/contributions";
import { decisionParts } from "./export/decisions";
import type { Exported } from "./export/exported";
import { opinions } from "./export/opinions";
import { textParts } from "./export/texts";
import { iso } from "./export/times";
import { type EssayPart, mootFormat, type View } from "./format";
import { Keys, Numbers } from "./keys";
import { findScope, type Scope } from "./scope";

/**
 * A debate, whole, as Moot JSON, a piece of text at a time: what is held in memory doesn't grow with the number of votes.
 * What is attached or decided while it is being written is left out.
 */
export async function* exportDebate(ctx: Ctx, scope: Scope, view: View = "public"): AsyncGenerator<string> {
  const found = await findScope(ctx, scope, view);
  const exported: Exported = {
    ctx,
    found,
    view,
    keys: new Keys(),
    contributions: new Numbers(),
    decisions: new Numbers(),
  };
  yield `{\n"format":${JSON.stringify(mootFormat)},"scope":${JSON.stringify(found.kind)},"view":${JSON.stringify(view)}`;
  yield `,\n"essay":${JSON.stringify(essayPart(found.essay))}`;
  yield `,\n"sections":${JSON.stringify(found.sections.map((section) => section.title))}`;
  yield* list("texts", textParts(exported));
  yield* list("claims", claimParts(exported));
  yield* list("contributions", contributionParts(exported));
  yield* list("decisions", decisionParts(exported));
  yield* opinions(exported, "votes");
  yield* opinions(exported, "ratings");
  yield* list("people", once(exported.keys.people()));
  yield "\n}\n";
}

async function* list(name: string, batches: AsyncIterable<unknown[]>): AsyncGenerator<string> {
  yield `,\n${JSON.stringify(name)}:[`;
  let between = "\n";
  for await (const items of batches) {
    if (items.length === 0) continue;
    yield between + items.map((item) => JSON.stringify(item)).join(",\n");
    between = ",\n";
  }
  yield "\n]";
}

async function* once<T>(items: T): AsyncGenerator<T> {
  yield items;
}

function essayPart({ createdAt, rowId: _, ...essay }: typeof essays.$inferSelect): EssayPart {
  const { id, slug, title, author, url, language, translationOf } = essay;
  return { id, slug, title, author, url, language, translationOf, createdAt: iso(createdAt) };
}
