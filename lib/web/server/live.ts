import type { IncomingMessage, ServerResponse } from "node:http";
import { createCtx } from "@/lib/ctx";
import { database } from "@/lib/database";
import { Refusal } from "@/lib/errors";
import type { Follower } from "@/lib/live/follow";
import { type Followed, liveEvent } from "@/lib/live/live";
import { log } from "@/lib/log";
import { counts } from "@/lib/metrics";
import { sendProblem } from "./problem";

type Options = {
  securityHeaders: [string, string][];
  /** More listeners than these are sent away for a while. */
  limit?: number;
  /** How often a silent line is given a sign of life, in ms: proxies cut what is silent for a minute. */
  beat?: number;
};

/** Bytes that may wait for a listener who doesn't read; more, and the line is cut. It is taken up again by who still listens. */
const unreadAtMost = 256 * 1024;

/** `/live?claim=<id>` and `/live?essay=<slug>`: what changes of them, as server-sent events. */
export function createLive({ securityHeaders, limit = 20_000, beat = 25_000 }: Options) {
  const lines = new Set<ServerResponse>();
  /** Read after the first pages are out, not before them. */
  let following: ReturnType<typeof follow> | undefined;
  const follow = () =>
    import("@/lib/live/follow").then(({ createFollowing }) =>
      createFollowing({
        ctx: async () => createCtx((await database()).nearest()),
        onFault: (error) => log.warn({ error }, "open pages could not be told what changed"),
      }),
    );
  const heart = setInterval(() => {
    for (const line of lines) write(line, ":\n\n");
  }, beat).unref();

  async function listen(req: IncomingMessage, res: ServerResponse, query: URLSearchParams): Promise<void> {
    const about = aboutIn(query);
    if (!about) {
      sendProblem(res, 400, "live.about_what", "Say what to listen to: a claim by its id, or an essay by its slug.");
      return;
    }
    if (lines.size >= limit) {
      sendProblem(res, 503, "live.full", "Too many pages listen already. Try again in a minute.", {
        "Retry-After": "60",
      });
      return;
    }
    let begun = false;
    const begin = () => {
      begun = true;
      res.writeHead(200, [
        ...securityHeaders.flat(),
        ...["Content-Type", "text/event-stream", "Cache-Control", "no-store", "X-Accel-Buffering", "no"],
      ]);
      res.flushHeaders();
    };
    // Each state is written out once for all who follow it.
    const follower: Follower = (changed, mark) => {
      if (!begun) begin();
      write(res, messageOf(changed, mark));
    };
    const seen = req.headers["last-event-id"] ?? query.get("seen");
    following ??= follow();
    const leave = await (await following).follow(about, seen === undefined ? null : String(seen), follower);
    if (res.destroyed || req.method === "HEAD") {
      leave();
      res.end();
      return;
    }
    if (!begun) begin();
    lines.add(res);
    counts.listeners = lines.size;
    res.once("close", () => {
      leave();
      lines.delete(res);
      counts.listeners = lines.size;
    });
  }

  return {
    /** False for what is not asked of it. */
    async answer(req: IncomingMessage, res: ServerResponse): Promise<boolean> {
      const [path, query = ""] = (req.url ?? "").split("?", 2);
      if (path !== "/live") return false;
      await listen(req, res, new URLSearchParams(query)).catch((error) => {
        if (!(error instanceof Refusal)) throw error;
        sendProblem(res, error.status, error.code, error.message);
      });
      return true;
    },
    close(): void {
      clearInterval(heart);
      void following?.then((open) => open.stop());
      for (const line of lines) line.end();
    },
  };
}

function aboutIn(query: URLSearchParams): Followed | null {
  const claim = query.get("claim");
  const essay = query.get("essay");
  return claim ? { claim } : essay ? { essay } : null;
}

let last: { changed: Parameters<Follower>[0]; text: string } | undefined;

function messageOf(changed: Parameters<Follower>[0], mark: string): string {
  if (last?.changed !== changed) {
    last = { changed, text: `event: ${liveEvent}\nid: ${mark}\ndata: ${JSON.stringify(changed)}\n\n` };
  }
  return last.text;
}

function write(line: ServerResponse, text: string): void {
  if (line.writableLength > unreadAtMost) line.destroy();
  else line.write(text);
}
