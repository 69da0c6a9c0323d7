/**
 * The pages that know no viewer, the address under which Next renders each, and what it reads for it; null where nothing. What a reader chose on a page (an
 * order, a filter, a cursor) stands in the query outside and in one path segment inside, because Next caches by path:
 * a page that read `searchParams` would be rendered anew for everybody.
 */
export type ReadingPage = { internalPath: string; reading: string | null };

/** No address of a reader begins with this. */
const internalPrefix = "/read";

/**
 * Addresses that exist inside only, however they are written; and those that can't be read. The query is nobody's path:
 * what stands in it may be in another encoding.
 */
export function isInside(url: string): boolean {
  try {
    const { pathname } = new URL(url.replace(/^[/\\]+/, "/"), "http://inside");
    return /^[/\\]*(?:internal|read)(?:[/\\]|$)/i.test(decodeURIComponent(pathname));
  } catch {
    return true;
  }
}

/** `http://moot.example/c/x` as some programs ask for it → `/c/x`, as everything here reads it. */
export function originForm(url: string): string {
  if (url.startsWith("/") || !URL.canParse(url)) return url;
  const { pathname, search } = new URL(url);
  return pathname + search;
}

/** What may stand in the query of a reading page. Everything else (`utm_source`, `fbclid`) changes nothing and is dropped. */
const viewParameters = new Set(["sort", "kind", "for", "against", "after", "votes", "at"]);

const word = /^[\w.~-]{1,80}$/;

/** What reading pages read: lib/web/readings.ts. */
export type ReadingName =
  | "home"
  | "essay"
  | "text"
  | "textHistory"
  | "claim"
  | "wordings"
  | "permalink"
  | "history"
  | "profile";

/** Which page each address is of; the group is what it is about. */
const patterns: [RegExp, ReadingName | null][] = [
  [/^\/()$/, "home"],
  [/^\/about$/, null],
  [/^\/essays\/([^/]+)$/, "essay"],
  [/^\/essays\/([^/]+)\/text$/, "text"],
  [/^\/essays\/([^/]+)\/text\/history$/, "textHistory"],
  [/^\/c\/([^/]+)(?:\/[^/]+)?$/, "claim"],
  [/^\/c\/([^/]+)\/[^/]+\/history$/, "wordings"],
  [/^\/[er]\/([^/]+)$/, "permalink"],
  [/^\/[er]\/([^/]+)\/history$/, "history"],
  [/^\/u\/([^/]+)$/, "profile"],
];

/** What was read for a page: the same for all addresses that lead to it. */
export const readingKey = (name: ReadingName, of: string, view: string): string =>
  `${name} ${segment(of)} ${segment(view)}`;

/** The segment of a page asked for as it stands. */
const plainView = "all";

/** `/essays/x?utm_source=y&sort=divided` → `/read/essays/x/sort=divided`; null for what is not a reading page. */
export function readingPage(url: string): ReadingPage | null {
  const at = url.indexOf("?");
  const path = at === -1 ? url : url.slice(0, at);
  const fits = patterns.find(([pattern]) => pattern.test(path));
  if (!fits || !standsForItself(path)) return null;
  const [pattern, name] = fits;
  const view = at === -1 ? plainView : viewOf(url.slice(at + 1));
  return {
    internalPath: `${internalPrefix}${pathInside(path)}/${view}`,
    reading: name && readingKey(name, pattern.exec(path)?.[1] ?? "", view),
  };
}

/** Whether it can be decoded, and names no other folder on its way (`..`): Next would read such a one differently. */
function standsForItself(path: string): boolean {
  if (!path.includes("%") && !path.includes("/.")) return true;
  try {
    return !/(?:^|[/\\])\.\.?(?:[/\\]|$)/.test(decodeURIComponent(path));
  } catch {
    return false;
  }
}

/** A claim without its slug is like one with a stale slug: both lead to the right one. */
function pathInside(path: string): string {
  if (path === "/") return "/home";
  return /^\/c\/[^/]+$/.test(path) ? `${path}/-` : path;
}

function viewOf(query: string): string {
  const chosen: string[] = [];
  for (const [name, value] of new URLSearchParams(query)) {
    if (viewParameters.has(name) && word.test(value)) chosen.push(`${name}=${value}`);
  }
  return chosen.length === 0 ? plainView : [...new Set(chosen)].sort().join("&");
}

/** The page's side: what a reader chose, from the last segment of the address inside. */
export function chosenView(view: string): Partial<Record<string, string>> {
  return view === plainView ? {} : Object.fromEntries(new URLSearchParams(decodeURIComponent(view)));
}

/** A part of the address as it is meant: Next hands it over as it was sent. */
export function segment(sent: string): string {
  try {
    return decodeURIComponent(sent);
  } catch {
    return sent;
  }
}
