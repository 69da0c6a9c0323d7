import { eq } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { claims } from "@/db/schema";
import { claimById, listClaims } from "@/lib/claims/queries";
import { mergeClaims } from "@/lib/curation/commands";
import { claimDesk } from "@/lib/curation/queries";
import { bringInEssay, describeEssay, makeClaim, translateClaim } from "@/lib/essays/commands";
import { claimsDesk } from "@/lib/essays/desk";
import { inLanguage, isLanguage, languageLinks, languageName } from "@/lib/essays/languages";
import { essayBySlug } from "@/lib/essays/queries";
import { essayTextPage } from "@/lib/insight/essay-text-page";
import { exportDebate } from "@/lib/interchange/moot/export";
import { importMootJson } from "@/lib/interchange/moot/import";
import { importEssay } from "@/lib/interchange/moot/import-essay";
import { readMootJson } from "@/lib/interchange/moot/read";
import { createSharing } from "@/lib/sharing/routes";
import { moot } from "../support/moot";

const essay = (slug: string, statements: string[], more: object = {}, claim: (i: number) => object = () => ({})) => ({
  ...{ format: "moot-essay/1", title: `On water, ${slug}`, slug, sections: ["One"] },
  ...more,
  claims: statements.map((statement, i) => ({
    ...{ slug: `${slug}-${i}`, section: "One", kind: "fact", statement, quote: { exact: statement } },
    ...claim(i),
  })),
});
const english = essay("water", ["Water is wet", "Ice is cold"]);
const german = (more: object = {}) =>
  essay("wasser", ["Wasser ist nass", "Eis ist kalt"], { language: "de", translationOf: "water", ...more }, (i) =>
    i === 0 ? { translates: "water-0" } : {},
  );

async function setting() {
  const m = await moot();
  const ann = await m.as("ann", "admin");
  const claimCalled = async (slug: string) => {
    const [row] = await m.db.select().from(claims).where(eq(claims.slug, slug));
    return claimById(await m.as(null), row?.id ?? "");
  };
  const read = async (slug: string) => essayBySlug(await m.as(null), slug);
  return { ...m, ann, claimCalled, read };
}

describe("an essay in another language", () => {
  test("leads to the original and is led to from there; so is each claim that names the one it translates", async () => {
    const { ann, as, claimCalled, read } = await setting();
    await importEssay(ann, english);
    expect(await read("water")).toMatchObject({ language: "en", translated: false, translations: [] });
    await importEssay(ann, german());
    expect(await read("wasser")).toMatchObject({
      ...{ language: "de", translated: true },
      translations: [{ language: "en", original: true, path: "/essays/water" }],
    });
    expect((await read("water")).translations).toEqual([{ language: "de", original: false, path: "/essays/wasser" }]);
    const [wet, nass] = [await claimCalled("water-0"), await claimCalled("wasser-0")];
    expect(wet).toMatchObject({ language: "en", translations: [{ language: "de", path: `/c/${nass.id}/wasser-0` }] });
    expect(nass).toMatchObject({ language: "de", translations: [{ language: "en", path: `/c/${wet.id}/water-0` }] });
    expect((await claimCalled("wasser-1")).translations).toEqual([]);
    const { items } = await listClaims(await as(null), { sort: "essay", cursor: null });
    expect(items.map(({ language }) => language)).toEqual(["en", "en", "de", "de"]);
  });

  test("is one of several: each leads to all the others, the original first", async () => {
    const { ann, claimCalled, read } = await setting();
    await importEssay(ann, english);
    await importEssay(ann, german());
    const spanish = essay("agua", ["El agua moja"], { language: "es", translationOf: "water" }, () => ({
      translates: "water-0",
    }));
    await importEssay(ann, spanish);
    expect((await read("wasser")).translations.map(({ language }) => language)).toEqual(["en", "es"]);
    expect((await claimCalled("agua-0")).translations.map(({ language }) => language)).toEqual(["en", "de"]);
  });

  test("is named in the sitemap, beside the others, with what is in one language alone left as it is", async () => {
    const { ann, as } = await setting();
    await importEssay(ann, english);
    await importEssay(ann, german());
    const app = createSharing({ ctx: () => as(null), origin: () => "https://moot.example" });
    const essays = await (await app.request("/sitemap/essays.xml")).text();
    for (const [language, slug] of Object.entries({ en: "water", de: "wasser" })) {
      const link = `<xhtml:link rel="alternate" hreflang="${language}" href="https://moot.example/essays/${slug}"/>`;
      expect(essays.split(link)).toHaveLength(3);
    }
    const listed = (await (await app.request("/sitemap/claims-1.xml")).text()).split("<url>").slice(1);
    expect(listed.map((url) => url.match(/hreflang="\w+"/g)?.join(" "))).toEqual([
      'hreflang="en" hreflang="de"',
      undefined,
      'hreflang="en" hreflang="de"',
      undefined,
    ]);
  });

  test("leads to no claim that went into another one", async () => {
    const { ann, as, claimCalled } = await setting();
    await importEssay(ann, english);
    await importEssay(ann, german());
    const [wet, ice] = [await claimCalled("water-0"), await claimCalled("water-1")];
    await mergeClaims(await as("max", "moderator"), wet.id, { into: ice.id, version: 1, reason: "The same." });
    expect((await claimCalled("wasser-0")).translations).toEqual([]);
  });

  test.each([
    ["of nothing that is here", german({ translationOf: "nothing" }), "translationOf"],
    ["of itself in the same language", german({ language: "en" }), "language"],
    ["in no language", german({ language: "x_y" }), "language"],
    ["without an original", german({ translationOf: undefined }), "translationOf"],
    [
      "of a claim that the original lacks",
      essay("w", ["Nass"], { language: "de", translationOf: "water" }, () => ({ translates: "fire" })),
      "claims",
    ],
    [
      "of one claim twice",
      essay("w", ["Nass", "Feucht"], { language: "de", translationOf: "water" }, () => ({ translates: "water-0" })),
      "claims",
    ],
  ])("%s is refused", async (_, document, field) => {
    const { ann } = await setting();
    await importEssay(ann, english);
    await expect(importEssay(ann, document)).rejects.toMatchObject({
      status: 422,
      errors: { [field]: expect.any(String) },
    });
  });

  test("that is there already, or is translated from a translation, is refused", async () => {
    const { ann } = await setting();
    await importEssay(ann, english);
    await importEssay(ann, german());
    await expect(importEssay(ann, german({ slug: "wasser-2" }))).rejects.toMatchObject({
      errors: { language: expect.any(String) },
    });
    await expect(
      importEssay(ann, essay("agua", ["El agua moja"], { language: "es", translationOf: "wasser" })),
    ).rejects.toMatchObject({ errors: { translationOf: expect.any(String) } });
  });
});

