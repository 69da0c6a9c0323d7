import { createHash, randomBytes } from "node:crypto";
import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth, { type AuthOptions, type User } from "next-auth";
import type { Adapter, AdapterAccount, AdapterUser } from "next-auth/adapters";
import type { Provider } from "@/lib/accounts/accounts";
import { accountByIdentity, linkIdentity, openSessionOf, signUpByProvider } from "@/lib/accounts/commands";
import { type Ctx, createCtx } from "@/lib/ctx";
import { database } from "@/lib/database";
import { log } from "@/lib/log";
import { cookiesIn } from "./cookies";
import { nextAuthProviders, type Vouched } from "./providers";
import { sessionSecret } from "./secret";
import { cookieAge, sessionCookieOptions } from "./session-cookie";
import { viewerOf } from "./viewer";

/**
 * next-auth does the round trip to a provider: it asks, checks the answer and sets the session cookie. What an account
 * or a session is, Moot's own commands know. Made anew for each request, because it may be one of somebody signed in.
 */
function optionsFor(ctx: Ctx, userAgent: string | null): AuthOptions {
  const { viewer } = ctx;
  return {
    secret: sessionSecret(),
    providers: nextAuthProviders(),
    adapter: adapterFor(ctx),
    session: { strategy: "jwt", maxAge: cookieAge },
    // Who is signed in was found out already, with a look at the session; a token alone proves nothing.
    jwt: { maxAge: cookieAge, decode: async () => viewer && { sub: viewer.id, sid: viewer.session } },
    pages: { signIn: "/signin", error: "/signin" },
    callbacks: {
      jwt: async ({ token, user, account }) => (account ? tokenFor(ctx, user, userAgent) : token),
    },
    logger: {
      error: (code, about) => log.warn({ code, error: about instanceof Error ? about : about.error }, "next-auth"),
      warn: (code) => log.debug({ code }, "next-auth"),
      debug: () => {},
    },
  };
}

/** Somebody who links a second way of signing in keeps their session. */
async function tokenFor(ctx: Ctx, user: User, userAgent: string | null) {
  if (ctx.viewer?.id === user.id && ctx.viewer.session !== null) return { sub: user.id, sid: ctx.viewer.session };
  const { session } = await openSessionOf(ctx, user.id, userAgent);
  return { sub: user.id, sid: session.id };
}

const asUser = ({ id }: { id: string }): AdapterUser => ({ id, email: "", emailVerified: null });

/** What next-auth asks of a store, said in Moot's commands. */
function adapterFor(ctx: Ctx): Adapter {
  return {
    getUser: async (id) => (ctx.viewer?.id === id ? asUser({ id }) : null),
    getUserByAccount: async ({ provider, providerAccountId }) => {
      const account = await accountByIdentity(ctx.db, provider, providerAccountId);
      return account ? asUser(account) : null;
    },
    // No provider is asked for a mail address, so that none can pass for one that was confirmed here.
    getUserByEmail: async () => null,
    // The account and its identity in one transaction: what `linkAccount`, called next, is to do is then done already.
    createUser: async (profile: unknown) => {
      const { provider, subject, nameElsewhere } = profile as Vouched;
      return asUser(await signUpByProvider(ctx, { provider, subject, nameElsewhere }));
    },
    linkAccount: ({ userId, provider, providerAccountId }: AdapterAccount) =>
      linkIdentity(ctx, userId, { provider: provider as Provider, subject: providerAccountId }),
    updateUser: async (user) => asUser({ id: user.id }),
  };
}

type Call = {
  /** What stands after /api/auth/, `callback/github` for instance. */
  path: string[];
  body?: Record<string, string>;
  cookies?: Record<string, string>;
};

/**
 * Has next-auth answer a request, or one made for it. Its handler for route handlers takes cookies and body from Next
 * alone; the older one takes what it is given, as Node's request and response, which are imitated here.
 */
export async function askNextAuth(request: Request, call: Call): Promise<Response> {
  const db = await database();
  const now = new Date();
  const cookie = request.headers.get("cookie");
  const viewer = await viewerOf({ cookie, authorization: null }, db, now);
  const headers = new Headers();
  let answer = { status: 200, body: null as string | null };
  const end = (body: string | null = null) => {
    answer = { ...answer, body };
  };
  const response = {
    status(status: number) {
      answer.status = status;
      return response;
    },
    getHeader: (name: string) => (name.toLowerCase() === "set-cookie" ? headers.getSetCookie() : headers.get(name)),
    setHeader(name: string, value: string | string[]) {
      headers.delete(name);
      for (const one of [value].flat()) headers.append(name, one);
      return response;
    },
    send: (body: unknown) => end(typeof body === "object" ? JSON.stringify(body) : String(body ?? "")),
    json: (body: unknown) => end(JSON.stringify(body)),
    end,
  };
  await NextAuth(
    {
      method: call.body ? "POST" : request.method,
      query: { ...Object.fromEntries(new URL(request.url).searchParams), nextauth: call.path },
      body: call.body,
      cookies: { ...cookiesIn(cookie), ...call.cookies },
      headers: Object.fromEntries(request.headers),
    } as unknown as NextApiRequest,
    response as unknown as NextApiResponse,
    optionsFor(createCtx(db, viewer, now), request.headers.get("user-agent")),
  );
  headers.set("Cache-Control", "private, no-store");
  return new Response(answer.body, { status: answer.status, headers });
}

/** Sends somebody to a provider; `callbackUrl` is where they land afterwards. Needs no JavaScript and no second click. */
export async function sendToProvider(request: Request, provider: Provider, callbackUrl: string): Promise<Response> {
  // The pair that next-auth's own page would have made. Where the request comes from was checked by the server.
  const csrfToken = randomBytes(32).toString("hex");
  const hash = createHash("sha256").update(`${csrfToken}${sessionSecret()}`).digest("hex");
  const name = `${sessionCookieOptions().secure ? "__Host-" : ""}next-auth.csrf-token`;
  return askNextAuth(request, {
    path: ["signin", provider],
    body: { csrfToken, callbackUrl },
    cookies: { [name]: `${csrfToken}|${hash}` },
  });
}
