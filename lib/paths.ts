import type { Followed } from "./live/live";

/** Every address of a page, in one place. They are a promise to other people's links. */
export const paths = {
  home: "/",
  about: "/about",
  search: (q?: string, filters: Query = {}) => `/search${query({ q, ...filters })}`,
  /** `intent` is what is done after it, `vote:<claimId>:agree` for instance. */
  signIn: (next?: string, intent?: string) => `/signin${query({ next, intent })}`,
  signUp: (next?: string, intent?: string) => `/signup${query({ next, intent })}`,
  settings: "/settings",
  inbox: "/inbox",
  moderation: "/moderation",
  log: "/moderation/log",
  logOf: (contributionId: string) => `/moderation/log?contribution=${contributionId}`,
  logOfClaim: (claimId: string) => `/moderation/log?claim=${claimId}`,
  logEntry: (decisionId: string) => `/moderation/log/${decisionId}`,
  logFeed: (format: "csv" | "atom", filters: Query = {}) => `/moderation/log.${format}${query(filters)}`,
  logPage: (filters: Query) => `/moderation/log${query(filters)}`,
  /** `filters` narrow it; `after` and `before` are places in it. */
  queue: (filters: Query) => `/moderation${query(filters)}`,
  desk: (contributionId: string) => `/moderation/${contributionId}`,
  claimDesk: (claimId: string, chosen: Query = {}) => `/moderation/claims/${claimId}${query(chosen)}`,
  /** `into` is what it goes into, `next` where it goes on afterwards. */
  merge: (contributionId: string, chosen: { into?: string; next?: string } = {}) =>
    `/moderation/${contributionId}/merge${query(chosen)}`,
  people: "/moderation/people",
  personDesk: (name: string) => `/moderation/people/${encodeURIComponent(name)}`,
  curators: (period?: string) => `/moderation/curators${query({ period })}`,
  webhooks: "/moderation/webhooks",
  imports: "/moderation/import",
  import: (id: string) => `/moderation/import/${id}`,
  rules: "/moderation/rules",
  sources: (q?: string, filters: Query = {}) => `/sources${query({ q, ...filters })}`,
  source: (domain: string) => `/sources/${encodeURIComponent(domain)}`,
  gradeSource: (domain: string) => `/moderation/sources/${encodeURIComponent(domain)}`,
  // A slug has letters of any script, and a redirect's header takes none but ASCII.
  essay: (slug: string) => `/essays/${encodeURIComponent(slug)}`,
  /** The essay in full; `claim` is the id of the claim whose passage is shown first. */
  essayText: (slug: string, claim?: string) => `${paths.essay(slug)}/text${claim ? `#c-${claim}` : ""}`,
  propose: (slug: string, quote: Query = {}) => `${paths.essay(slug)}/propose${query(quote)}`,
  /** What the viewer proposed. */
  proposals: "/proposals",
  proposalDesk: "/moderation/proposals",
  claim: (claim: { id: string; slug: string }) => `/c/${claim.id}/${encodeURIComponent(claim.slug)}`,
  /** The claim in one of its wordings, by number. */
  wording: (claim: { id: string; slug: string }, number: number) => `${paths.claim(claim)}?at=${number}`,
  wordings: (claim: { id: string; slug: string }) => `${paths.claim(claim)}/history`,
  /** A claim (`c`), evidence (`e`) or a rebuttal (`r`) by its id alone: as short as an address gets, whatever its wording. */
  short: (kind: SharedKind, id: string) => `/${kind}/${id}`,
  embed: (kind: SharedKind, id: string) => `/embed/${kind}/${id}`,
  annotation: (claimId: string) => `/annotations/${claimId}`,
  qr: (kind: SharedKind, id: string) => `/qr/${kind}/${id}.svg`,
  cite: (kind: SharedKind, id: string) => `/cite/${kind}/${id}`,
  citation: (kind: SharedKind, id: string, format: string) => `/cite/${kind}/${id}.${format}`,
  oembed: (url: string, format: string) => `/oembed?${new URLSearchParams({ url, format })}`,
  /** The picture that stands for it beside a link. */
  preview: (kind: SharedKind, id: string) => `/preview/${kind}/${id}.png`,
  /** What changes of it, as server-sent events; `seen` is the mark of the state that is known already. */
  live: (about: Followed, seen: string | null) => `/live${query({ ...about, seen: seen ?? undefined })}`,
  feed: "/feeds/site.atom",
  feedOfEssay: (slug: string) => `/feeds/essays/${encodeURIComponent(slug)}.atom`,
  feedOfClaim: (claimId: string) => `/feeds/c/${claimId}.atom`,
  feedOfPerson: (name: string) => `/feeds/u/${encodeURIComponent(name)}.atom`,
  sitemap: (name: string) => `/sitemap/${name}.xml`,
  contribution: ({ kind, id }: { kind: "evidence" | "rebuttal"; id: string }) =>
    `/${kind === "evidence" ? "e" : "r"}/${id}`,
  history: (contribution: { kind: "evidence" | "rebuttal"; id: string }) =>
    `${paths.contribution(contribution)}/history`,
  edit: (contribution: { kind: "evidence" | "rebuttal"; id: string }) => `${paths.contribution(contribution)}/edit`,
  flag: (contribution: { kind: "evidence" | "rebuttal"; id: string }) => `${paths.contribution(contribution)}/flag`,
  appeal: (contribution: { kind: "evidence" | "rebuttal"; id: string }) => `${paths.contribution(contribution)}/appeal`,
  appeals: "/moderation/appeals",
  reasons: "/moderation/reasons",
  /** Every version of the essay's text; `after` is the number of the one that the page before ended with. */
  textHistory: (slug: string, after?: number) =>
    `${paths.essay(slug)}/text/history${query({ after: after?.toString() })}`,
  essays: "/moderation/essays",
  newEssay: "/moderation/essays/new",
  essayDesk: (slug: string) => `/moderation/essays/${encodeURIComponent(slug)}`,
  /** `place` is a claim whose passage is to be placed. */
  claimsDesk: (slug: string, place?: string) => `${paths.essayDesk(slug)}/claims${query({ place })}`,
  person: (name: string) => `/u/${encodeURIComponent(name)}`,
  exported: (what: "essays" | "claims", name: string, format: string, file?: string) =>
    `/api/v1/${what}/${encodeURIComponent(name)}/export${query({ format, file })}`,
  api: "/api/v1",
} as const;

type SharedKind = "c" | "e" | "r";
/** `https://moot.example/e/abc?sort=newest` → `abc`, as a contribution's page is linked to. An id is its own. */
export const contributionIdIn = (text: string): string =>
  /\/[er]\/([a-z0-9]{1,20})(?![a-z0-9])/.exec(text)?.[1] ?? text;

type Query = Record<string, string | undefined>;

function query(parameters: Query): string {
  const given = Object.entries(parameters).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
}

/** `next` if it is a path on this site, `/` otherwise: a sign-in never leads to somebody else's site. In ASCII. */
export function safeNext(next: unknown): string {
  if (typeof next !== "string" || !next.isWellFormed() || next.startsWith("/api/")) return "/";
  if (!/^\/(?![/\\])[^\p{Cc}\\]*$/u.test(next)) return "/";
  return next.replace(/[^\x21-\x7e]+/gu, encodeURIComponent);
}

/** A claim's slug: the statement's first words, letters of any script kept. At most 60 characters. */
export function slugify(text: string): string {
  const words =
    text
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .normalize("NFC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  let slug = "";
  for (const word of words) {
    if (slug.length + word.length + 1 > 60) break;
    slug += slug ? `-${word}` : word;
  }
  return slug || "claim";
}
