import { writeFileSync } from "node:fs";
import { openDatabase } from "@/db/client";
import { createCtx } from "@/lib/ctx";
import { asRefusal } from "@/lib/errors";
import { importDebate, planImport, readDebate } from "../import";
import type { Made, Progress } from "../interchange";
import { outlineOf } from "../outline";
import type { Order, Told } from "./messages";

/**
 * The process in which an upload is read and brought in, so that the server goes on answering and its memory is its own.
 * One order, then it is gone. It has the database and no secret, and what it wrote is kept only once the server, which
 * may be gone by then, has said so.
 */
async function main(): Promise<void> {
  // Should memory run out, this goes first, and Moot stays. Linux only.
  try {
    writeFileSync("/proc/self/oom_score_adj", "1000");
  } catch {}
  process.on("disconnect", () => process.exit(1));
  const order = await heard<Order>();
  const db = await openDatabase({ url: process.env.DATABASE_URL ?? "", authToken: process.env.DATABASE_AUTH_TOKEN });
  try {
    const ctx = createCtx(db, order.viewer, new Date(order.now));
    const debate = await readDebate(order.files, order.format, ctx.now);
    const { format, report } = debate;
    const slug = order.slug ?? undefined;
    const planned = await planImport(ctx, debate, slug);
    await tell({ is: "found", found: { format, made: planned, report, outline: outlineOf(debate) } });
    if (!order.dryRun) {
      const made = await importDebate(ctx, debate, { slug, progress: now(), keep: mayKeep });
      await tell({ is: "done", made, touched: [...ctx.touched] });
    }
  } finally {
    await db.close();
  }
}

async function mayKeep(made: Made): Promise<void> {
  const answer = heard<"keep">();
  await tell({ is: "keep", made });
  await answer;
}

/** Progress, told a few times a second at most, and at each end. */
function now(): Progress {
  let last = 0;
  return (what, done, total) => {
    if (Date.now() - last < 300 && done < total) return;
    last = Date.now();
    void tell({ is: "progress", progress: { what, done, total } });
  };
}

const heard = <T>(): Promise<T> =>
  new Promise((resolve) => process.once("message", (message) => resolve(message as T)));

const tell = (told: Told): Promise<void> =>
  new Promise((resolve, reject) => process.send?.(told, (error: Error | null) => (error ? reject(error) : resolve())));

main()
  .catch(async (error: unknown) => {
    const refusal = asRefusal(error);
    if (!refusal) throw error;
    const { status, code, message, errors } = refusal;
    await tell({ is: "refused", problem: { status, code, message, errors } });
  })
  .then(() => process.disconnect())
  .catch((error: unknown) => {
    process.stderr.write(String(error instanceof Error ? error.stack : error).slice(0, 2000));
    process.exit(1);
  });
