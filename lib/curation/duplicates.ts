/** What two contributions have in common. */
export type Alike = "source" | "domain" | "words";

export const alikeWords: Record<Alike, string> = {
  source: "the same source",
  domain: "a source on the same site",
  words: "similar words",
};
