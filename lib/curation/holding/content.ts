import type { Source } from "@/lib/contributions/contributions";
import { addressesIn, addressesWithin, domainOf, sourceKey } from "@/lib/links/links";
import type { Body } from "@/lib/rich-text/document";
import { linksOf } from "@/lib/rich-text/links";
import type { Content } from "./rule";
import { bare, textHash } from "./text-hash";

/** A wording as the rules look at it. */
export function contentOf(wording: {
  body: Body;
  text: string;
  source: Pick<Source, "url" | "citation"> | null;
}): Content {
  const { body, text, source } = wording;
  const links = [...linksOf(body).filter((href) => /^https?:/i.test(href)), ...addressesIn(text)];
  const leading = (addresses: string[], field: Content["domains"][number]["field"]) =>
    [...new Set(addresses.flatMap(addressesWithin).map(domainOf))].map((domain) => ({ domain, field }));
  return {
    domains: [
      ...leading(source?.url ? [source.url] : [], "source.url"),
      ...leading(addressesIn(source?.citation ?? ""), "source.citation"),
      ...leading(links, "body"),
    ],
    links: new Set(links.map(sourceKey)).size,
    letters: [...bare(text)].length,
    textHash: textHash(text),
  };
}
