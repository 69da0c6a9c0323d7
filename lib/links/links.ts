import normalizeUrl from "normalize-url";

/** Parameters that say where a reader came from, not what the page is. */
const tracking = [
  /^utm_/i,
  /^(fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_cid|mc_eid|mkt_tok|oly_(anon|enc)_id)$/i,
  /^(ref_src|ref_url|cmpid|_hs(enc|mi)|vero_id|s_cid|spm|__twitter_impression)$/i,
];

/** The address if it is one of the web, in its written-out form; undefined otherwise. */
export function webAddress(text: string): string | undefined {
  if (!/^https?:\/\//i.test(text)) return undefined;
  try {
    const url = new URL(text);
    return url.username || url.password || !url.hostname.includes(".") ? undefined : url.href;
  } catch {
    return undefined;
  }
}

/**
 * The form in which the same address is found again: without scheme, `www.`, fragment, tracking parameters and trailing
 * slash, its parameters sorted. Two spellings that lead to one page have the same key; it is not itself an address.
 */
export function sourceKey(url: string): string {
  let key = normal(url);
  // What comes of odd spellings (`/?/`, `//x//`) is not always a form that stays as it is.
  for (let again = normal(`https://${key}`); again !== key; again = normal(`https://${key}`)) key = again;
  return key;
}

const normal = (url: string): string =>
  normalizeUrl(url, {
    stripProtocol: true,
    stripWWW: true,
    stripHash: true,
    stripTextFragment: true,
    removeTrailingSlash: true,
    removeQueryParameters: tracking,
    sortQueryParameters: true,
    removeDirectoryIndex: [/^index\.(html?|php)$/i],
  });

/** The site an address belongs to, without `www.` and without the dot that may end a name. In ASCII. */
export const domainOf = (url: string): string =>
  new URL(url).hostname.replace(/\.+$/, "").replace(/^www\.(?=.+\.)/, "");

/** `a.b.example` → itself, `b.example`, `example`: whatever is said of one of them holds for it too. */
export function domainAndAbove(domain: string): string[] {
  const labels = domain.split(".");
  return labels.map((_, i) => labels.slice(i).join("."));
}

/** The addresses of the web that stand written out in a text. */
export function addressesIn(text: string): string[] {
  const written = text.match(/(?:https?:\/\/|\bwww\.)[^\s<>"“”‘’()[\]{}]+/giu) ?? [];
  return written
    .map((one) => (/^www/i.test(one) ? `https://${one}` : one).replace(/[.,;:!?'*_]+$/, ""))
    .filter((one) => URL.canParse(one));
}

/** An address and those that it carries: an archive's copy or a redirect leads to another site than its own. */
export function addressesWithin(url: string): string[] {
  const inside = decoded(url.slice(url.indexOf("://") + 3)).match(/https?:\/{1,2}[^\s&]+/gi) ?? [];
  return [url, ...inside].filter((one) => URL.canParse(one));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
