import { copyFile, mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { inject, onTestFinished } from "vitest";
import { type Database, openDatabase } from "@/db/client";
import { accounts } from "@/db/schema";
import type { Role, Viewer } from "@/lib/accounts/accounts";
import { skeletonOf } from "@/lib/accounts/names";
import { type Ctx, createCtx } from "@/lib/ctx";
import { newId } from "@/lib/ids";
import { growing, watched } from "./plans";

/** Statements whose plans were looked at already. */
const judged = new Set<string>();

/** A Moot of one's own for a test: an empty migrated database on disk, a clock that stands, and people by name. */
export async function moot() {
  const base = inject("baseDatabase");
  const folder = await mkdtemp(path.join(path.dirname(base), "t-"));
  const file = path.join(folder, "moot.db");
  await copyFile(base, file);
  const db: Database = await openDatabase({ url: `file:${file}` });
  const statements = new Set<string>();
  const moots = watched(db, (sql) => statements.add(sql));
  onTestFinished(async () => {
    const faults: string[] = [];
    for (const sql of statements) {
      if (!judged.has(sql)) faults.push(...(await growing(db.clients.reader, sql).catch(() => [])));
      judged.add(sql);
    }
    await db.close();
    await rm(folder, { recursive: true, force: true });
    if (faults.length > 0) throw new Error(`Statements that cost more as a debate grows:\n${faults.join("\n")}`);
  });

  const clock = { now: new Date("2026-11-01T12:00:00Z") };
  const people = new Map<string, Viewer>();

  /** Somebody with an account; the same person for the same name. */
  async function person(name: string, role: Role = "member"): Promise<Viewer> {
    const known = people.get(name);
    if (known) return known;
    const id = newId();
    const row = await db.write(async (tx) => {
      const [inserted] = await tx
        .insert(accounts)
        .values({ id, name, nameSkeleton: skeletonOf(name), role, createdAt: clock.now })
        .returning();
      return inserted;
    });
    if (!row) throw new Error("no account was made");
    const { rowId, curates } = row;
    const viewer: Viewer = { rowId, id, name, role, curates, banned: false, session: null, scope: "write" };
    people.set(name, viewer);
    return viewer;
  }

  return {
    db,
    moots,
    file,
    clock,
    people,
    person,
    /** The ctx of that person, or of a stranger. */
    as: async (name: string | null, role?: Role): Promise<Ctx> =>
      createCtx(moots, name === null ? null : await person(name, role), clock.now),
  };
}
