import { sql } from "drizzle-orm";
import { type Given, kept } from "@/db/kept";
import { jobs } from "@/db/schema";
import type { Ctx } from "@/lib/ctx";
import { once } from "@/lib/process";

const jobKinds = ["check-source", "find-archive", "ban", "deliver", "index-claim"] as const;
export type JobKind = (typeof jobKinds)[number];

export type NewJob = {
  kind: JobKind;
  /** A row of the table that the kind is about. */
  subject: number;
  host: string | null;
  /** Left out: at once. */
  dueAt?: Date;
};

/**
 * Has something done after the answer. To be called in the command's own transaction: it is done if, and only if, what
 * it follows from was. The same again brings the one that waits forward, and makes one under way be done anew, unless
 * it says that once is enough.
 */
export async function enqueue(
  ctx: Pick<Ctx, "db" | "now">,
  { kind, subject, host, dueAt = ctx.now }: NewJob,
  { unlessThere = false } = {},
): Promise<void> {
  await (unlessThere ? insertUnlessThere : insertOrBringForward)(ctx.db, { kind, subject, host, dueAt });
  wakeUp.call();
}

type Values = Given<Required<NewJob>>;
const target = [jobs.kind, jobs.subject];
const insertUnlessThere = kept((db, job: Values) => db.insert(jobs).values(job).onConflictDoNothing({ target }));
const insertOrBringForward = kept((db, job: Values) =>
  db
    .insert(jobs)
    .values(job)
    .onConflictDoUpdate({
      target,
      set: {
        host: sql`excluded.host`,
        dueAt: sql`excluded.due_at`,
        attempts: 0,
        lastError: null,
        round: sql`${jobs.round} + 1`,
      },
    }),
);

/** Tells the worker, which may be in the other copy of this module, that there is something to do soon. */
export const wakeUp = once("jobs.wake-up", () => ({ call: () => {} }));

/** For `/metrics`. */
export const jobCounts = once("jobs.counts", () => ({ done: 0, failed: 0, running: 0 }));
