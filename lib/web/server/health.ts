import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { database } from "@/lib/database";
import { jobCounts } from "@/lib/jobs/jobs";
import { countDue } from "@/lib/jobs/worker";
import { counts, heldSteps } from "@/lib/metrics";
import { once } from "@/lib/process";
import { staleCount } from "../staleness";
import { fromLoopback } from "./client-address";
import { sendProblem } from "./problem";

/** `/healthz`: the process answers. `/readyz`: pages can be read too. `/metrics`: for Prometheus. False for the rest. */
export async function answerHealth(req: IncomingMessage, res: ServerResponse, token?: string): Promise<boolean> {
  switch (req.url?.split("?", 1)[0]) {
    case "/healthz":
      plain(res, 200, "ok\n");
      return true;
    case "/readyz": {
      const ready = await database()
        .then(
          (db) => db.nearest().clients.reader.execute("select 1"),
          () => null,
        )
        .catch(() => null);
      plain(res, ready ? 200 : 503, ready ? "ready\n" : "the database does not answer\n");
      return true;
    }
    case "/metrics":
      if (mayReadMetrics(req, token)) {
        const register = await metricsRegister();
        plain(res, 200, await register.metrics(), register.contentType);
      } else sendProblem(res, 403, "metrics.refused", "Metrics are read on the machine itself, or with METRICS_TOKEN.");
      return true;
    default:
      return false;
  }
}

function plain(res: ServerResponse, status: number, body: string, type = "text/plain; charset=utf-8") {
  res.writeHead(status, {
    "Content-Type": type,
    "Content-Length": Buffer.byteLength(body),
    "Cache-Control": "no-store",
  });
  res.end(body);
}

/** A request that a proxy passed on comes from loopback too, but says for whom. */
function mayReadMetrics(req: IncomingMessage, token: string | undefined): boolean {
  if (fromLoopback(req) && req.headers["x-forwarded-for"] === undefined && req.headers.forwarded === undefined)
    return true;
  const given = Buffer.from(req.headers.authorization ?? "");
  const expected = Buffer.from(`Bearer ${token}`);
  return token !== undefined && given.length === expected.length && timingSafeEqual(given, expected);
}

const metricsRegister = () =>
  once("metrics", async () => {
    const { Counter, Gauge, Registry, collectDefaultMetrics } = await import("prom-client");
    const register = new Registry();
    collectDefaultMetrics({ register });
    const registers = [register];
    new Counter({
      name: "moot_answers_total",
      help: "Answers by kind and status",
      labelNames: ["kind", "status"],
      registers,
      collect() {
        this.reset();
        for (const [name, count] of counts.answers) {
          const [kind = "", status = ""] = name.split(" ");
          this.inc({ kind, status }, count);
        }
      },
    });
    new Counter({
      name: "moot_front_cache_total",
      help: "Reading pages by how the front cache answered them, and how often it asked for one",
      labelNames: ["outcome"],
      registers,
      collect() {
        this.reset();
        const { hits, misses, notModified, stale, asked } = counts.frontCache;
        for (const [outcome, count] of Object.entries({
          hit: hits,
          miss: misses,
          not_modified: notModified,
          stale,
          asked,
        }))
          this.inc({ outcome }, count);
      },
    });
    const gauge = (name: string, help: string, value: () => number) =>
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(value());
        },
      });
    gauge("moot_front_cache_bytes", "Bytes that the front cache holds", () => counts.frontCache.bytes);
    gauge("moot_front_cache_pages", "Pages that the front cache holds", () => counts.frontCache.pages);
    gauge("moot_pages_rendered", "Reading pages read from the database to be rendered", () => counts.pagesRendered);
    gauge("moot_shed", "Requests turned away because there was too much to do", () => counts.shed);
    gauge("moot_listeners", "Open pages that are told what changes", () => counts.listeners);
    new Counter({
      name: "moot_jobs_total",
      help: "Jobs by how they ended",
      labelNames: ["outcome"],
      registers,
      collect() {
        this.reset();
        this.inc({ outcome: "done" }, jobCounts.done);
        this.inc({ outcome: "failed" }, jobCounts.failed);
      },
    });
    new Gauge({
      name: "moot_jobs",
      help: "Jobs that are due, and that are under way",
      labelNames: ["state"],
      registers,
      async collect() {
        this.set({ state: "due" }, await countDue(await database(), new Date()));
        this.set({ state: "running" }, jobCounts.running);
      },
    });
    gauge("moot_generation", "Times that pages were said to be stale", staleCount);
    gauge("moot_writes", "Write transactions begun", () => counts.writeLock.writes);
    gauge(
      "moot_write_wait_seconds_sum",
      "Waited for the write lock, all together",
      () => counts.writeLock.waitedMs / 1000,
    );
    gauge(
      "moot_write_wait_seconds_max",
      "Waited for the write lock, the longest",
      () => counts.writeLock.longestWaitMs / 1000,
    );
    gauge(
      "moot_write_held_seconds_sum",
      "Held the write lock, from being let in to the end of the commit, all together",
      () => counts.writeLock.heldMs / 1000,
    );
    new Gauge({
      name: "moot_write_held_seconds_bucket",
      help: "Write transactions that held the write lock for at most so long; the disk is waited for afterwards",
      labelNames: ["le"],
      registers,
      collect() {
        for (const [step, atMost] of heldSteps.entries()) {
          const le = Number.isFinite(atMost) ? String(atMost / 1000) : "+Inf";
          this.set({ le }, counts.writeLock.heldAtMost[step] ?? 0);
        }
      },
    });
    gauge("moot_syncs", "Times that the disk was waited for: several writes may share one", () => counts.syncs.count);
    gauge("moot_sync_seconds_sum", "Waited for the disk, all together", () => counts.syncs.ms / 1000);
    gauge("moot_sync_seconds_max", "Waited for the disk, the longest", () => counts.syncs.longestMs / 1000);
    return register;
  });
