import { desc, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { contributions, holdCatches, holdRules as ruleRows } from "@/db/schema";
import { attach, edit, withdraw } from "@/lib/contributions/commands";
import { contributionById } from "@/lib/contributions/list";
import { changeRule, decide, gradeSource, lockClaim, undoDecision } from "@/lib/curation/commands";
import { holdRules } from "@/lib/curation/holding/rules";
import { ruleWords } from "@/lib/curation/holding/words";
import { decisionsOf, holdRulesRead, publicLog } from "@/lib/curation/queries";
import { aClaim } from "../support/debate";
import { moot } from "../support/moot";
import { holdFirstContributions } from "../support/rules";

type Moot = Awaited<ReturnType<typeof moot>>;

const long = "A text that is long enough to be compared with others, whatever they say.";
const rebuttal = (markdown: string) => ({ kind: "rebuttal", body: { markdown } });
const evidence = (url: string, markdown = "It bears on it.") => ({
  kind: "evidence",
  stance: "supports",
  body: { markdown },
  source: { url, title: "A page" },
});
const links = (count: number) =>
  Array.from({ length: count }, (_, i) => `[one](https://site${i}.example/page)`).join(" and ");

async function ban(m: Moot, domain: string) {
  const input = { grade: "banned", rationale: "It makes things up.", version: 0 };
  return gradeSource(await m.as("mo", "moderator"), domain, input);
}

const catches = (m: Moot) => m.db.select().from(holdCatches).orderBy(desc(holdCatches.rowId));
const rowOf = async (m: Moot, id: string) => {
  const [row] = await m.db.select().from(contributions).where(eq(contributions.id, id));
  if (!row) throw new Error("no such contribution");
  return row;
};

describe("a banned site", () => {
  test("is no source, not by its subdomains either, and the refusal leads to why", async () => {
    const m = await moot();
    const claim = await aClaim(m);
    await ban(m, "daily.example");
    for (const url of ["https://daily.example/a", "http://WWW.Daily.Example./a", "https://blog.daily.example/b"]) {
      await expect(attach(await m.as("ada"), claim.id, evidence(url))).rejects.toMatchObject({
        status: 422,
        code: "source.banned",
        errors: { "source.url": expect.stringContaining("daily.example") },
        details: { banned: { domain: "daily.example", url: "/sources/daily.example" } },
      });
    }
    await expect(attach(await m.as("ada"), claim.id, evidence("https://notdaily.example/a"))).resolves.toBeDefined();
  });

  test("is not smuggled in by a link, an address written out, a citation or an archive", async () => {
    const m = await moot();
    const claim = await aClaim(m);
    const ada = await m.as("ada");
    await ban(m, "daily.example");
    for (const text of [
      "See [this](https://daily.example/x).",
      "See https://daily.example/x.",
      "See www.daily.example!",
    ]) {
      await expect(attach(ada, claim.id, rebuttal(text))).rejects.toMatchObject({
        errors: { body: expect.any(String) },
      });
    }
    const cited = { ...evidence("x"), source: { citation: "The Daily, https://daily.example/x, 2026" } };
    await expect(attach(ada, claim.id, cited)).rejects.toMatchObject({
      errors: { "source.citation": expect.any(String) },
    });
    for (const url of [
      "https://web.archive.org/web/2026/https://daily.example/x",
      "https://go.example/?to=https%3A%2F%2Fdaily.example%2Fx",
    ]) {
      await expect(attach(ada, claim.id, evidence(url))).rejects.toMatchObject({ code: "source.banned" });
    }
    await expect(attach(ada, claim.id, rebuttal("The daily.example of old was better."))).resolves.toBeDefined();
  });

  test("is refused to curators too", async () => {
    const m = await moot();
    const claim = await aClaim(m);
    await ban(m, "daily.example");
    const refused = attach(await m.as("ann", "admin"), claim.id, evidence("https://daily.example/a"));
    await expect(refused).rejects.toMatchObject({ code: "source.banned" });
  });

  test("a subdomain with a better grade of its own is taken", async () => {
    const m = await moot();
    const claim = await aClaim(m);
    await ban(m, "daily.example");
    const good = { grade: "reliable", rationale: "Its science desk checks.", version: 0 };
    await gradeSource(await m.as("mo"), "science.daily.example", good);
    await expect(
      attach(await m.as("ada"), claim.id, evidence("https://lab.science.daily.example/a")),
    ).resolves.toBeDefined();
  });

  test("no edit brings it in, and what stood there before may stay", async () => {
    const m = await moot();
    const claim = await aClaim(m);
    const ada = await m.as("ada");
    const { id } = await attach(ada, claim.id, evidence("https://daily.example/a"));
    const other = await attach(ada, claim.id, evidence("https://fine.example/a", "Another."));
    await ban(m, "daily.example");
    const changed = { ...evidence("https://daily.example/a", "With a comma, now."), version: 1 };
    await expect(edit(ada, id, changed)).resolves.toMatchObject({ revision: 2 });
    await expect(edit(ada, other.id, { ...changed, version: 1 })).rejects.toMatchObject({ code: "source.banned" });
  });
});

describe("too many in an hour", () => {
  test("are refused, with when to go on; an hour later it goes on", async () => {
    const m = await moot();
    const claim = await aClaim(m);
    await changeRule(await m.as("ann", "admin"), "too-many-in-an-hour", { enabled: true, threshold: 2 });
    await attach(await m.as("ada"), claim.id, rebuttal("One."));
    m.clock.now = new Date(m.clock.now.getTime() + 10 * 60_000);
    await attach(await m.as("ada"), claim.id, rebuttal("Two."));
    await expect(attach(await m.as("ada"), claim.id, rebuttal("Three."))).rejects.toMatchObject({
      status: 429,
      code: "contribution.too_many",
      retryAfter: 50 * 60,
      message: expect.stringContaining("50 minutes"),
    });
    await expect(attach(await m.as("bob"), claim.id, rebuttal("Three."))).resolves.toBeDefined();
    await expect(attach(await m.as("cleo", "curator"), claim.id, rebuttal("A."))).resolves.toBeDefined();
    m.clock.now = new Date(m.clock.now.getTime() + 50 * 60_000);
    await expect(attach(await m.as("ada"), claim.id, rebuttal("Three."))).resolves.toBeDefined();
  });
});

describe("a claim whose lock holds what is new", () => {
  test("holds Ada's contribution and her edit, but no curator's", async () => {
    const m = await moot();
    const claim = await aClaim(m);
    const ada = await m.as("ada");
    const before = await attach(ada, claim.id, rebuttal("Before the quarrel."));
    await lockClaim(await m.as("mo", "moderator"), claim.id, { lock: "hold-new", reason: "A quarrel" });
    const held = await attach(ada, claim.id, rebuttal("Within it."));
    expect(await rowOf(m, held.id)).toMatchObject({ state: "held", stateReasonCode: "claim-locked" });
    await edit(ada, before.id, { ...rebuttal("Within it, too."), version: 1 });
    expect(await rowOf(m, before.id)).toMatchObject({ state: "held", stateReasonCode: "claim-locked", listed: false });
    const [row] = await decisionsOf(await m.as("mo"), before.id);
    expect(row).toMatchObject({ action: "resubmit", from: "unreviewed", to: "held" });
    expect((await attach(await m.as("cleo", "curator"), claim.id, rebuttal("Calm."))).state).toBe("unreviewed");
  });
});

describe("the same text again", () => {
  test("is held, whoever sends it and however it is spaced, spelt or set off", async () => {
    const m = await moot();
    const [claim, other] = [await aClaim(m), await aClaim(m)];
    await attach(await m.as("ada"), claim.id, rebuttal(long));
    const again = await attach(await m.as("ada"), other.id, rebuttal(long));
    const bobs = await attach(await m.as("bob"), other.id, rebuttal(long.toUpperCase().replaceAll(" ", "  – ")));
    for (const { id } of [again, bobs]) {
      expect(await rowOf(m, id)).toMatchObject({ state: "held", stateReasonCode: "same-text" });
    }
  });

  test("short texts are alike by chance, and what Ada withdrew she may attach elsewhere", async () => {
    const m = await moot();
    const [claim, other] = [await aClaim(m), await aClaim(m)];
    await attach(await m.as("ada"), claim.id, rebuttal("Not so."));
    expect((await attach(await m.as("bob"), claim.id, rebuttal("Not so!"))).state).toBe("unreviewed");
    const misplaced = await attach(await m.as("ada"), claim.id, rebuttal(long));
    await withdraw(await m.as("ada"), misplaced.id);
    expect((await attach(await m.as("ada"), other.id, rebuttal(long))).state).toBe("unreviewed");
  });

  test("is not brought in by an edit", async () => {
    const m = await moot();
    const claim = await aClaim(m);
    await attach(await m.as("ada"), claim.id, rebuttal(long));
    const { id } = await attach(await m.as("bob"), claim.id, rebuttal("Something of mine."));
    await expect(edit(await m.as("bob"), id, { ...rebuttal(long), version: 1 })).rejects.toMatchObject({
      status: 422,
      code: "rule.same_text",
    });
    expect(await rowOf(m, id)).toMatchObject({ state: "unreviewed", revision: 1 });
  });
});

describe("many links", () => {
  test("hold a text; as many as are allowed don't", async () => {
    const m = await moot();
    const claim = await aClaim(m);
    expect((await attach(await m.as("ada"), claim.id, rebuttal(links(5)))).state).toBe("unreviewed");
    const held = await attach(await m.as("ada"), claim.id, rebuttal(links(6)));
    expect(await rowOf(m, held.id)).toMatchObject({ state: "held", stateReasonCode: "too-many-links" });
    expect((await attach(await m.as("cleo", "curator"), claim.id, rebuttal(links(7)))).state).toBe("unreviewed");
  });

  test("are not brought in by an edit, but those that a curator let through stay", async () => {
    const m = await moot();
    const claim = await aClaim(m);
    const ada = await m.as("ada");
    const few = await attach(ada, claim.id, rebuttal("No links here."));
    await expect(edit(ada, few.id, { ...rebuttal(links(50)), version: 1 })).rejects.toMatchObject({
      code: "rule.too_many_links",
      errors: { body: expect.stringContaining("50 links") },
    });
    const many = await attach(ada, claim.id, rebuttal(links(6)));
    await edit(ada, many.id, { ...rebuttal(`${links(9)} while it is held`), version: 1 });
    await decide(await m.as("mo", "moderator"), many.id, { to: "accepted", version: 2 });
    await expect(edit(ada, many.id, { ...rebuttal(`${links(9)}.`), version: 3 })).resolves.toMatchObject({
      revision: 3,
    });
  });
});

describe("the first contributions of a new account", () => {
  async function watchful() {
    const m = await moot();
    await holdFirstContributions(m.db);
    return { ...m, claim: await aClaim(m), mo: await m.as("mo", "moderator") };
  }

  test("are shown where no admin said otherwise: in a new Moot nobody is there to release them", async () => {
    const m = await moot();
    expect((await attach(await m.as("ada"), (await aClaim(m)).id, rebuttal("One."))).state).toBe("unreviewed");
  });

  test("are held until one is accepted", async () => {
    const m = await watchful();
    const first = await attach(await m.as("ada"), m.claim.id, rebuttal("One."));
    expect(await rowOf(m, first.id)).toMatchObject({ state: "held", stateReasonCode: "new-account" });
    expect((await attach(await m.as("ada"), m.claim.id, rebuttal("Two."))).state).toBe("held");
    expect((await contributionById(await m.as("ada"), first.id)).stateReason?.label).toBe(
      ruleWords["new-account"].held,
    );
    await expect(contributionById(await m.as("bob"), first.id)).rejects.toMatchObject({ status: 404 });
    await decide(m.mo, first.id, { to: "accepted", version: 1 });
    expect((await attach(await m.as("ada"), m.claim.id, rebuttal("Three."))).state).toBe("unreviewed");
    expect((await attach(await m.as("bob"), m.claim.id, rebuttal("Four."))).state).toBe("held");
  });

  test("who once was accepted is no newcomer by mending it; whose acceptance was undone is one again", async () => {
    const m = await watchful();
    const ada = await m.as("ada");
    const first = await attach(ada, m.claim.id, rebuttal("One."));
    await decide(m.mo, first.id, { to: "accepted", version: 1 });
    await edit(ada, first.id, { ...rebuttal("One, mended."), version: 2 });
    expect((await attach(ada, m.claim.id, rebuttal("Two."))).state).toBe("unreviewed");

    const bobs = await attach(await m.as("bob"), m.claim.id, rebuttal("Mine."));
    await decide(m.mo, bobs.id, { to: "unreviewed", version: 1 });
    await decide(m.mo, bobs.id, { to: "accepted", version: 2 });
    await decide(m.mo, bobs.id, { to: "undo", version: 3 });
    expect((await attach(await m.as("bob"), m.claim.id, rebuttal("Mine, too."))).state).toBe("held");
  });

  test("an admin says how many it takes; curators are known", async () => {
    const m = await watchful();
    await changeRule(await m.as("ann", "admin"), "new-account", { enabled: true, threshold: 2 });
    const first = await attach(await m.as("ada"), m.claim.id, rebuttal("One."));
    await decide(m.mo, first.id, { to: "accepted", version: 1 });
    expect((await attach(await m.as("ada"), m.claim.id, rebuttal("Two."))).state).toBe("held");
    expect((await attach(await m.as("cleo", "curator"), m.claim.id, rebuttal("Three."))).state).toBe("unreviewed");
  });

  test("a curator of another essay is new in this one", async () => {
    const m = await watchful();
    const elsewhere = await aClaim(m);
    const cleo = await m.as("cleo", "curator");
    if (cleo.viewer) cleo.viewer.curates = elsewhere.essay;
    expect((await attach(cleo, elsewhere.id, rebuttal("One."))).state).toBe("unreviewed");
    expect((await attach(cleo, m.claim.id, rebuttal("Two."))).state).toBe("held");
  });
});

describe("what the rules caught", () => {
  test("is noted: what was held with what it was, what was refused without its words", async () => {
    const m = await moot();
    const claim = await aClaim(m);
    await ban(m, "daily.example");
    const held = await attach(await m.as("ada"), claim.id, rebuttal(links(6)));
    await attach(await m.as("ada"), claim.id, evidence("https://daily.example/secret")).catch(() => {});
    const rules = await holdRulesRead(await m.as("cleo", "curator"));
    expect(rules.map(({ code }) => code)).toEqual(holdRules.map(({ code }) => code));
    const by = (code: string) => rules.find((rule) => rule.code === code);
    expect(by("too-many-links")).toMatchObject({
      caught: { held: 1, refused: 0 },
      latest: [{ outcome: "held", by: "ada", contribution: { id: held.id }, claim: { id: claim.id } }],
    });
    expect(by("banned-domain")).toMatchObject({
      caught: { held: 0, refused: 1 },
      latest: [{ outcome: "refused", by: "ada", contribution: null }],
    });
    expect(JSON.stringify(await catches(m))).not.toContain("secret");
    expect(await m.db.$count(contributions)).toBe(1);
    m.clock.now = new Date(m.clock.now.getTime() + 31 * 24 * 60 * 60_000);
    const later = await holdRulesRead(await m.as("cleo"));
    expect(later.map(({ caught }) => caught.held + caught.refused)).toEqual(later.map(() => 0));
  });

  test("a form that was sent twice is caught once", async () => {
    const m = await moot();
    const claim = await aClaim(m);
    const ada = await m.as("ada");
    const sent = rebuttal(links(6));
    const [first, second] = await Promise.all([attach(ada, claim.id, sent), attach(ada, claim.id, sent)]);
    expect(second).toEqual(first);
    expect(await catches(m)).toHaveLength(1);
  });

  test("members don't read them", async () => {
    const m = await moot();
    await expect(holdRulesRead(await m.as("ada"))).rejects.toMatchObject({ status: 403 });
  });
});

describe("an admin sets the rules", () => {
  test("each change stands on the log in words and can be undone, to how it was by default", async () => {
    const m = await moot();
    const claim = await aClaim(m);
    const ann = await m.as("ann", "admin");
    await changeRule(ann, "too-many-links", { enabled: true, threshold: 8, reason: "Bibliographies are welcome." });
    await changeRule(ann, "too-many-links", { enabled: false });
    await changeRule(ann, "too-many-links", { enabled: false });
    expect((await attach(await m.as("ada"), claim.id, rebuttal(links(60)))).state).toBe("unreviewed");
    const { items } = await publicLog(await m.as(null));
    expect(items).toMatchObject([
      { action: "settings", from: "on, 8", to: "off, 8", target: { kind: "setting", name: "Many links" } },
      { from: "on, 5", to: "on, 8", reason: { text: "Bibliographies are welcome." } },
    ]);
    for (const { id } of items) await undoDecision(ann, id);
    expect((await attach(await m.as("ada"), claim.id, rebuttal(links(61)))).state).toBe("held");
    expect(await m.db.select().from(ruleRows)).toEqual([]);
  });

  test("within bounds; a moderator doesn't, and what a ban and a lock say can't be turned off", async () => {
    const m = await moot();
    const ann = await m.as("ann", "admin");
    const to = (code: string, threshold: unknown, enabled = true) => changeRule(ann, code, { enabled, threshold });
    for (const threshold of [-1, 101, 2.5, "many"]) {
      await expect(to("too-many-links", threshold)).rejects.toMatchObject({
        status: 422,
        errors: { threshold: expect.any(String) },
      });
    }
    await expect(to("too-many-links", 0)).resolves.toEqual({ enabled: true, threshold: 0 });
    await expect(to("banned-domain", null, false)).rejects.toMatchObject({ code: "rule.always_on" });
    await expect(to("claim-locked", null, false)).rejects.toMatchObject({ code: "rule.always_on" });
    await expect(to("no-such-rule", 1)).rejects.toMatchObject({ status: 404 });
    await expect(changeRule(await m.as("mo", "moderator"), "too-many-links", { enabled: false })).rejects.toMatchObject(
      { status: 403 },
    );
  });
});

test("what several rules would catch is refused before it is held, and held for what tells a curator most", async () => {
  const m = await moot();
  await holdFirstContributions(m.db);
  const claim = await aClaim(m);
  const ada = await m.as("ada");
  await ban(m, "daily.example");
  await attach(await m.as("ann", "admin"), claim.id, rebuttal(`${long} ${links(6)}`));
  const reasonOf = async (text: string) =>
    (await rowOf(m, (await attach(ada, claim.id, rebuttal(text))).id)).stateReasonCode;
  expect(await reasonOf("Something short.")).toBe("new-account");
  expect(await reasonOf(links(6))).toBe("too-many-links");
  expect(await reasonOf(`${long} ${links(6)}`)).toBe("same-text");
  await lockClaim(await m.as("mo"), claim.id, { lock: "hold-new", reason: "A quarrel" });
  expect(await reasonOf(`${long}  ${links(6)}!`)).toBe("claim-locked");
  await changeRule(await m.as("ann"), "too-many-in-an-hour", { enabled: true, threshold: 1 });
  await expect(attach(ada, claim.id, rebuttal("More."))).rejects.toMatchObject({ code: "contribution.too_many" });
  await expect(attach(ada, claim.id, rebuttal("https://daily.example"))).rejects.toMatchObject({
    code: "source.banned",
  });
});

test("every rule has its words, and every word its rule", () => {
  expect(holdRules.map(({ code }) => code).sort()).toEqual(Object.keys(ruleWords).sort());
});
