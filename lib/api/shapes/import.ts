import { z } from "@hono/zod-openapi";
import { importFormats, type Made } from "@/lib/interchange/interchange";
import type { Run } from "@/lib/interchange/runs/run";
import { paths } from "@/lib/paths";
import { address, type ToAddress } from "./list";

const count = z.int().min(0);

const Report = z
  .array(
    z.object({
      file: z.string(),
      line: z.int().nullable(),
      what: z.enum(["changed", "left-out"]),
      message: z.string(),
    }),
  )
  .openapi({ description: "What could not be read, or not as it was, line by line." });

export const Import = z
  .object({
    id: z.string(),
    url: address.openapi({ description: "Its page, for admins." }),
    state: z.enum(["waiting", "reading", "planned", "coming-in", "kept", "done", "refused", "broken-off"]).openapi({
      description:
        "`waiting`, `reading`, `coming-in` and `kept` are under way; `planned` ends a dry run and `done` a real one. " +
        "After `refused` and `broken-off` nothing was kept but the upload.",
    }),
    dryRun: z.boolean(),
    startedAt: z.iso.datetime(),
    files: z.array(z.object({ name: z.string(), size: count })),
    format: z.enum(["auto", ...importFormats]),
    essay: z
      .object({ slug: z.string(), url: address })
      .nullable()
      .openapi({ description: "What it is, or would be, once it is in." }),
    made: z
      .object({
        ...{ claims: count, evidence: count, rebuttals: count, votes: count, ratings: count, decisions: count },
        people: count,
      })
      .nullable(),
    renamed: z.array(z.object({ from: z.string(), to: z.string() })).openapi({ description: "Names that were taken." }),
    newIds: count.openapi({ description: "Ids that were taken, and are others now." }),
    report: Report,
    progress: z.object({ what: z.string(), done: count, total: count }).nullable(),
    problem: z
      .object({
        status: z.int(),
        code: z.string(),
        message: z.string(),
        errors: z.record(z.string(), z.string()).optional(),
      })
      .nullable()
      .openapi({ description: "Why it was refused or broken off." }),
  })
  .openapi("Import");

const none: Made = {
  ...{ slug: "", claims: 0, evidence: 0, rebuttals: 0, votes: 0, ratings: 0, decisions: 0, people: 0 },
  ...{ renamed: [], newIds: 0 },
};

export function importShape(run: Run, link: ToAddress): z.input<typeof Import> {
  const { id, state, dryRun, startedAt, files, found, progress, problem } = run;
  const { slug, renamed, newIds, ...made } = found?.made ?? none;
  return {
    ...{ id, url: link(paths.import(id)), state, dryRun, startedAt, files },
    format: found?.format ?? run.format,
    essay: found && { slug, url: link(paths.essay(slug)) },
    made: found && made,
    ...{ renamed, newIds, report: found?.report ?? [], progress, problem },
  };
}
