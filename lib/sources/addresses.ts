import ipaddr from "ipaddr.js";

/** What may be fetched although it is not on the public web: names of hosts, each with a port or any, and networks. */
export type Allowed = {
  hosts: { host: string; port: number | null }[];
  networks: [ipaddr.IPv4 | ipaddr.IPv6, number][];
};

/** Where pages are. Anything else on a public host is more likely somebody's mail server or database. */
const webPorts = new Set([80, 443, 8080, 8443]);

/** Globally routed unicast is all in here; what embeds an IPv4 address outside of it is left out by that alone. */
const globalUnicast = ipaddr.IPv6.parseCIDR("2000::/3");
/** For documentation, newer than the list that the package keeps. */
const documentation = ipaddr.IPv6.parseCIDR("3fff::/20");

/**
 * Whether the address is somebody's on the public web. Private, loopback, link-local, shared, multicast and reserved
 * ones are not, nor is any IPv6 form that carries an IPv4 address: mapped, compatible, translated, 6to4, Teredo.
 */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== "unicast") return false;
  return parsed instanceof ipaddr.IPv4 || (parsed.match(globalUnicast) && !parsed.match(documentation));
}

/** Whether the operator has named this very host. */
export const isNamed = (host: string, { hosts }: Allowed): boolean => hosts.some((named) => named.host === host);

/** Why Moot must not connect there, or undefined where it may. */
export function whyBlocked(
  to: { host: string; port: number; address: string },
  allowed: Allowed,
): "blocked_address" | "blocked_port" | undefined {
  const named = allowed.hosts.some(({ host, port }) => host === to.host && (port === null || port === to.port));
  if (named || inNetwork(to.address, allowed)) return undefined;
  if (!isPublic(to.address)) return "blocked_address";
  return webPorts.has(to.port) ? undefined : "blocked_port";
}

function inNetwork(address: string, { networks }: Allowed): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  return networks.some(([base, bits]) => parsed.kind() === base.kind() && parsed.match(base, bits));
}

/** Reads a list of hosts (`wiki.internal`), hosts with ports (`127.0.0.1:8080`, `[::1]:80`) and networks (`10.2.0.0/16`). */
export function parseAllowed(text: string): Allowed {
  const allowed: Allowed = { hosts: [], networks: [] };
  for (const entry of text.split(/[\s,]+/).filter(Boolean)) {
    if (entry.includes("/")) {
      allowed.networks.push(ipaddr.parseCIDR(entry));
    } else if (ipaddr.isValid(entry)) {
      const address = ipaddr.parse(entry);
      allowed.networks.push([address, address.kind() === "ipv4" ? 32 : 128]);
    } else {
      const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(entry) ?? [];
      const host = bracketed ? `[${bracketed}]` : plain;
      if (!host) throw new Error(`${entry} is neither a host nor a network`);
      allowed.hosts.push({ host: hostOf(host), port: port === undefined ? null : Number(port) });
    }
  }
  return allowed;
}

/** As it stands in an address: in lower case, international names in ASCII. */
function hostOf(host: string): string {
  try {
    return bare(new URL(`http://${host}/`).hostname);
  } catch {
    throw new Error(`${host} is not a host`);
  }
}

/** A host without the brackets of an IPv6 address. */
export const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, "");
