import {
  type RateLimiterAbstract,
  RateLimiterDrizzle,
  RateLimiterMemory,
  type RateLimiterRes,
} from "rate-limiter-flexible";
import { databaseFile } from "@/db/file";
import { tries } from "@/db/schema/nodes";
import { normalMail } from "@/lib/accounts/input";
import { normalName, skeletonOf } from "@/lib/accounts/names";
import { database } from "@/lib/database";
import { readEnv } from "@/lib/env";
import { Refusal } from "@/lib/errors";
import { once } from "@/lib/process";

const minute = 60;

/**
 * How often, by whom, within how many seconds. Guessing is held up by name and address together; by the name alone only
 * where many addresses guess at it, since that can lock its owner out for a while.
 */
const limits = {
  "sign-in by name and address": { points: 8, duration: 10 * minute },
  "sign-in by name": { points: 100, duration: 60 * minute },
  "sign-in by address": { points: 60, duration: 10 * minute },
  "sign-up by address": { points: 20, duration: 60 * minute },
  "mail by recipient": { points: 4, duration: 60 * minute },
  "mail by address": { points: 20, duration: 60 * minute },
  "whole log by address": { points: 30, duration: 10 * minute },
  "whole debates by address": { points: 60, duration: 10 * minute },
  // Each makes this machine ask another one.
  "look-ups by account": { points: 30, duration: 5 * minute },
  // A program may be quick, but not quicker than curators can look. Votes and ratings only ever take the place of one.
  "sending by account": { points: 300, duration: minute },
} as const;

export type Limit = keyof typeof limits;

const limiters = once("limits", () => new Map<Limit, RateLimiterAbstract>());

/** Counts in this process; where nodes share a server there, so that more nodes do not allow more tries. */
async function limiterOf(limit: Limit): Promise<RateLimiterAbstract> {
  const known = limiters.get(limit);
  if (known) return known;
  const options = limits[limit];
  const here = new RateLimiterMemory(options);
  if (databaseFile(readEnv().DATABASE_URL) !== null) {
    limiters.set(limit, here);
    return here;
  }
  const made = new RateLimiterDrizzle({
    ...options,
    keyPrefix: limit,
    storeClient: await database(),
    schema: tries,
    // While the server does not answer, each node counts for itself.
    insuranceLimiter: here,
    // One of them is enough to throw old rows out.
    clearExpiredByTimeout: limit === "sending by account",
  });
  limiters.set(limit, made);
  return made;
}

/** Counts one try; refuses it where there were too many. */
export async function countTry(limit: Limit, key: string): Promise<void> {
  try {
    await (await limiterOf(limit)).consume(key);
  } catch (error) {
    if (!isRefused(error)) throw error;
    const seconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
    const wait = seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
    throw new Refusal(429, "rate.limited", `That was tried too often. Try again in ${wait}.`, { retryAfter: seconds });
  }
}

/** By its shape: the limiters may be of the server's copy of the package and this of Next's, each with a class of its own. */
const isRefused = (error: unknown): error is RateLimiterRes =>
  typeof error === "object" && error !== null && "msBeforeNext" in error;

/** Takes a try back that turned out well. */
export const forgetTries = async (limit: Limit, key: string): Promise<unknown> => (await limiterOf(limit)).delete(key);

/**
 * The same, for addresses. This machine's own is let by: it is the operator, or a proxy that does not say on whose
 * behalf it asks, and then it would be everybody.
 */
export async function countTryFrom(limit: Limit, address: string | null): Promise<void> {
  if (address !== null && address !== "" && !/^(127\.|::1$|::ffff:127\.)/.test(address)) {
    await countTry(limit, network(address));
  }
}

/** Whoever has one IPv6 address has the 2^64 beside it too. */
const network = (address: string): string =>
  address.includes(":") ? (address.split("::")[0] ?? "").split(":").slice(0, 4).join(":") : address;

/** What tries at a name are counted by: the account it leads to, however it is spelt. */
export const nameTried = (typed: unknown): string => skeletonOf(normalName(String(typed ?? "").slice(0, 200)));

/** The same for a mail address. */
export const mailTried = (typed: unknown): string => normalMail(String(typed ?? "").slice(0, 1000));
