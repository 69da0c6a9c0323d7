import { and, desc, eq, inArray } from "drizzle-orm";
import { type Given, kept } from "@/db/kept";
import { contributions, revisions } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import { Refusal } from "@/lib/errors";
import { paths } from "@/lib/paths";
import { countedStates } from "./contributions";
import { currentRevision } from "./rows";

/** What the same person attached last at the same place, where it says the same: a form that was sent twice. */
export async function sameAgain(ctx: Ctx, author: number, claim: number, parent: number | null, text: string) {
  const [last] = await lastOf(ctx.db, { author });
  const same = last && last.text === text && last.claim === claim && last.parent === parent;
  return same && last.state !== "withdrawn" ? last : undefined;
}

const lastOf = kept((db, { author }: Given<{ author: number }>) =>
  db
    .select({
      id: contributions.id,
      kind: contributions.kind,
      state: contributions.state,
      claim: contributions.claim,
      parent: contributions.parent,
      text: revisions.text,
    })
    .from(contributions)
    .innerJoin(revisions, currentRevision)
    .where(eq(contributions.author, author))
    .orderBy(desc(contributions.rowId))
    .limit(1),
);

/** Refuses a source that somebody attached to the claim already: they may not have seen it. */
export async function refuseSameSource(ctx: Ctx, claim: number, sourceKey: string | null) {
  if (sourceKey === null) return;
  const [existing] = await fromSource(ctx.db, { claim, sourceKey });
  if (!existing) return;
  throw new Refusal(
    409,
    "source.already_there",
    "This source is already attached to this claim. Look whether it says what you mean, or attach yours all the same.",
    {
      details: {
        existing: { id: existing.id, url: paths.contribution(existing), title: existing.title ?? existing.url },
      },
    },
  );
}

const fromSource = kept((db, { claim, sourceKey }: Given<{ claim: number; sourceKey: string }>) =>
  db
    .select({ id: contributions.id, kind: contributions.kind, title: revisions.sourceTitle, url: revisions.sourceUrl })
    .from(contributions)
    .innerJoin(revisions, currentRevision)
    .where(
      and(
        eq(contributions.claim, claim),
        eq(contributions.sourceKey, sourceKey),
        inArray(contributions.state, [...countedStates]),
      ),
    )
    .limit(1),
);
