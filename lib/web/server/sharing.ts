import type { IncomingMessage, ServerResponse } from "node:http";
import type { Hono } from "hono";
import { createCtx } from "@/lib/ctx";
import { database } from "@/lib/database";
import { siteOrigin } from "../site";
import { createFrontCache } from "./front-cache";

const pattern =
  /^\/(?:embed\/|oembed(?:\?|$)|annotations\/|qr\/|cite\/[^?]+\.|preview\/|feeds\/|robots\.txt(?:\?|$)|sitemap(?:\.xml|\/))/;

/** Whether it is asked for something that leaves Moot beside its pages: a card, a picture, a feed. */
export const isShared = (url: string): boolean => pattern.test(url);

/** What changes an answer. Everything else in a query is dropped, so that nobody fills the cache with it. */
const parameters = ["theme", "url", "format", "maxwidth", "maxheight"];

type Options = { securityHeaders: [string, string][] };

/** Answers with what leaves Moot, from a front cache of its own: it is made in this process, and asked of nobody else. */
export function createSharingListener({ securityHeaders }: Options) {
  let app: Promise<Pick<Hono, "request">> | undefined;
  const open = () => {
    app ??= import("@/lib/sharing/routes").then(({ createSharing }) =>
      createSharing({ ctx: async () => createCtx((await database()).nearest()), origin: siteOrigin }),
    );
    return app;
  };

  async function ask(url: string, headers: Record<string, string>) {
    const answer = await (await open()).request(url, { headers });
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: Buffer.from(await answer.arrayBuffer()),
      fresh: true,
      whole: true,
    };
  }
  const cache = createFrontCache({
    lookUp: ({ internalPath: url }) => ask(url, { host: new URL(url).host }),
    securityHeaders,
    limitBytes: 64 * 1024 * 1024,
  });

  return async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const asked = new URL(req.url ?? "/", siteOrigin(req.headers.host ?? null));
    const url = new URL(asked.pathname, asked);
    for (const name of parameters) {
      const value = asked.searchParams.get(name);
      if (value !== null) url.searchParams.set(name, value);
    }
    // By what its reader accepts, it is one thing or another.
    if (url.pathname.startsWith("/annotations/")) {
      const { status, headers, body } = await ask(url.href, { host: url.host, accept: req.headers.accept ?? "" });
      for (const [name, value] of [...securityHeaders, ...Object.entries(headers)]) res.setHeader(name, value);
      res.writeHead(status, { "Cache-Control": "public, max-age=0, s-maxage=1" });
      res.end(req.method === "HEAD" ? undefined : body);
      return;
    }
    await cache.answer(req, res, { internalPath: url.href, reading: null });
  };
}
