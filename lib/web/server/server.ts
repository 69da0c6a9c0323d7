import http, { type IncomingMessage, type ServerResponse } from "node:http";
import path from "node:path";
import next from "next";
import type { Database } from "@/db/client";
import type { Tag } from "@/lib/ctx";
import type { Env } from "@/lib/env";
import { log } from "@/lib/log";
import { countAnswer } from "@/lib/metrics";
import { paths } from "@/lib/paths";
import { sayAgainAtEnd } from "../answering";
import { isInside, originForm, readingPage } from "../reading-pages";
import { lastShown } from "../shown";
import { absent, type Stale, sayExpired, sayOutdated } from "../staleness";
import { createApiListener } from "./api-listener";
import { bodyLimit, importBodyLimit, limitBody } from "./body-limit";
import { identifyRequest } from "./client-address";
import { developmentPolicy, securityHeaders } from "./csp";
import { createFollower } from "./follower";
import { createFrontCache } from "./front-cache";
import { answerHealth } from "./health";
import { holdHtml } from "./hold-html";
import { openInternal } from "./internal";
import { internalHeader } from "./internal-secret";
import { createLive } from "./live";
import { isForeign } from "./origin";
import { createGate, createTurns, fewEachTurn, shed } from "./overload";
import { asPlainForm, providePageCache } from "./page-cache";
import { sendProblem } from "./problem";
import { setRequestHeader } from "./request-headers";
import { changeSeen, noteChange } from "./seen-cookie";
import { createSharingListener, isShared } from "./sharing";
import { createStaticFiles } from "./static-files";
import { createWatch } from "./watch";

type Handler = (req: IncomingMessage, res: ServerResponse) => unknown;

export type ServerOptions = {
  root: string;
  env: Env;
  dev: boolean;
  formTargets: string[];
  db: Database;
};

