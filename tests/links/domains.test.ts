import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ownedDomain } from "@/lib/links/domain";
import { addressesIn, addressesWithin, domainAndAbove, domainOf } from "@/lib/links/links";

describe("a domain", () => {
  test("is the same however an address of it is written", () => {
    fc.assert(
      fc.property(fc.domain(), fc.constantFrom("", "www.", "WWW."), fc.constantFrom("", "."), (domain, www, dot) => {
        fc.pre(!domain.startsWith("www."));
        expect(domainOf(`https://${www}${domain}${dot}/a?b#c`)).toBe(domain.toLowerCase());
        expect(domainOf(`http://${domain.toUpperCase()}:8080`)).toBe(domain.toLowerCase());
      }),
    );
  });

  test("of www.com is www.com, and one in another script is written in ASCII", () => {
    expect(domainOf("https://www.com/x")).toBe("www.com");
    expect(domainOf("https://www.münchen.example/")).toBe("xn--mnchen-3ya.example");
  });

  test("lies below each of those above it, and only below those", () => {
    fc.assert(
      fc.property(fc.domain(), fc.domain(), (domain, other) => {
        const above = domainAndAbove(domain);
        expect(above[0]).toBe(domain);
        expect(above).toHaveLength(domain.split(".").length);
        expect(above.every((one) => one === domain || domain.endsWith(`.${one}`))).toBe(true);
        expect(above.includes(other)).toBe(domain === other || domain.endsWith(`.${other}`));
        expect(domainAndAbove(`a.${domain}`).slice(1)).toEqual(above);
        expect(domainAndAbove(`a${domain}`)).not.toContain(domain);
      }),
    );
  });

  test("that anybody can have a part of is nobody's", () => {
    for (const shared of ["com", "co.uk", "github.io", "blogspot.com", "k12.ca.us", "localhost", "", " ", "a b.c"]) {
      expect(ownedDomain(shared), shared).toBeNull();
    }
    expect(ownedDomain("bbc.co.uk")).toBe("bbc.co.uk");
    expect(ownedDomain("news.bbc.co.uk")).toBe("news.bbc.co.uk");
    expect(ownedDomain("somebody.github.io")).toBe("somebody.github.io");
    expect(ownedDomain("192.0.2.7")).toBe("192.0.2.7");
    expect(ownedDomain("https://user:secret@bbc.co.uk")).toBeNull();
  });

  test("whatever is typed, what comes out stays as it is, or nothing does", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.domain(), fc.webUrl()), (typed) => {
        const domain = ownedDomain(typed);
        if (domain !== null) expect(ownedDomain(domain)).toBe(domain);
      }),
    );
  });
});

describe("addresses in a text", () => {
  test("are found among words, without the marks that follow them", () => {
    expect(addressesIn("See https://a.example/x, (http://b.example/y?z=1) and www.c.example! Not d.example.")).toEqual([
      "https://a.example/x",
      "http://b.example/y?z=1",
      "https://www.c.example",
    ]);
  });

  test("that an address carries are found in it", () => {
    const domains = (url: string) => addressesWithin(url).map(domainOf);
    expect(domains("https://web.archive.org/web/2026/https://a.example/x")).toEqual(["web.archive.org", "a.example"]);
    expect(domains("https://web.archive.org/web/2026/http:/a.example/x")).toEqual(["web.archive.org", "a.example"]);
    expect(domains("https://go.example/?u=https%3A%2F%2Fa.example%2Fx&v=1")).toEqual(["go.example", "a.example"]);
    expect(domains("https://plain.example/%E0%A4%A")).toEqual(["plain.example"]);
  });

  test("are looked for in anything without a fault", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "grapheme" }), fc.webUrl({ withQueryParameters: true })), (text) => {
        for (const address of addressesIn(text)) expect(addressesWithin(address).map(domainOf)).toBeDefined();
      }),
    );
  });
});
