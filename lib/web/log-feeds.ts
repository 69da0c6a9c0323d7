import { createHash } from "node:crypto";
import { headers } from "next/headers";
import { connection } from "next/server";
import { problemResponse } from "@/lib/api/problem";
import { logInput } from "@/lib/curation/input";
import type { LogFilters } from "@/lib/curation/log";
import { logFeed } from "@/lib/curation/log-feed";
import { logTable } from "@/lib/curation/log-table";
import { parse } from "@/lib/input";
import { strangerCtx } from "./ctx";
import { countTryFrom } from "./limits";
import { asker } from "./signing-in";
import { siteOrigin } from "./site";

/** The log's filters as they stand in an address. What a form left empty filters nothing; what is no filter is passed over. */
export function logFiltersIn(query: Iterable<[string, string]>): LogFilters {
  const known = [...query].filter(([name, value]) => name in logInput.shape && value !== "");
  return parse(logInput, Object.fromEntries(known));
}

/** The same for everybody; a minute old at most. Nothing in it is a page. */
const common = {
  "Cache-Control": "public, max-age=60",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
};

/** The log as a feed; 304 where the reader has it already. */
export const answerLogFeed = (request: Request): Promise<Response> =>
  answering(async () => {
    const { filters, link } = await asked(request);
    const feed = await logFeed(await strangerCtx(), filters, link);
    const etag = `"${createHash("sha256").update(feed).digest("base64url")}"`;
    const fields = { ...common, ETag: etag };
    if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers: fields });
    return new Response(feed, { headers: { ...fields, "Content-Type": "application/atom+xml; charset=utf-8" } });
  });

/** The log as a table, sent as it is read, as fast as it is taken. */
export const answerLogTable = (request: Request): Promise<Response> =>
  answering(async () => {
    const { filters, link } = await asked(request);
    await countTryFrom("whole log by address", (await asker()).address);
    const pieces = logTable(await strangerCtx(), filters, link);
    const encoder = new TextEncoder();
    // The head and the first rows before any answer: what is refused is refused with its status.
    const first = [await pieces.next(), await pieces.next()];
    const body = new ReadableStream<Uint8Array>({
      async pull(stream) {
        const piece = first.shift() ?? (await pieces.next());
        if (piece.done) stream.close();
        else stream.enqueue(encoder.encode(piece.value));
      },
      cancel: () => void pieces.return(undefined),
    });
    return new Response(body, {
      headers: {
        ...common,
        "Content-Type": "text/csv; charset=utf-8; header=present",
        "Content-Disposition": 'attachment; filename="moot-log.csv"',
      },
    });
  });

async function answering(answer: () => Promise<Response>): Promise<Response> {
  await connection();
  return answer().catch((error) => problemResponse(error));
}

async function asked(request: Request) {
  const site = siteOrigin((await headers()).get("x-forwarded-host"));
  return { filters: logFiltersIn(new URL(request.url).searchParams), link: (path: string) => site + path };
}
