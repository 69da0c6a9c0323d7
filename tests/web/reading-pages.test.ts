import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chosenView, isInside, originForm, readingKey, readingPage } from "@/lib/web/reading-pages";

describe("a reading page's address", () => {
  test.each([
    ["/", "/read/home/all"],
    ["/essays/x", "/read/essays/x/all"],
    ["/essays/x/text?utm_source=y", "/read/essays/x/text/all"],
    ["/c/abc/the-slug", "/read/c/abc/the-slug/all"],
    ["/c/abc", "/read/c/abc/-/all"],
    ["/e/abc/history", "/read/e/abc/history/all"],
    ["/r/abc?after=xyz", "/read/r/abc/after=xyz"],
  ])("%s is rendered at %s", (outside, inside) => {
    expect(readingPage(outside)?.internalPath).toBe(inside);
  });

  test.each([
    "/signin",
    "/settings",
    "/api/v1/claims",
    "/search?q=x",
    "/e/abc/edit",
    "/essays/x/propose?exact=y",
    "/moderation",
    "/c/a/b/c/d",
    "//c/a/b",
    "/c/../signin",
    "/essays/%2e%2e",
    "/u/..%2f..%2fsettings",
    "/essays/%E0%A4%A",
  ])("%s is not one", (url) => {
    expect(readingPage(url)).toBeNull();
  });

  test.each([
    ["/", ["home", "", "all"]],
    ["/essays/%C3%A4pfel?sort=divided&kind=fact", ["essay", "%C3%A4pfel", "kind%3Dfact%26sort%3Ddivided"]],
    ["/essays/x/text/history", ["textHistory", "x", "all"]],
    ["/c/abc/the-slug?for=9", ["claim", "abc", "for=9"]],
    ["/c/abc", ["claim", "abc", "all"]],
    ["/c/abc/x/history", ["wordings", "abc", "all"]],
    ["/r/abc", ["permalink", "abc", "all"]],
    ["/e/abc/history", ["history", "abc", "all"]],
    ["/u/J%C3%BCrgen", ["profile", "J\u00fcrgen", "all"]],
  ] as const)(
    "what %s reads is called as its page calls it, which gets it as it was sent",
    (outside, [name, of, view]) => {
      expect(readingPage(outside)?.reading).toBe(readingKey(name, of, view));
    },
  );

  test("what trackers add makes no other page", () => {
    expect(readingPage("/c/a/b?utm_source=x&fbclid=y")).toEqual(readingPage("/c/a/b"));
  });

  test("the same choice in another order is the same page", () => {
    expect(readingPage("/essays/x?sort=divided&kind=fact")).toEqual(readingPage("/essays/x?kind=fact&sort=divided"));
  });

  test("the page gets back what was chosen, and never a slash", () => {
    const value = fc.stringMatching(/^[\w.~-]{1,40}$/);
    fc.assert(
      fc.property(value, value, (sort, after) => {
        const page = readingPage(`/essays/x?${new URLSearchParams({ sort, after, junk: sort })}`);
        const segment = page?.internalPath.slice("/read/essays/x/".length) ?? "";
        expect(segment).not.toContain("/");
        expect(chosenView(segment)).toEqual({ sort, after });
        expect(chosenView(encodeURIComponent(segment))).toEqual({ sort, after });
      }),
    );
  });

  test("no query gets out of its segment", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (query) => {
        const page = readingPage(`/essays/x?sort=${query}`);
        expect(page?.internalPath).toMatch(/^\/read\/essays\/x\/[^/?#]+$/);
      }),
    );
  });
});

test.each([
  "/read/home/all",
  "//read/home/all",
  "/%72ead/home/all",
  "/Internal/refresh?x=y",
  "/x/../internal/refresh",
  "/x/%2e%2e/read/home/all",
  "/read%2fhome",
  "/c/%E0%A4%A",
])("%s is nobody's from outside", (url) => {
  expect(isInside(url)).toBe(true);
});

test.each(["/", "/reading", "/c/read/internal", "/search?q=%E9", "/signin?next=%2Fread%2Fhome"])(
  "%s may be asked for",
  (url) => {
    expect(isInside(url)).toBe(false);
  },
);

test("an address in full is read as the path in it, whoever's site it names", () => {
  expect(originForm("http://evil.example/settings?x=y")).toBe("/settings?x=y");
  expect(originForm("/settings?x=http://y")).toBe("/settings?x=http://y");
  expect(originForm("*")).toBe("*");
});
