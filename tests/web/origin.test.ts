import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isForeign } from "@/lib/web/server/origin";

const site = "https://moot.example";
const own = { host: "moot.example" };

describe("where a request comes from", () => {
  test("reading is open to everybody", () => {
    expect(isForeign("GET", { ...own, origin: "https://evil.example", "sec-fetch-site": "cross-site" }, site)).toBe(
      false,
    );
  });

  test("a form on Moot's own page passes", () => {
    expect(isForeign("POST", { ...own, origin: site, "sec-fetch-site": "same-origin" }, site)).toBe(false);
    expect(isForeign("POST", { ...own, origin: site }, site)).toBe(false);
  });

  test("a program with a token, which sends neither header, passes", () => {
    expect(isForeign("PUT", { ...own, authorization: "Bearer x" }, site)).toBe(false);
  });

  test.each(["cross-site", "same-site", "something-new"])("a browser that says %s is refused", (said) => {
    expect(isForeign("POST", { ...own, origin: site, "sec-fetch-site": said }, site)).toBe(true);
  });

  test("an older browser on another site's page is refused by its Origin", () => {
    for (const origin of ["https://evil.example", "null", "http://moot.example", "https://moot.example.evil.example"]) {
      expect(isForeign("DELETE", { ...own, origin }, site)).toBe(true);
    }
  });

  test("without a configured address the Host decides, on either scheme", () => {
    expect(isForeign("POST", { host: "localhost:3000", origin: "http://localhost:3000" }, undefined)).toBe(false);
    expect(isForeign("POST", { host: "localhost:3000", origin: "http://localhost:3001" }, undefined)).toBe(true);
  });

  test("no Origin but the site's own passes", () => {
    fc.assert(
      fc.property(fc.webUrl(), (url) => {
        const { origin } = new URL(url);
        fc.pre(origin !== site);
        expect(isForeign("POST", { ...own, origin }, site)).toBe(true);
      }),
    );
  });
});