describe("handed out and brought in elsewhere", () => {
  async function whole(m: Awaited<ReturnType<typeof setting>>, slug: string): Promise<string> {
    let text = "";
    for await (const piece of exportDebate(await m.as(null), { essay: slug }, "public")) text += piece;
    return text;
  }

  const file = (text: string) => readMootJson({ name: "water.json", bytes: new TextEncoder().encode(text) });

  test("a translation keeps what it translates, and finds it once that is there too, whichever came first", async () => {
    const here = await setting();
    await importEssay(here.ann, english);
    await importEssay(here.ann, german());
    const [original, translation] = [await whole(here, "water"), await whole(here, "wasser")];
    const there = await setting();
    await importMootJson(there.ann, await file(translation));
    expect(await whole(there, "wasser")).toBe(translation);
    expect((await there.read("wasser")).translations).toEqual([]);
    await importMootJson(there.ann, await file(original));
    expect((await there.read("water")).translations).toMatchObject([{ language: "de" }]);
    expect((await there.claimCalled("wasser-0")).translations).toMatchObject([{ language: "en", original: true }]);
  });

  test("a file from before there were languages is read as English", async () => {
    const here = await setting();
    await importEssay(here.ann, english);
    const old = JSON.parse(await whole(here, "water"));
    delete old.essay.language;
    delete old.essay.translationOf;
    for (const claim of old.claims) delete claim.translates;
    const there = await setting();
    await importMootJson(there.ann, await file(JSON.stringify(old)));
    expect(await there.read("water")).toMatchObject({ language: "en", translated: false });
  });
});

describe("a language", () => {
  test("is named by BCP 47, and whatever else stands there is refused and not thrown", () => {
    expect(["de", "pt-BR", "zh-Hant", "sr-Latn-RS"].every(isLanguage)).toBe(true);
    fc.assert(fc.property(fc.string(), (tag) => typeof isLanguage(tag) === "boolean"));
    expect(languageName("pt-BR")).toBe("Brazilian Portuguese");
  });

  test("is said of words that are not in the page's", () => {
    expect(inLanguage("en")).toEqual({});
    expect(inLanguage("ar")).toEqual({ lang: "ar", dir: "auto" });
  });

  test("has an address each, the original's for all who read none of them", () => {
    const own = { language: "de", original: false, path: "/essays/wasser" };
    expect(languageLinks(own, [])).toBeUndefined();
    expect(languageLinks(own, [{ language: "en", original: true, path: "/essays/water" }])).toEqual({
      ...{ de: "/essays/wasser", en: "/essays/water" },
      "x-default": "/essays/water",
    });
  });
});

