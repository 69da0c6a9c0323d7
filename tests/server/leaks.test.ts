import { readdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { decisions } from "@/db/schema";
import { addByOperator, signUp } from "@/lib/accounts/commands";
import { createCtx } from "@/lib/ctx";
import { sessionCookieFor, sessionCookieName } from "@/lib/web/session-cookie";
import { testFolder } from "../support/folder";
import { password } from "../support/people";
import { leaksIn, readers, secretDebate, secrets } from "../support/secrets";
import { type RunningMoot, startMoot } from "../support/server";

const NEXTAUTH_SECRET = "the secret of the Moot of these tests";
process.env.NEXTAUTH_SECRET = NEXTAUTH_SECRET;

let moot: RunningMoot;
let dataDir: string;
const cookies = new Map<string, string>();
let debate: Awaited<ReturnType<typeof secretDebate>>;
let decisionIds: string[];

beforeAll(async () => {
  dataDir = await testFolder("leaks");
  const db = await openDatabase({ url: `file:${path.join(dataDir, "moot.db")}` });
  await migrateDatabase(db);
  debate = await secretDebate(db, async (name, role) => {
    const { viewer, session } = await signUp(createCtx(db), { name, password });
    if (role !== "member") await addByOperator(createCtx(db), { name, role });
    cookies.set(name, `${sessionCookieName()}=${await sessionCookieFor(session, viewer)}`);
    return { ...viewer, role };
  });
  decisionIds = (await db.select({ id: decisions.id }).from(decisions)).map(({ id }) => id);
  db.close();
  moot = await startMoot({ dataDir, env: { NEXTAUTH_SECRET } });
});
afterAll(async () => {
  await moot.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** Every page and route that is read, as people call it: from the folders, so that none that is added later is left out. */
const routes = [
  ...new Set(
    readdirSync("app", { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && /^(page\.tsx|route\.tsx?)$/.test(entry.name))
      .map((entry) => entry.parentPath.replaceAll(path.sep, "/").replace(/^app/, ""))
      .filter((route) => !/^\/(api|internal|signout|signin|first-admin|reset)(\/|$)/.test(route))
      .map((route) =>
        route
          .replace(/^\/read\/home\/\[view\]$/, "/")
          .replace(/^\/read(?=\/)/, "")
          .replace(/\/\[view\]$/, ""),
      ),
  ),
];

/** Addresses of a route for everything that its brackets could stand for here. */
function addresses(route: string): string[] {
  const { claim, elsewhere, shown, held, removed, banned, below } = debate;
  const things = [claim, elsewhere, shown, held, removed, banned, below].map(({ id }) => id);
  const fills: Record<string, string[]> = {
    id: route.startsWith("/moderation/log/") ? decisionIds : things,
    slug: route.startsWith("/c/") ? [claim.slug, elsewhere.slug] : ["on-secrets", "on-bodies"],
    name: ["ada", "sam"],
    kind: ["c", "e", "r"],
    domain: Object.values(secrets).map((word) => `${word}.example`),
  };
  let filled = [route];
  for (const [bracket, name = ""] of route.matchAll(/\[(?:\.\.\.)?(\w+)\]/g)) {
    filled = filled.flatMap((one) => (fills[name] ?? ["x"]).map((value) => one.replace(bracket, value)));
  }
  const queries: Record<string, string[]> = {
    "/search": Object.values(secrets).map((word) => `?q=${word}`),
    "/moderation/log": ["", `?contribution=${held.id}`, `?contribution=${removed.id}`, "?action=archive"],
    "/moderation": ["", "?state=held", "?author=sam", "?flagger=bob", `?domain=${secrets.held}.example`],
  };
  return filled.flatMap((one) => (queries[route] ?? [""]).map((query) => one + query));
}

const read = (address: string, reader: string) =>
  fetch(moot.url + address, {
    redirect: "manual",
    headers: { cookie: cookies.get(reader) ?? "", accept: "text/html,*/*" },
  });

test("there are pages to look at", () => {
  expect(routes).toEqual(
    expect.arrayContaining(["/", "/c/[id]/[slug]", "/e/[id]", "/moderation/log.csv", "/u/[name]"]),
  );
});

test.each(Object.keys(readers))(
  "%s reads nothing on any page, in its head or beside it, that is not theirs to see",
  async (reader) => {
    let whole = 0;
    const look = async ({ route, address }: { route: string; address: string }) => {
      const response = await read(address, reader);
      const said = `${response.headers.get("location") ?? ""}\n${await response.text()}`;
      whole += Number(response.status === 200);
      // What was asked for is said again: a search's words, a site's name.
      if (new URL(address, moot.url).search === "" && !route.includes("[domain]")) {
        expect(leaksIn(said, reader), `${reader}: ${address}`).toEqual([]);
      } else expect(said, `${reader}: ${address}`).not.toMatch(unlessAllowed(reader));
    };
    // What is their own they take with them, whatever became of it; and by its beginning they know what was decided about.
    const own = reader === "ada" ? ["/settings/export", "/inbox"] : [];
    const wanted = routes
      .filter((route) => !own.includes(route))
      .flatMap((route) => addresses(route).map((address) => ({ route, address })));
    while (wanted.length > 0) await Promise.all(wanted.splice(0, 8).map(look));
    expect(whole).toBeGreaterThan(10);
  },
  120_000,
);

/** The sentences around the secrets, which nobody types into a search. */
const unlessAllowed = (reader: string): RegExp => {
  const kept = (Object.keys(secrets) as (keyof typeof secrets)[]).filter((one) => !readers[reader]?.includes(one));
  return new RegExp(`This says (<mark>)?(${kept.map((one) => secrets[one]).join("|")})`);
};

test("what is held answers as what isn't there, to whoever guesses its id", async () => {
  const { held, banned } = debate;
  for (const reader of ["stranger", "bob", "lim"]) {
    for (const route of routes.filter((route) => /^\/[er]\/\[id\]/.test(route))) {
      const status = async (id: string) => (await read(route.replace("[id]", id), reader)).status;
      const nothing = await status("nosuchone");
      for (const { id } of [held, banned]) expect(await status(id), `${reader}: ${route}`).toBe(nothing);
    }
  }
}, 120_000);

test("of a site that only what is held or removed comes from, nobody learns that it does", async () => {
  const pages = routes.filter((route) => route.startsWith("/sources/") && route.includes("[domain]"));
  expect(pages.length).toBeGreaterThan(0);
  for (const route of pages) {
    const said = async (word: string) => {
      const response = await read(route.replace("[domain]", `${word}.example`), "bob");
      const text = (await response.text()).replace(/<script[\s\S]*?<\/script>/g, "");
      return `${response.status} ${text.replaceAll(word, "…")}`;
    };
    const nothing = await said("zandernothing");
    for (const word of [secrets.held, secrets.removed, secrets.banned]) expect(await said(word), route).toBe(nothing);
  }
});
