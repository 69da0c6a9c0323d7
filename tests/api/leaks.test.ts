import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { claims, decisions } from "@/db/schema";
import { leaksIn, readers, secretDebate, secrets } from "../support/secrets";
import { type Answer, api, openapi, operations } from "./support";

type Parameter = { in: string; name: string };

const reading = operations.filter(({ name }) => name.startsWith("GET "));
const words = Object.values(secrets);

/** Every address that an operation has for these ids, and for each of its filters that could reach something. */
function addresses(name: string, ids: string[]): string[] {
  const path = name.replace("GET ", "");
  const own = /\{/.test(path) ? ids.map((id) => path.replace(/\{\w+\}/, id)) : [path];
  const described = openapi.paths[`/api/v1${path}`]?.get as unknown as { parameters?: Parameter[] };
  const filters: Record<string, string[]> = {
    q: words,
    state: ["held", "removed"],
    hold: ["author-banned", "claim-locked"],
    parent: ids,
    contribution: ids,
    claim: ids,
    of: ["own", "everybody"],
    author: ["ada", "sam"],
    person: ["sam"],
    domain: words.map((word) => `${word}.example`),
    essay: ["on-secrets", "on-bodies"],
    action: ["archive", "ban-hold", "decide"],
    path: ids.flatMap((id) => [`/e/${id}`, `/c/${id}/x`]),
    url: words.map((word) => `https://${word}.example/${word}`),
  };
  const queries = (described.parameters ?? [])
    .filter((parameter) => parameter.in === "query")
    .flatMap(({ name }) => (filters[name] ?? []).map((value) => `?${new URLSearchParams({ [name]: value })}`));
  return own.flatMap((one) => ["", ...queries].map((query) => one + query));
}

test.each(Object.keys(readers))(
  "%s reads nothing by any operation that is not theirs to see",
  async (reader) => {
    const { send, db, person } = await api();
    const debate = await secretDebate(db, person);
    const log = await db.select({ id: decisions.id }).from(decisions);
    const { claim, elsewhere, shown, held, removed, banned, below, proposed, declined } = debate;
    const things = [claim, elsewhere, shown, held, removed, banned, below, proposed, declined].map(({ id }) => id);
    const ids = [...things, ...log.map(({ id }) => id), "on-secrets", "on-bodies", "ada", "sam"];
    const who = reader === "stranger" ? null : reader;
    let read = 0;
    for (const { name } of reading) {
      for (const address of addresses(name, ids)) {
        // What is their own they take with them, whatever became of it.
        if (name === "GET /me/export" && reader === "ada") continue;
        const { text, status } = await send(who, "GET", address);
        read += Number(status === 200);
        expect(leaksIn(text, reader), `${reader}: ${address}: ${text.slice(0, 500)}`).toEqual([]);
      }
    }
    expect(read).toBeGreaterThan(20);
  },
  120_000,
);

test("those who may, see it: the words above are not missed because nobody sees them", async () => {
  const { send, db, person } = await api();
  const { held, banned } = await secretDebate(db, person);
  for (const who of ["cara", "max"]) {
    expect((await send(who, "GET", `/contributions/${held.id}`)).text).toContain(secrets.held);
    expect((await send(who, "GET", `/contributions/${banned.id}`)).text).toContain(secrets.banned);
  }
  expect((await send("ada", "GET", `/contributions/${held.id}`)).text).toContain(secrets.held);
  expect((await send("ada", "GET", "/me/export")).text).toContain(secrets.removed);
});

test("what a reader may not see answers as what isn't there does, by every operation with an id", async () => {
  const { send, db, person } = await api();
  const { held, banned } = await secretDebate(db, person);
  const unknown = "nosuchone";
  const same = ({ status, text }: Answer, id: string) => `${status} ${text.replaceAll(id, unknown)}`;
  for (const reader of ["stranger", "bob", "lim"]) {
    const who = reader === "stranger" ? null : reader;
    for (const { name } of operations.filter(({ name }) => name.includes("/contributions/{id}"))) {
      const [method = "", path = ""] = name.split(" ");
      const body = method === "GET" || method === "DELETE" ? undefined : { to: "accepted", version: 1 };
      const at = (id: string) => send(who, method, path.replace("{id}", id), body);
      const nothing = same(await at(unknown), unknown);
      for (const { id } of [held, banned]) expect(same(await at(id), id), `${reader}: ${name}`).toBe(nothing);
    }
  }
}, 60_000);

test("no count tells of it", async () => {
  const { send, db, person } = await api();
  const { claim, shown, elsewhere } = await secretDebate(db, person);
  // One piece of evidence is shown. Three rebuttals are, below a place whose words are not.
  const { body } = await send(null, "GET", `/claims/${claim.id}`);
  expect(body.counts).toEqual({ supporting: 1, contradicting: 0, rebuttals: 3 });
  const listed = await send(null, "GET", `/claims/${claim.id}/contributions?kind=evidence`);
  expect(listed.body.items.filter(({ body }: { body: unknown }) => body !== null)).toMatchObject([{ id: shown.id }]);
  // Whoever curates another essay has nothing waiting there.
  expect((await send("lim", "GET", "/viewer?path=/")).body.waiting).toBe(0);
  const [row] = await db.select().from(claims).where(eq(claims.rowId, elsewhere.rowId));
  expect([row?.supporting, row?.rebuttals]).toEqual([0, 0]);
});
