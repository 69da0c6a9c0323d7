import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { contributions, jobs, queueEntries, sourceChecks } from "@/db/schema";
import { attach, edit, withdraw } from "@/lib/contributions/commands";
import { checkQuote, decide } from "@/lib/curation/commands";
import { aClaim } from "../support/debate";
import { lookingAt, workOff } from "../support/looking";
import { moot } from "../support/moot";
import { page, pdf, type Site, startSite } from "../support/site";

type Moot = Awaited<ReturnType<typeof moot>>;

const excerpt = "the gap was about four months";
const body = { markdown: "It measures just that." };
const day = 24 * 60 * 60 * 1000;

/** Ada's evidence, whose source is at a path of a site. */
async function setting(more: Record<string, unknown> = {}) {
  const m = await moot();
  const site = await startSite();
  const claim = await aClaim(m);
  const source = { url: `${site.url}/page`, title: "The gap", excerpt, ...more };
  const { id } = await attach(await m.as("Ada"), claim.id, { kind: "evidence", stance: "supports", body, source });
  const look = (settings = lookingAt(site)) => workOff(m, settings);
  return { m, site, claim, id, source, look };
}

const rowOf = async (m: Moot, id: string) => {
  const [row] = await m.db.select().from(contributions).where(eq(contributions.id, id));
  if (!row) throw new Error("no row");
  return row;
};
const set = (m: Moot, id: string, columns: Partial<typeof contributions.$inferInsert>) =>
  m.db.write((tx) => tx.update(contributions).set(columns).where(eq(contributions.id, id)));
const looks = (m: Moot) => m.db.select().from(sourceChecks).orderBy(sourceChecks.rowId);
const newest = async (m: Moot) => (await looks(m)).at(-1);
const later = (m: Moot, days: number) => {
  m.clock.now = new Date(m.clock.now.getTime() + days * day);
};
const withQuote = page(`In 2026 ${excerpt}, on average.`, "<title>On the gap</title>");

describe("after evidence came in, its source is looked at", () => {
  test("and the excerpt found; the page shows no more of it than before", async () => {
    const { m, site, id, look } = await setting();
    site.at("/page", withQuote);
    expect(await look()).toEqual([]);
    expect(await looks(m)).toMatchObject([
      {
        url: `${site.url}/page`,
        finalUrl: `${site.url}/page`,
        httpStatus: 200,
        fault: null,
        title: "On the gap",
        found: "exact",
        similarity: 1,
        passage: excerpt,
        passagePrefix: "In 2026 ",
        passageSuffix: ", on average.",
      },
    ]);
    expect(await rowOf(m, id)).toMatchObject({ quoteCheck: "unchecked", deadSince: null, version: 1 });
  });

  test("and the excerpt missed: no reader is told what a machine did not find", async () => {
    const { m, site, id, look } = await setting();
    site.at("/page", page("Nothing of the kind is said here.\nNothing at all, however long one looks for it."));
    await look();
    expect(await newest(m)).toMatchObject({ found: "absent", passage: null, fault: null });
    expect((await rowOf(m, id)).quoteCheck).toBe("unchecked");
  });

  test("though it is a PDF, leads elsewhere, or speaks another charset", async () => {
    const { m, site, look } = await setting();
    site.at("/page", (_, res) => res.writeHead(301, { location: "/paper.pdf" }).end());
    site.at("/paper.pdf", pdf(["We found that the gap was", "about four months."], { title: "A paper" }));
    await look();
    expect(await newest(m)).toMatchObject({ finalUrl: `${site.url}/paper.pdf`, title: "A paper", found: "folded" });
    const other = await setting({ excerpt: "naïve café" });
    other.site.at("/page", (_, res) =>
      res
        .writeHead(200, { "content-type": "text/html; charset=iso-8859-1" })
        .end(Buffer.from(page("A naïve café."), "latin1")),
    );
    await other.look();
    expect(await newest(other.m)).toMatchObject({ found: "exact" });
  });

  test("but not where there is no address, nor again before its week is over", async () => {
    const m = await moot();
    const site = await startSite();
    const source = { citation: "E. Ostrom, Governing the Commons, 1990" };
    const claim = await aClaim(m);
    await attach(await m.as("Ada"), claim.id, { kind: "evidence", stance: "supports", body, source });
    expect(await m.db.select().from(jobs)).toEqual([]);
    await workOff(m, lookingAt(site));
    expect(site.asked).toEqual([]);
    const other = await setting();
    other.site.at("/page", withQuote);
    await other.look();
    later(other.m, 6);
    await other.look();
    expect(other.site.asked).toHaveLength(1);
    later(other.m, 1);
    await other.look();
    expect(other.site.asked).toHaveLength(2);
  });

  test("and of what was withdrawn, it is not", async () => {
    const { m, id, site, look } = await setting();
    await withdraw(await m.as("Ada"), id);
    await look();
    expect(site.asked).toEqual([]);
  });
});

