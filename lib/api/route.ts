import { type OpenAPIHono, type RouteConfig, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Ctx, Tag } from "@/lib/ctx";
import { Refusal, type RefusalStatus } from "@/lib/errors";
import { parse } from "@/lib/input";
import { countTry } from "@/lib/web/limits";
import { bodyLimit } from "@/lib/web/server/body-limit";
import { problemType } from "./problem";
import type { ToAddress } from "./shapes/list";
import { Problem } from "./shapes/problem";

/** What a route's handler is given: on whose behalf, what came in, and how to write an address in full. */
export type Asked<Query> = {
  ctx: Ctx;
  /** A part of the path, `id` for instance. */
  param(name: string): string;
  query: Query;
  /** The body as it came. The command checks it. */
  input: unknown;
  link: ToAddress;
  /** The viewer's request as it came, for what no ctx says. */
  request: Context["req"];
};

export type RouteOptions<Query extends z.ZodObject, Answer extends z.ZodType> = {
  method: "get" | "put" | "post" | "patch" | "delete";
  /** Below `/api/v1`, with `{id}` for what varies. */
  path: string;
  tag: string;
  summary: string;
  description?: string;
  query?: Query;
  /** What the command reads it with, so that the document says what holds. */
  body?: z.ZodType;
  /** Left out where the answer is 204. */
  answer?: Answer;
  /** 200 where it isn't said. */
  created?: (answer: z.input<Answer>) => string;
  /** Whether a stranger is refused. */
  signedIn?: boolean;
  /** Refusals beside those that follow from the rest. */
  refuses?: readonly RefusalStatus[];
};

export type Api = {
  app: OpenAPIHono;
  ctxOf(c: Context): Promise<Ctx>;
  site: string | undefined;
  refresh(tags: Iterable<Tag>): Promise<void>;
};

/**
 * Adds a route and writes it into the document. The body is checked by the command behind it, with the schema that the
 * document shows: once, by the same rules as a form's.
 */
export function route<Query extends z.ZodObject, Answer extends z.ZodType>(
  api: Api,
  options: RouteOptions<Query, Answer>,
  handle: (asked: Asked<z.output<Query>>) => Promise<Answer extends z.ZodType ? z.input<Answer> : undefined>,
): void {
  const { query, body, answer, created } = options;
  api.app.openAPIRegistry.registerPath(described(options));
  api.app.on(options.method.toUpperCase(), options.path.replace(/\{(\w+)\}/g, ":$1"), async (c) => {
    const ctx = await api.ctxOf(c);
    if (limited.includes(options.method) && ctx.viewer) await countTry("sending by account", ctx.viewer.id);
    const site = api.site ?? new URL(c.req.url).origin;
    const answered = await handle({
      ctx,
      param: (name) => c.req.param(name) ?? "",
      query: (query ? parse(query, c.req.query()) : {}) as z.output<Query>,
      input: body ? await readJson(c) : undefined,
      link: (path) => site + path,
      request: c.req,
    });
    if (ctx.touched.size > 0) await api.refresh(ctx.touched);
    const headers = { "Cache-Control": "private, no-store" };
    if (!answer) return c.body(null, 204, headers);
    if (!created) return c.body(JSON.stringify(answered), 200, { ...headers, "Content-Type": "application/json" });
    const location = created(answered as z.input<Answer>);
    return c.body(JSON.stringify(answered), 201, {
      ...headers,
      "Content-Type": "application/json",
      Location: location,
    });
  });
}

/** What adds something, each time anew. */
const limited: string[] = ["post", "patch"];

/** The body as JSON. An empty one is none. */
async function readJson(c: Context): Promise<unknown> {
  const text = await c.req.text().catch(() => {
    throw new Refusal(400, "input.malformed", "The request broke off before its end.");
  });
  if (text.length > bodyLimit || Buffer.byteLength(text) > bodyLimit) {
    throw new Refusal(413, "request.too_large", "That is more than Moot takes in one go. Make it shorter.");
  }
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, "input.malformed", "The body of the request is not JSON.");
  }
}

const refusalWords: Record<RefusalStatus, string> = {
  400: "Malformed",
  401: "Signed out, or a token that doesn't hold",
  403: "Not allowed",
  404: "Not there, or not visible",
  405: "Not a method of this address",
  409: "Stale, or there already",
  413: "Too large",
  422: "Invalid; `errors` says which field and why",
  429: "Too often; `Retry-After` says when to try again",
  503: "Nothing can be saved just now; `Retry-After` says when to try again",
};

/** What the document says of a route. */
export function described<Query extends z.ZodObject, Answer extends z.ZodType>(
  options: RouteOptions<Query, Answer>,
): RouteConfig {
  const { method, path, tag, summary, description, query, body, answer, created, signedIn = false } = options;
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
  const params = z.object(Object.fromEntries(names.map((name) => [name, z.string()])));
  const refuses = new Set<RefusalStatus>([
    401,
    ...(signedIn ? ([403] as const) : []),
    ...(names.length > 0 ? ([404] as const) : []),
    ...(query ? ([400, 422] as const) : []),
    ...(body ? ([400, 413, 422] as const) : []),
    ...(limited.includes(method) ? ([429] as const) : []),
    ...(method === "get" ? [] : ([503] as const)),
    ...(options.refuses ?? []),
  ]);
  return {
    method,
    path,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    security: signedIn ? [{ token: [] }, { session: [] }] : [{}, { token: [] }, { session: [] }],
    request: {
      ...(names.length > 0 ? { params } : {}),
      ...(query ? { query } : {}),
      ...(body ? { body: { required: true, content: { "application/json": { schema: body } } } } : {}),
    },
    responses: {
      ...(answer
        ? { [created ? 201 : 200]: { description: "Done", content: { "application/json": { schema: answer } } } }
        : { 204: { description: "Done" } }),
      ...Object.fromEntries(
        [...refuses]
          .sort()
          .map((status) => [
            status,
            { description: refusalWords[status], content: { [problemType]: { schema: Problem } } },
          ]),
      ),
      default: { description: "A fault of the server", content: { [problemType]: { schema: Problem } } },
    },
  };
}
