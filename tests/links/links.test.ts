import fc from "fast-check";
import { expect, test } from "vitest";
import { domainOf, sourceKey, webAddress } from "@/lib/links/links";

test.each([
  ["tracking parameters", "https://epoch.ai/blog/lag?utm_source=x&utm_medium=y&fbclid=z"],
  ["a fragment", "https://epoch.ai/blog/lag#results"],
  ["a text fragment", "https://epoch.ai/blog/lag#:~:text=three%20months"],
  ["a trailing slash", "https://epoch.ai/blog/lag/"],
  ["http", "http://epoch.ai/blog/lag"],
  ["a question mark that asks nothing", "https://epoch.ai/blog/lag/?#results"],
  ["a slash that is asked for", "https://epoch.ai/blog/lag?/"],
  ["www", "https://www.epoch.ai/blog/lag"],
  ["capitals in the host", "https://EPOCH.ai/blog/lag"],
])("%s makes no other source", (_, url) => {
  expect(sourceKey(url)).toBe(sourceKey("https://epoch.ai/blog/lag"));
});

test("another page, and another value of a parameter that counts, are other sources", () => {
  const keys = [
    "https://a.org/x",
    "https://a.org/y",
    "https://a.org/x?id=1",
    "https://a.org/x?id=2",
    "https://b.org/x",
  ];
  expect(new Set(keys.map(sourceKey)).size).toBe(keys.length);
});

test("parameters in another order are the same source", () => {
  expect(sourceKey("https://a.org/x?b=2&a=1")).toBe(sourceKey("https://a.org/x?a=1&b=2"));
});

test.each([
  "javascript:alert(1)",
  "data:text/html,x",
  "ftp://a.org/x",
  "//a.org/x",
  "a.org",
  "https://",
  "https://user:pw@a.org/",
  "https://localhost/x",
  "not an address",
])("%s is no address of the web", (text) => {
  expect(webAddress(text)).toBeUndefined();
});

test("an address stays one, and its key is found again from itself", () => {
  fc.assert(
    fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (url) => {
      const address = webAddress(url);
      if (address === undefined) return;
      const key = sourceKey(address);
      expect(sourceKey(`https://${key}`)).toBe(key);
      expect(domainOf(address)).not.toMatch(/^www\./);
    }),
  );
});

test("whatever is typed, asking whether it is an address throws nothing", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string({ unit: "binary" }).map((s) => `https://${s}`),
      ),
      (text) => {
        const address = webAddress(text);
        expect(address === undefined || /^https?:\/\//.test(address)).toBe(true);
        if (address !== undefined) sourceKey(address);
      },
    ),
  );
});
