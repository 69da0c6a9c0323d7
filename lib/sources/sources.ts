import type { quoteChecks } from "@/db/words";

export type QuoteCheck = (typeof quoteChecks)[number];

/** Why an address could not be fetched. */
export type FetchFault =
  | "bad_address"
  | "blocked_address"
  | "blocked_port"
  | "no_such_host"
  | "no_answer"
  | "no_way_out"
  | "bad_certificate"
  | "timeout"
  | "too_large"
  | "too_many_redirects"
  | "broken_answer";

/** Why what was fetched could not be read. */
export type ReadFault = "unsupported_type" | "unreadable";

export type Fault = FetchFault | ReadFault | "refused" | "gone" | "server_error";

/** For curators and authors: what came of a look at a source that has brought no text. */
export const faultWords: Record<Fault, string> = {
  bad_address: "It leads to an address that is none of the web.",
  blocked_address: "It leads to a private address, where Moot does not look.",
  blocked_port: "It leads to a port on which no pages are, so Moot did not look.",
  no_such_host: "There is no site of that name.",
  no_answer: "Nothing answered.",
  no_way_out: "Moot could not reach the web, or this part of it.",
  bad_certificate: "Its certificate is not right.",
  timeout: "It took longer than ten seconds.",
  too_large: "It is larger than 5 MB.",
  too_many_redirects: "It leads from one address to the next without end.",
  broken_answer: "Its answer could not be made sense of.",
  unsupported_type: "It is neither a page of text nor a PDF.",
  unreadable: "It could not be read.",
  refused: "The site lets no program read it.",
  gone: "The site says that it is not there.",
  server_error: "The site answered with an error of its own.",
};

/** After these, three times in a row, a source is taken for dead. The others say that something is there, or nothing of it. */
export const deadly: readonly Fault[] = ["gone", "no_such_host", "no_answer", "timeout"];

/** What is worth a second try before the next regular look. */
export const passing: readonly Fault[] = [...deadly, "no_way_out", "server_error", "broken_answer", "unreadable"];

/** How the excerpt was found: as it is, but for spelling that does not matter, something like it, or not at all. */
export type Found = "exact" | "folded" | "close" | "absent";

/** A passage of a page, in the page's own letters, with what stands around it. */
export type Passage = { exact: string; prefix: string; suffix: string };

/** A link that opens the page where the passage stands, in browsers that know text fragments (a W3C draft). */
export function linkToPassage(url: string, passage: Passage | null): string {
  if (!passage) return url;
  const words = passage.exact.split(/\s+/).filter(Boolean);
  const part = (some: string[]) => encodeURIComponent(some.join(" ")).replaceAll("-", "%2D");
  const text = words.length <= 8 ? part(words) : `${part(words.slice(0, 4))},${part(words.slice(-4))}`;
  return `${url.split("#", 1)[0]}#:~:text=${text}`;
}

export type Match = { found: Found; similarity: number; passage: Passage | null };

/** What a page says of itself. Each is null where it does not. */
export type PageFacts = {
  title: string | null;
  siteName: string | null;
  author: string | null;
  /** YYYY, YYYY-MM or YYYY-MM-DD. */
  publishedOn: string | null;
  language: string | null;
  canonicalUrl: string | null;
};

/** The newest look at a source, for curators and for whoever gave it. */
export type SourceLook = PageFacts & {
  at: Date;
  url: string;
  finalUrl: string | null;
  httpStatus: number | null;
  fault: Fault | null;
  /** Null where nothing was read, or nothing was quoted. */
  found: Found | null;
  similarity: number | null;
  /** What was found of the excerpt; null where it was not. */
  passage: Passage | null;
};

/** What readers are told of a source. A machine's finding of the excerpt is not among it. */
export type SourceStanding = {
  quoteCheck: QuoteCheck;
  archiveUrl: string | null;
  deadSince: Date | null;
  changedAt: Date | null;
};

export const quoteCheckWords: Record<QuoteCheck, { label: string; explanation: string }> = {
  unchecked: { label: "Quote not checked yet", explanation: "No curator has compared it with the source yet." },
  verified: {
    label: "Quote verified by a curator",
    explanation: "A curator found these very words in the source.",
  },
  paraphrase: {
    label: "Paraphrase",
    explanation: "A curator found that the source says this in other words.",
  },
  failed: {
    label: "Quote not found by a curator",
    explanation: "A curator looked for these words in the source and did not find them.",
  },
  unreachable: { label: "Source unreachable", explanation: "Nothing answers at the source's address." },
};
