import { parse } from "tldts";
import { domainOf, webAddress } from "./links";

/**
 * The domain that somebody typed or pasted an address of, as `domainOf` writes it; null for what is none, or is nobody's
 * in particular: `com`, `co.uk` and `github.io` hold the sites of all who ask for one.
 */
export function ownedDomain(text: string): string | null {
  const typed = text.trim();
  const address = webAddress(/^[a-z]+:\/\//i.test(typed) ? typed : `https://${typed}`);
  if (address === undefined) return null;
  const domain = domainOf(address);
  const { isIp, domain: owned } = parse(domain, { allowPrivateDomains: true });
  return isIp || owned !== null ? domain : null;
}