/** Moot's server: guards in front, the front cache for reading pages, Next for the rest of them. */
export async function startServer({ root, env, dev, formTargets, db }: ServerOptions) {
  const { shared } = db;
  const site = env.NEXTAUTH_URL === undefined ? undefined : new URL(env.NEXTAUTH_URL);
  const everywhere = securityHeaders(site);
  let nextHandler: Handler = () => {};
  let answer: Handler = () => {};
  // Looked at more often than Node does by itself: the slow would be cut half a minute late.
  const server = http.createServer({ connectionsCheckingInterval: 5000 }, (req, res) => void answer(req, res));

  // Somebody who sends or reads a byte a minute holds a socket, not a request.
  server.headersTimeout = 15_000;
  server.requestTimeout = 60_000;
  server.keepAliveTimeout = 75_000;
  server.maxHeadersCount = 100;

  providePageCache();
  const app = next({ dev, dir: root, hostname: "localhost", port: env.PORT, httpServer: server, quiet: !dev });
  await app.prepare();
  nextHandler = app.getRequestHandler();
  const internal = await openInternal((req, res) => nextHandler(req, res));
  /** Its many schemas are read after the first page, not before it. */
  let api: Promise<Handler> | undefined;
  const openApi = () => {
    api ??= import("@/lib/api/app").then(({ createApi }) =>
      createApiListener(createApi({ refresh: (tags) => refresh([...tags]) }).fetch),
    );
    return api;
  };
  const staticFiles = createStaticFiles(path.join(root, ".next/static"), everywhere);
  const frontCache = createFrontCache({
    lookUp: async ({ internalPath, reading }) => ({
      ...(await internal.get(internalPath)),
      shown: reading === null ? undefined : lastShown(reading),
    }),
    securityHeaders: everywhere,
    formTargets,
  });

  const gate = createGate();
  // A page waits for nothing but a database server: where there is none, one at a time is quickest for all.
  const rendering = createTurns({ atOnce: shared ? 4 : 1 });
  const turn = fewEachTurn();
  const live = createLive({ securityHeaders: everywhere });
  const share = createSharingListener({ securityHeaders: everywhere });

  /** What was written is written: whoever wrote it is not told otherwise because Next could not be told. */
  async function tellNext(stale: Stale): Promise<void> {
    await internal.refresh([...stale.expired, ...stale.outdated]).catch((error) => {
      log.error({ error, stale }, "pages could not be made fresh");
      setTimeout(() => void tellNext(stale), 1000).unref();
    });
    sayExpired(stale.expired);
    sayOutdated(stale.outdated);
  }

  const refresh = async (tags: Tag[]) =>
    tags.length > 0 ? tellNext({ expired: [...tags, absent], outdated: [] }) : undefined;

  const follower = shared && createFollower(shared, refresh);
  const watch = createWatch(db, (outdated) => tellNext({ expired: [], outdated }));
  await Promise.all([follower?.start(), watch.start()]);

  /** Answers, and says as what kind of request it is counted. */
  async function route(req: IncomingMessage, res: ServerResponse): Promise<string> {
    const url = originForm(req.url ?? "/");
    req.url = url;
    const reading = readingPage(url);
    const isGet = req.method === "GET" || req.method === "HEAD";
    if (follower && isGet) await follower.catchUp(changeSeen(req));
    // Next's own way from page to page asks for something else than HTML. It gets it all the same, and then loads the
    // page as a whole: from Next it would learn the address inside.
    if (reading && isGet && !dev) {
      await frontCache.answer(req, res, reading);
      return "page";
    }
    if (isGet && isShared(url)) {
      await share(req, res);
      return "shared";
    }
    if (isGet && !dev && (await staticFiles(req, res))) return "static";
    if (isGet && (await live.answer(req, res))) return "live";
    if (await answerHealth(req, res, env.METRICS_TOKEN)) return "health";
    if (!gate.enter(req, res)) {
      shed(res);
      return "shed";
    }
    if (isForeign(req.method ?? "GET", req.headers, site?.origin)) {
      sendProblem(
        res,
        403,
        "origin.foreign",
        "This was sent from another site's page. Open Moot itself and try again.",
      );
      return "refused";
    }
    const most = /^\/api\/v1\/imports(\?|$)/.test(url) ? importBodyLimit : bodyLimit;
    if (!isGet && limitBody(req, res, most)) return "refused";
    if (isInside(url)) {
      sendProblem(res, 404, "page.not_found", "There is no such page.");
      return "refused";
    }
    if (reading && !isGet && req.method !== "POST") {
      sendProblem(res, 405, "method.not_allowed", "A page can be read, and its forms sent.", {
        Allow: "GET, HEAD, POST",
      });
      return "refused";
    }
    if (shared && !isGet) noteChange(shared, res);
    identifyRequest(req, site);
    setRequestHeader(req, internalHeader, undefined);
    for (const [name, value] of everywhere) res.setHeader(name, value);
    await turn();
    // Straight, because the way through Next costs each vote a millisecond; `npm run dev` goes it, to reload what changed.
    if (!dev && isApi(url)) {
      res.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
      await (await openApi())(req, res);
      return "api";
    }
    if (reading) req.url = reading.internalPath;
    if (dev) res.setHeader("Content-Security-Policy", developmentPolicy);
    else holdHtml(res, String(req.headers["accept-encoding"] ?? ""), formTargets);
    // A form may come slowly, and would keep others waiting for it.
    if (isGet && !(await rendering.take(res))) return "gone";
    await sayAgainAtEnd(res, () => asPlainForm(req, () => nextHandler(req, res)));
    return "next";
  }

  answer = async (req, res) => {
    const began = performance.now();
    let kind = "fault";
    try {
      kind = await route(req, res);
    } catch (error) {
      log.error({ error, url: req.url }, "a request failed");
      if (res.headersSent) res.destroy();
      else sendProblem(res, 500, "server.fault", "Something broke on our side. Try again in a moment.");
    }
    countAnswer(kind, res.statusCode);
    if (log.isLevelEnabled("debug")) {
      log.debug({ kind, method: req.method, url: req.url, status: res.statusCode, ms: performance.now() - began });
    }
  };

  await new Promise<void>((resolve, reject) =>
    // Room for a crowd that comes at once: whom there is none for, the system lets wait for seconds.
    server.once("error", reject).listen({ port: env.PORT, host: env.HOSTNAME, backlog: 4096 }, resolve),
  );
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : env.PORT;
  // Where Next fetches the page that an action leads to: from this server, whatever the request's Host says.
  process.env.__NEXT_PRIVATE_ORIGIN = `http://${loopbackFor(env.HOSTNAME)}:${port}`;

  return {
    port,
    refresh,
    openApi,
    /** Takes no new requests, lets those under way finish for `patience` ms, then closes. */
    async close(patience = 5000): Promise<void> {
      const closed = new Promise((resolve) => server.close(resolve));
      live.close();
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), patience);
      // A browser's socket for reloading, in development, is no connection of the server's any more and never ends.
      await Promise.race([closed, after(dev ? 500 : patience + 500)]);
      clearTimeout(cut);
      follower?.stop();
      watch.stop();
      await internal.close();
      await Promise.race([app.close(), after(1000)]);
    },
  };
}

export type Server = Awaited<ReturnType<typeof startServer>>;

const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const isApi = (url: string): boolean => url.startsWith(`${paths.api}/`);

const loopbackFor = (hostname: string): string =>
  ["0.0.0.0", "::", "localhost"].includes(hostname) ? "127.0.0.1" : hostname.includes(":") ? `[${hostname}]` : hostname;
