import type { Claim } from "@/lib/claims/claims";
import { paths } from "@/lib/paths";
import type { ToAddress } from "./sharing";

/** A claim's passage as a W3C Web Annotation (https://www.w3.org/TR/annotation-model/), selected by a TextQuoteSelector. */
export const annotation = (claim: Claim, address: ToAddress) => ({
  "@context": "http://www.w3.org/ns/anno.jsonld",
  id: address(paths.annotation(claim.id)),
  type: "Annotation",
  motivation: "identifying",
  created: claim.createdAt.toISOString(),
  body: { type: "TextualBody", value: claim.statement, format: "text/plain", purpose: "describing" },
  canonical: address(paths.claim(claim)),
  target: {
    // Of an essay that is here in full, what stands here is what was quoted.
    source: claim.essay.hasText
      ? address(paths.essayText(claim.essay.slug))
      : (claim.essay.url ?? address(paths.essay(claim.essay.slug))),
    selector: {
      type: "TextQuoteSelector",
      exact: claim.quote.exact,
      prefix: claim.quote.prefix,
      suffix: claim.quote.suffix,
    },
  },
});

/** Whether a reader asks for the annotation rather than for the page about it (RFC 9110, 12.5.1; by the order of weights). */
export function wantsAnnotation(accept: string | undefined): boolean {
  if (!accept) return true;
  const weight = (types: string[]) =>
    Math.max(
      0,
      ...accept.split(",").map((range) => {
        const [type = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
        const q = parameters.find((parameter) => parameter.startsWith("q="));
        return types.includes(type) ? (q ? Number(q.slice(2)) || 0 : 1) : 0;
      }),
    );
  return weight(["application/ld+json", "application/json", "*/*"]) > weight(["text/html", "application/xhtml+xml"]);
}
