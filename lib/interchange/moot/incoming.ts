import type { MootJson, RatingsPart, VotesPart } from "./format";
import { NumberSet } from "./number-set";
import type { OpinionKind } from "./opinions";

/** A debate without its votes and ratings, of which there can be too many to hold. */
export type DebatePart = Omit<MootJson, "votes" | "ratings">;

export type OpinionPart = VotesPart | RatingsPart;

/** A debate that was checked and is ready to come in. */
export type Incoming = {
  document: DebatePart;
  votes: Opinions;
  ratings: Opinions;
  /** Whoever voted or rated: the numbers of those without a name, and the keys of people who show their votes. */
  voters: { numbers: NumberSet; named: Set<string> };
};

/** Votes or ratings, of which a bounded number is held at a time. */
export type Opinions = {
  /** How many changes there are. */
  changes: number;
  /** The ids of what they are about. */
  targets: Set<string>;
  /** Read anew each time. Of one target there may be several parts, in the order of time. */
  parts(): AsyncIterable<OpinionPart>;
};

export const targetOf = (part: OpinionPart): string => ("claim" in part ? part.claim : part.contribution);

/** What has come so far of votes and ratings. */
export class Counted {
  readonly voters = { numbers: new NumberSet(), named: new Set<string>() };
  readonly of = {
    votes: { changes: 0, targets: new Set<string>() },
    ratings: { changes: 0, targets: new Set<string>() },
  };

  add(kind: OpinionKind, part: OpinionPart): void {
    this.of[kind].targets.add(targetOf(part));
    this.of[kind].changes += part.history.length;
    for (const [who] of part.history) this.voter(who);
    for (const [who] of part.standing) this.voter(who);
  }

  voter(key: string): void {
    if (key.startsWith("v")) this.voters.numbers.add(Number(key.slice(1)));
    else this.voters.named.add(key);
  }
}

/** A debate that holds all its votes, or has none. */
export function held({ votes = [], ratings = [], ...document }: DebatePart & Partial<MootJson>): Incoming {
  const counted = new Counted();
  for (const part of votes) counted.add("votes", part);
  for (const part of ratings) counted.add("ratings", part);
  return {
    document,
    voters: counted.voters,
    votes: { ...counted.of.votes, parts: () => each(votes) },
    ratings: { ...counted.of.ratings, parts: () => each(ratings) },
  };
}

async function* each<T>(items: T[]): AsyncGenerator<T> {
  yield* items;
}