describe("a source that leads inward is not followed", () => {
  test.each([
    "http://169.254.169.254/latest",
    "http://[::ffff:127.0.0.1]:1/",
    "http://2130706433:1/",
    "http://127.0.0.1:1/",
  ])("to %s", async (to) => {
    const { m, id, site, look } = await setting();
    site.at("/page", (_, res) => res.writeHead(302, { location: to }).end());
    await look();
    expect(await newest(m)).toMatchObject({ fault: "blocked_address", textHash: null });
    expect((await rowOf(m, id)).quoteCheck).toBe("unchecked");
  });
});

describe("a source at which nothing answers", () => {
  const gone = async () => {
    const s = await setting();
    await s.look();
    return s;
  };

  test("is called unreachable after three tries in a row, since the first of them", async () => {
    const { m, id, look, claim } = await gone();
    const first = m.clock.now;
    expect(await newest(m)).toMatchObject({ fault: "gone", httpStatus: 404 });
    expect(await rowOf(m, id)).toMatchObject({ quoteCheck: "unchecked", deadSince: null });
    later(m, 1);
    await look();
    expect(await rowOf(m, id)).toMatchObject({ quoteCheck: "unchecked", deadSince: null });
    later(m, 1);
    expect(await look()).toEqual([`claim:${claim.id}`]);
    expect(await rowOf(m, id)).toMatchObject({ quoteCheck: "unreachable", deadSince: first });
    later(m, 6);
    await look();
    expect(await looks(m)).toHaveLength(3);
    later(m, 1);
    await look();
    expect(await looks(m)).toHaveLength(4);
  });

  test("is alive again when it answers", async () => {
    const { m, id, site, look } = await gone();
    for (const days of [1, 1]) {
      later(m, days);
      await look();
    }
    site.at("/page", withQuote);
    later(m, 7);
    await look();
    expect(await rowOf(m, id)).toMatchObject({ quoteCheck: "unchecked", deadSince: null });
  });

  test("keeps what a curator saw there while it did", async () => {
    const { m, id, look } = await gone();
    await set(m, id, { quoteCheck: "verified" });
    for (const days of [1, 1]) {
      later(m, days);
      await look();
    }
    const row = await rowOf(m, id);
    expect(row.quoteCheck).toBe("verified");
    expect(row.deadSince).not.toBeNull();
  });

  test("is not dead where the site only refuses, or stumbles", async () => {
    const { m, id, site, look } = await setting();
    for (const status of [403, 503, 503, 429, 503]) {
      site.at("/page", (_, res) => res.writeHead(status).end());
      await look();
      later(m, 8);
    }
    expect((await looks(m)).map(({ fault }) => fault)).toEqual([
      "refused",
      "server_error",
      "server_error",
      "server_error",
      "server_error",
    ]);
    expect(await rowOf(m, id)).toMatchObject({ quoteCheck: "unchecked", deadSince: null });
  });
});

describe("a page that changed", () => {
  const verified = async () => {
    const s = await setting();
    s.site.at("/page", withQuote);
    await s.look();
    const cora = await s.m.as("Cora", "curator");
    await decide(cora, s.id, { to: "accepted", version: 1 });
    await checkQuote(cora, s.id, { result: "verified", version: 2 });
    later(s.m, 7);
    return s;
  };

  test("says since when, and keeps its mark while the excerpt stands there", async () => {
    const { m, id, site, look, claim } = await verified();
    site.at("/page", page(`In 2026 ${excerpt}, on average.\nA line was added.`));
    const at = m.clock.now;
    expect(await look()).toEqual([`claim:${claim.id}`]);
    expect(await rowOf(m, id)).toMatchObject({ quoteCheck: "verified", sourceChangedAt: at });
    expect(await m.db.select().from(queueEntries)).toEqual([]);
  });

  test("loses it, and comes back to the curators, where the excerpt no longer does", async () => {
    const { m, id, site, look } = await verified();
    site.at("/page", page("In 2026 there was no gap of any kind.\nThis page was corrected."));
    await look();
    expect(await rowOf(m, id)).toMatchObject({ quoteCheck: "unchecked", sourceChangedAt: m.clock.now });
    expect(await m.db.select().from(queueEntries)).toHaveLength(1);
    const { version } = await rowOf(m, id);
    await checkQuote(await m.as("Cora"), id, { result: "failed", version });
    expect(await m.db.select().from(queueEntries)).toEqual([]);
  });

  test("whose quotation nobody has checked gives the curators nothing to do", async () => {
    const { m, id, site, look } = await setting();
    site.at("/page", withQuote);
    await look();
    await decide(await m.as("Cora", "curator"), id, { to: "accepted", version: 1 });
    site.at("/page", page("In 2026 there was no gap of any kind.\nThis page was corrected."));
    later(m, 7);
    await look();
    expect((await rowOf(m, id)).sourceChangedAt).not.toBeNull();
    expect(await m.db.select().from(queueEntries)).toEqual([]);
  });

  test("is no other for white space and what stands around it", async () => {
    const { m, id, site, look } = await verified();
    site.at(
      "/page",
      withQuote.replace("<body>", "<body>\n\n<nav>A new link</nav>").replace(" on average", "\n on average"),
    );
    expect(await look()).toEqual([]);
    expect((await rowOf(m, id)).sourceChangedAt).toBeNull();
  });
});

