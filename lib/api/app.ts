import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Database } from "@/db/client";
import { createCtx, type Tag } from "@/lib/ctx";
import { database } from "@/lib/database";
import { readEnv } from "@/lib/env";
import { Refusal } from "@/lib/errors";
import { paths } from "@/lib/paths";
import { viewerOf } from "@/lib/web/viewer";
import { document } from "./document";
import { problemResponse } from "./problem";
import type { Api } from "./route";
import { appealRoutes } from "./routes/appeals";
import { claimCurationRoutes } from "./routes/claim-curation";
import { claimRoutes } from "./routes/claims";
import { contributionRoutes } from "./routes/contributions";
import { curationRoutes } from "./routes/curation";
import { essayTextRoutes } from "./routes/essay-texts";
import { essayRoutes } from "./routes/essays";
import { exportRoutes } from "./routes/exports";
import { importRoutes } from "./routes/imports";
import { ownRoutes } from "./routes/own";
import { proposalRoutes } from "./routes/proposals";
import { queueRoutes } from "./routes/queue";
import { searchRoutes } from "./routes/search";
import { siteRoutes } from "./routes/sites";
import { sourceRoutes } from "./routes/sources";
import { viewerRoutes } from "./routes/viewer";

export type ApiOptions = {
  /** Makes the pages that show what a command touched new at their next reading. */
  refresh(tags: Iterable<Tag>): Promise<void>;
  db?: () => Promise<Database>;
  now?: () => Date;
};

/** The API, whole: a Hono app that answers everything under `/api/v1`. */
export function createApi({ refresh, db = database, now = () => new Date() }: ApiOptions): OpenAPIHono {
  const app = new OpenAPIHono().basePath(paths.api) as OpenAPIHono;

  async function ctxOf(c: Context) {
    const at = now();
    const store = await db();
    const cookie = c.req.header("cookie");
    const authorization = c.req.header("authorization");
    // What is the same for everybody is read from the nearest replica; what somebody reads has their own writes in it.
    if (cookie === undefined && authorization === undefined) return createCtx(store.nearest(), null, at);
    const viewer = await viewerOf({ cookie, authorization }, store, at);
    if (viewer === null && authorization !== undefined && /^Bearer\b/i.test(authorization)) {
      throw new Refusal(
        401,
        "token.invalid",
        "This token does not hold, or no longer. Make a new one in your settings.",
      );
    }
    return createCtx(store, viewer, at);
  }

  // The address people use, where it is configured; else each request's own.
  const { NEXTAUTH_URL } = readEnv();
  const site = NEXTAUTH_URL && new URL(NEXTAUTH_URL).origin;
  const api: Api = { app, ctxOf, refresh, site };
  essayRoutes(api);
  essayTextRoutes(api);
  claimRoutes(api);
  claimCurationRoutes(api);
  contributionRoutes(api);
  searchRoutes(api);
  sourceRoutes(api);
  siteRoutes(api);
  curationRoutes(api);
  appealRoutes(api);
  proposalRoutes(api);
  queueRoutes(api);
  exportRoutes(api);
  importRoutes(api);
  ownRoutes(api);
  viewerRoutes(api);

  let described: string | undefined;
  app.get("/openapi.json", (c) => {
    described ??= JSON.stringify(document(app));
    return c.body(described, 200, { "Content-Type": "application/json", "Cache-Control": "public, max-age=300" });
  });

  app.onError((error) => problemResponse(error));
  app.notFound((c) => {
    const allowed = methods.filter((method) => app.router.match(method, c.req.path)[0].length > 0);
    if (allowed.length === 0) {
      return problemResponse(
        new Refusal(404, "route.not_found", `There is nothing at this address. See ${documentPath}.`),
      );
    }
    return problemResponse(new Refusal(405, "method.not_allowed", `This address answers to ${allowed.join(", ")}.`), {
      Allow: allowed.join(", "),
    });
  });
  return app;
}

const documentPath = `${paths.api}/openapi.json`;
const methods = ["GET", "PUT", "POST", "PATCH", "DELETE"];
