import { lookup, Resolver } from "node:dns/promises";

export type Address = { address: string; family: number };

/** All addresses of a host. Rejects with a code of Node's DNS where it has none, or none could be had. */
export type Resolve = (host: string) => Promise<Address[]>;

/** As everything on this machine finds it: for hosts that the operator has named, which may stand in a file of theirs. */
export const resolveBySystem: Resolve = (host) => lookup(host, { all: true, verbatim: true });

/**
 * By asking DNS, without the system. The system's way takes one of Node's few threads for as long as the other side's
 * name server likes, and passwords and files wait for the same threads.
 */
export const resolveByDns: Resolve = async (host) => {
  const resolver = new Resolver({ timeout: 2000, tries: 2 });
  const [four, six] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  const addresses = [
    ...(four.status === "fulfilled" ? four.value.map((address) => ({ address, family: 4 })) : []),
    ...(six.status === "fulfilled" ? six.value.map((address) => ({ address, family: 6 })) : []),
  ];
  if (addresses.length > 0 || four.status === "fulfilled") return addresses;
  // Having no address of the one kind is no word on the other.
  const noneOfOne = (four.reason as { code?: string }).code === "ENODATA" && six.status === "rejected";
  throw noneOfOne ? six.reason : four.reason;
};
