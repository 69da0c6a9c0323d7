import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/ctx";
import { newId } from "@/lib/ids";
import type { DebatePart } from "../incoming";

/** The form of our own ids. Others are a file's own names for things, and not for addresses. */
const ownId = /^[bcdfghjkmnpqrstvwxyz23456789]{9}$/;

export type Ids = {
  essay: string;
  claims: Map<string, string>;
  contributions: Map<string, string>;
  decisions: Map<string, string>;
  changed: number;
};

/** The ids that things get: their own where it is free here. */
export async function idsFor(ctx: Ctx, document: DebatePart): Promise<Ids> {
  let changed = 0;
  const free = async (table: "essays" | "claims" | "contributions" | "decisions", wanted: string[]) => {
    const taken = await ctx.db.all<{ id: string }>(sql`
      select id from ${sql.identifier(table)} where id in (select value from json_each(${JSON.stringify(wanted)}))`);
    const takenIds = new Set(taken.map((row) => row.id));
    changed += takenIds.size;
    return new Map(wanted.map((id) => [id, takenIds.has(id) || !ownId.test(id) ? newId() : id]));
  };
  const ofAll = (all: { id: string }[]) => all.map((one) => one.id);
  return {
    essay: (await free("essays", [document.essay.id])).get(document.essay.id) ?? newId(),
    claims: await free("claims", ofAll(document.claims)),
    contributions: await free("contributions", ofAll(document.contributions)),
    decisions: await free("decisions", ofAll(document.decisions)),
    get changed() {
      return changed;
    },
  };
}
