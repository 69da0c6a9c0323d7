import { Refusal } from "@/lib/errors";
import { parseBody } from "@/lib/rich-text/validate";
import { Faults } from "../check";
import type { ContributionPart } from "../format";

/** What people wrote, as it is kept, by the contribution's id and the number of the wording. */
export type Texts = Map<string, { body: unknown; text: string }>;

/** Reads every text by the rules that hold for all, and refuses those that keep to none. */
export function readTexts(all: ContributionPart[]): Texts {
  const faults = new Faults();
  const texts: Texts = new Map();
  for (const [i, it] of all.entries()) {
    for (const [r, { number, body }] of it.revisions.entries()) {
      try {
        texts.set(`${it.id} ${number}`, parseBody(body));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        faults.add(`contributions.${i}.revisions.${r}.body`, error.message);
      }
    }
  }
  faults.refuse();
  return texts;
}