describe("a moderator who brings a translation in", () => {
  const inEnglish = { title: "On water", body: { markdown: "Water is wet. Ice is cold." } };
  const inGerman = { title: "Vom Wasser", language: "DE", body: { markdown: "Wasser ist nass. Eis ist kalt." } };
  const saying = (exact: string, more: object = {}) => ({
    ...{ statement: exact.replace(".", ""), kind: "fact", quote: { exact } },
    ...more,
  });

  async function both() {
    const s = await setting();
    const max = await s.as("max", "moderator");
    await bringInEssay(max, inEnglish);
    await bringInEssay(max, { ...inGerman, translationOf: "on-water" });
    const wet = await makeClaim(max, "on-water", saying("Water is wet."));
    const nass = await makeClaim(max, "vom-wasser", saying("Wasser ist nass.", { translates: wet.id }));
    return { ...s, max, wet, nass };
  }
  const hrefs = ({ translations }: { translations: { path: string }[] }) => translations.map(({ path }) => path);

  test("ties it to the original, and its claims to the original's as she makes them", async () => {
    const { max, read, wet, nass } = await both();
    expect(await read("vom-wasser")).toMatchObject({ language: "de", translated: true });
    expect(hrefs(await read("on-water"))).toEqual(["/essays/vom-wasser"]);
    expect(hrefs(await claimById(max, wet.id))).toEqual([`/c/${nass.id}/wasser-ist-nass`]);
    expect((await essayTextPage(max, "vom-wasser")).inFull).toEqual([
      { language: "en", original: true, path: "/essays/on-water/text" },
    ]);
  });

  test("is shown the claims that nobody has translated yet, and ties one afterwards or takes that off", async () => {
    const { max, wet, nass } = await both();
    const cold = await makeClaim(max, "on-water", saying("Ice is cold."));
    const kalt = await makeClaim(max, "vom-wasser", saying("Eis ist kalt."));
    expect((await claimsDesk(max, "vom-wasser")).untranslated.map(({ id }) => id)).toEqual([cold.id]);
    expect((await claimDesk(max, nass.id)).translatable.map(({ id }) => id)).toEqual([wet.id, cold.id]);
    expect((await claimDesk(max, wet.id)).translatable).toEqual([]);
    await translateClaim(max, kalt.id, { translates: cold.id, reason: "The same." });
    expect(hrefs(await claimById(max, cold.id))).toEqual([`/c/${kalt.id}/eis-ist-kalt`]);
    expect(max.touched).toContain(`claim:${cold.id}`);
    await translateClaim(max, kalt.id, { translates: null });
    expect(hrefs(await claimById(max, cold.id))).toEqual([]);
  });

  test("can't tie what is tied to nothing, twice, or to another essay's claim", async () => {
    const { max, wet, nass } = await both();
    await bringInEssay(max, { title: "On fire", body: { markdown: "Fire is hot." } });
    const hot = await makeClaim(max, "on-fire", saying("Fire is hot."));
    const kalt = await makeClaim(max, "vom-wasser", saying("Eis ist kalt."));
    const translates = { errors: { translates: expect.any(String) } };
    for (const [claim, of] of [
      [kalt, wet],
      [kalt, hot],
      [hot, wet],
      [nass, kalt],
    ] as const) {
      await expect(translateClaim(max, claim.id, { translates: of.id })).rejects.toMatchObject(translates);
    }
    const twin = saying("Eis ist kalt.", { statement: "Nass ist es", translates: wet.id });
    await expect(makeClaim(max, "vom-wasser", twin)).rejects.toMatchObject(translates);
  });

  test("hears what is no language, no original, or here already in that language", async () => {
    const { max } = await both();
    const wrong = (input: object, field: string) =>
      expect(describeEssay(max, "vom-wasser", input)).rejects.toMatchObject({
        errors: { [field]: expect.any(String) },
      });
    await wrong({ language: "not a language" }, "language");
    await wrong({ language: "en" }, "language");
    await wrong({ translationOf: "nowhere" }, "translationOf");
    await wrong({ translationOf: "vom-wasser" }, "translationOf");
    // One of its claims says one of the original's.
    await wrong({ translationOf: null }, "translationOf");
    await bringInEssay(max, { title: "On fire", body: { markdown: "Fire is hot." } });
    await expect(describeEssay(max, "on-water", { translationOf: "on-fire", language: "fr" })).rejects.toMatchObject({
      errors: { translationOf: expect.any(String) },
    });
    const second = { ...inGerman, translationOf: "on-water" };
    await expect(bringInEssay(max, second)).rejects.toMatchObject({ errors: { language: expect.any(String) } });
    await expect(bringInEssay(max, { ...second, translationOf: "vom-wasser", language: "fr" })).rejects.toMatchObject({
      errors: { translationOf: expect.any(String) },
    });
  });
});
