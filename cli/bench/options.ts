import { parseArgs } from "node:util";
import type { Size } from "./generate/plan";

/** What the large debate of `flat` is by default: a tenth of what can be asked for, so that the whole bench stays short. */
const large = { claims: "10000", contributions: "100000", votes: "1000000", seed: "1" };

export type Options = {
  /** Of the command line: parts to run, or `data`, or `scale`. */
  names: string[];
  runs: number;
  seconds: number;
  large: Size;
  /** Where `data` puts the debate. */
  out: string | undefined;
  /** A file of results to compare with. */
  against: string | undefined;
  /** The files of results that `scale` reckons with. */
  from: string[];
  profile: boolean;
};

/** Throws a sentence for the terminal where an option is not one, or a number is none. */
export function readOptions(argv: string[]): Options {
  const { positionals, values } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      runs: { type: "string", default: "3" },
      seconds: { type: "string", default: "5" },
      claims: { type: "string", default: large.claims },
      contributions: { type: "string", default: large.contributions },
      votes: { type: "string", default: large.votes },
      seed: { type: "string", default: large.seed },
      out: { type: "string" },
      against: { type: "string" },
      from: { type: "string", multiple: true, default: [] },
      profile: { type: "boolean", default: false },
    },
  });
  const { claims, contributions, votes, seed, runs, seconds, out, against, from, profile } = values;
  const whole = (name: string, text: string, least: number) => {
    const number = Number(text);
    if (!Number.isSafeInteger(number) || number < least)
      throw new Error(`--${name} is a whole number from ${least} on.`);
    return number;
  };
  return {
    names: positionals,
    runs: whole("runs", runs, 1),
    seconds: whole("seconds", seconds, 1),
    large: {
      claims: whole("claims", claims, 1),
      contributions: whole("contributions", contributions, 1),
      votes: whole("votes", votes, 0),
      seed: whole("seed", seed, 0),
    },
    out,
    against,
    from,
    profile,
  };
}
