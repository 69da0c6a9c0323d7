import Ajv2020, { type ValidateFunction } from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { expect } from "vitest";
import { tokens } from "@/db/schema";
import type { Role } from "@/lib/accounts/accounts";
import { openSessionOf } from "@/lib/accounts/commands";
import { hashOfSecret } from "@/lib/accounts/secrets";
import { createApi } from "@/lib/api/app";
import type { Tag } from "@/lib/ctx";
import { newId } from "@/lib/ids";
import { sessionCookieFor, sessionCookieName } from "@/lib/web/session-cookie";
import { essayWithClaims } from "../support/debate";
import { moot } from "../support/moot";

// biome-ignore lint/suspicious/noExplicitAny: an answer is whatever came; each test says what of it matters.
export type Answer = { status: number; body: any; headers: Headers; text: string };

/** A token is sent, or with `inPerson` the cookie of a session. */
export type SendOptions = {
  role?: Role;
  scope?: "read" | "write";
  inPerson?: boolean;
  headers?: Record<string, string>;
};

// Otherwise one would be made and kept in data/.
process.env.NEXTAUTH_SECRET ??= "the secret of the Moot of these tests";

/** The API on a Moot of one's own, with an essay of two claims. Every answer is held against the document. */
export async function api() {
  const m = await moot();
  const refreshed: Tag[] = [];
  const app = createApi({
    db: async () => m.moots,
    now: () => m.clock.now,
    refresh: async (tags) => void refreshed.push(...tags),
  });
  const [claim, other] = await essayWithClaims(m.db, ["Water is wet", "Fire is hot"], "On elements");
  if (!claim || !other) throw new Error("no claims");
  const secrets = new Map<string, string>();

  async function tokenOf(name: string, { role, scope = "write" }: SendOptions): Promise<string> {
    const key = `${name} ${scope}`;
    const known = secrets.get(key);
    if (known) return known;
    const { rowId } = await m.person(name, role);
    const secret = `moot_${name.replace(/\W/g, "-")}_${scope}`;
    await m.db.write((tx) =>
      tx.insert(tokens).values({
        id: newId(),
        account: rowId,
        name: "test",
        secretHash: hashOfSecret(secret),
        scope,
        createdAt: m.clock.now,
      }),
    );
    secrets.set(key, secret);
    return secret;
  }

  async function cookieOf(name: string): Promise<string> {
    const { session, viewer } = await openSessionOf(await m.as(null), (await m.person(name)).id, null);
    return `${sessionCookieName()}=${await sessionCookieFor(session, viewer)}`;
  }

  async function credentials(who: string | null, options: SendOptions): Promise<Record<string, string>> {
    if (who === null) return {};
    if (options.inPerson) return { cookie: await cookieOf(who) };
    return { authorization: `Bearer ${await tokenOf(who, options)}` };
  }

  /** Sends a request on behalf of somebody, or of a stranger. A body that is a string goes out as it is. */
  async function send(
    who: string | null,
    method: string,
    path: string,
    body?: unknown,
    options: SendOptions = {},
  ): Promise<Answer> {
    const response = await app.request(`http://moot.test/api/v1${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(await credentials(who, options)),
        ...options.headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const answer = { status: response.status, body: text && JSON.parse(text), headers: response.headers, text };
    const operation = operationAt(method, new URL(`http://moot.test/api/v1${path}`).pathname);
    if (operation) holdsAgainst(operation, answer);
    return answer;
  }

  return { ...m, app, send, refreshed, claim, other };
}

type Operation = { name: string; pattern: RegExp; pointer: string; statuses: string[] };

export type Document = {
  paths: Record<string, Record<string, { responses: Record<string, { content?: Record<string, unknown> }> }>>;
  components: { schemas: Record<string, unknown> };
};

/** The document as the API hands it out. */
export const openapi: Document = await (
  await createApi({ refresh: async () => {} }).request("/api/v1/openapi.json")
).json();

/** Everything the document says the API answers to: `PUT /claims/{id}/vote`. */
export const operations: Operation[] = Object.entries(openapi.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { responses }]) => ({
    name: `${method.toUpperCase()} ${path.replace("/api/v1", "")}`,
    pattern: new RegExp(`^${method.toUpperCase()} ${path.replace(/\{\w+\}/g, "[^/]+")}$`),
    pointer: `#/paths/${path.replaceAll("/", "~1")}/${method}`,
    statuses: Object.keys(responses),
  })),
);

const operationAt = (method: string, path: string) =>
  operations.find(({ pattern }) => pattern.test(`${method} ${path}`));

const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true })).addSchema(closed(openapi), "moot");
const validators = new Map<string, ValidateFunction>();

/** Whether an answer has a documented status, and the shape that is documented for it: nothing less, nothing more. */
function holdsAgainst({ name, pointer, statuses }: Operation, { status, body, headers, text }: Answer): void {
  expect(statuses, `${name} answers ${status}: ${text}`).toContain(String(status));
  const type = headers.get("content-type");
  if (status === 204) {
    expect(text).toBe("");
    return;
  }
  expect(type).toBe(status < 400 ? "application/json" : "application/problem+json");
  const schema = `moot${pointer}/responses/${status}/content/${type?.replaceAll("/", "~1").replace("+", "%2B")}/schema`;
  const validate =
    validators.get(schema) ?? ajv.compile({ $ref: schema.replaceAll("{", "%7B").replaceAll("}", "%7D") });
  validators.set(schema, validate);
  validate(body);
  expect(validate.errors ?? [], `${name} answers ${status}: ${text.slice(0, 2000)}`).toEqual([]);
}

/** The document with every shape closed, so that a member that is not documented is found. */
function closed(document: Document): object {
  const copy = structuredClone(document);
  const close = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    for (const value of Object.values(node)) close(value);
    if ("properties" in node && !("additionalProperties" in node)) Object.assign(node, { additionalProperties: false });
  };
  close(copy.paths);
  close(copy.components);
  return copy;
}

export const evidence = (more: Record<string, unknown> = {}) => ({
  kind: "evidence",
  stance: "supports",
  body: { markdown: "It is wet to the touch." },
  source: { url: "https://water.example/study", title: "On water", excerpt: "It was wet." },
  ...more,
});

export const rebuttal = (markdown = "It is not so.") => ({ kind: "rebuttal", body: { markdown } });