describe("an edit", () => {
  test("of the source begins anew", async () => {
    const { m, id, site, source, look } = await setting();
    site.at("/page", withQuote);
    await look();
    await set(m, id, {
      quoteCheck: "verified",
      deadSince: m.clock.now,
      archiveUrl: "https://a.example/",
      sourceChangedAt: m.clock.now,
    });
    const ada = await m.as("Ada");
    site.at("/other", page("Something else."));
    await edit(ada, id, { version: 1, body, source: { ...source, url: `${site.url}/other` } });
    expect(await rowOf(m, id)).toMatchObject({
      quoteCheck: "unchecked",
      deadSince: null,
      archiveUrl: null,
      sourceChangedAt: null,
    });
    await look();
    expect(await newest(m)).toMatchObject({ url: `${site.url}/other`, revision: 2, found: "absent" });
  });

  test("of one's own words does not", async () => {
    const { m, id, site, source, look } = await setting();
    site.at("/page", withQuote);
    await look();
    await set(m, id, { quoteCheck: "verified" });
    await edit(await m.as("Ada"), id, { version: 1, body: { markdown: "Better said." }, source });
    await look();
    expect((await rowOf(m, id)).quoteCheck).toBe("verified");
    expect(site.asked).toHaveLength(1);
  });

  test("while the old address is looked at wins", async () => {
    const { m, id, site, source, look } = await setting();
    const ada = await m.as("Ada");
    site.at("/other", withQuote);
    site.at("/page", async (_, res) => {
      await edit(ada, id, { version: 1, body, source: { ...source, url: `${site.url}/other` } });
      res.writeHead(200, { "content-type": "text/html" }).end(page("Nothing."));
    });
    await look();
    expect(await looks(m)).toMatchObject([{ url: `${site.url}/other`, found: "exact" }]);
  });
});

test("of many looks, the newest ten are kept, and the newest that read something", async () => {
  const { m, site, look } = await setting();
  site.at("/page", withQuote);
  await look();
  site.at("/page", (_, res) => res.writeHead(403).end());
  for (let i = 0; i < 12; i += 1) {
    later(m, 8);
    await look();
  }
  const kept = await looks(m);
  expect(kept).toHaveLength(11);
  expect(kept[0]?.textHash).not.toBeNull();
});

describe("an archive that is configured", () => {
  const archiveOf = (site: Site) => lookingAt(site, { archiveLookup: `${site.url}/available?url={url}` });

  test("is asked for a copy, once", async () => {
    const { m, id, site, claim, look } = await setting();
    site.at("/page", withQuote);
    const closest = { available: true, status: "200", url: "http://web.archive.org/web/2026/https://a.example/" };
    site.at("/available", (req, res) => {
      expect(new URL(req.url ?? "", site.url).searchParams.get("url")).toBe(`${site.url}/page`);
      res
        .writeHead(200, { "content-type": "application/json" })
        .end(JSON.stringify({ archived_snapshots: { closest } }));
    });
    expect(await look(archiveOf(site))).toEqual([`claim:${claim.id}`]);
    expect((await rowOf(m, id)).archiveUrl).toBe("https://web.archive.org/web/2026/https://a.example/");
    later(m, 8);
    await look(archiveOf(site));
    expect(site.asked.filter(({ url }) => url?.startsWith("/available"))).toHaveLength(1);
  });

  test.each([
    '{"archived_snapshots":{}}',
    "nonsense",
    "null",
    '{"archived_snapshots":{"closest":{"available":true,"url":"javascript:1"}}}',
  ])("that has none and answers %s changes nothing", async (answer) => {
    const { m, id, site, look } = await setting();
    site.at("/page", withQuote);
    site.at("/available", (_, res) => res.writeHead(200, { "content-type": "application/json" }).end(answer));
    await look(archiveOf(site));
    expect((await rowOf(m, id)).archiveUrl).toBeNull();
  });
});
