import { eq } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { claims } from "@/db/schema";
import { claimById, listClaims } from "@/lib/claims/queries";
import { mergeClaims } from "@/lib/curation/commands";
import { inLanguage, isLanguage, languageLinks, languageName } from "@/lib/essays/languages";
import { essayBySlug } from "@/lib/essays/queries";
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
