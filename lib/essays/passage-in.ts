import type { Quote } from "@/lib/anchoring/anchoring";
import { findPassage, type Place } from "@/lib/anchoring/find-passage";
import { invalid, Refusal } from "@/lib/errors";
import type { EssayBody } from "@/lib/rich-text/document";
import type { TextRow } from "./text-queries";
import { type Anchoring, type PlaceToChoose, passageLimit } from "./texts";

export type Wanted = {
  quote?: Quote | undefined;
  textNumber?: number | undefined;
  start?: number | undefined;
  end?: number | undefined;
};

/** What an undo of a placing puts back: the passage as it was, in the text of that row. */
export type BeforePlacing = { text: number; how: Anchoring; start: number | null; end: number | null };

/** Where the wanted passage stands in a text: by its words, of several places at `start`; or from `start` to `end`. */
export function passageIn(text: TextRow, { quote, textNumber, start, end }: Wanted): Place {
  if (textNumber !== undefined && textNumber !== text.number) throw staleText(text.number);
  if (quote) return byWords(text, quote, start);
  if (start === undefined || end === undefined || start >= end || end > text.text.length) {
    throw invalid({ quote: "Select the passage in the text, or give its words." });
  }
  const place = trimmed(text.text, { start, end });
  if (place.start >= place.end || place.end - place.start > passageLimit) {
    throw invalid({ quote: `A passage has some words, and at most ${passageLimit} characters.` });
  }
  return place;
}

/** The refusal of what was done to a text that somebody else changed meanwhile. */
export const staleText = (number: number) =>
  new Refusal(
    409,
    "text.stale",
    "Somebody changed the text meanwhile. Look at the newest version, then send this again: what you typed is kept.",
    { details: { version: number } },
  );

function byWords(text: TextRow, quote: Quote, start: number | undefined): Place {
  const places = findPassage(JSON.parse(text.body) as EssayBody, quote);
  const [only] = places;
  if (!only) {
    throw invalid({ quote: "These words don't stand in the essay's text as they are. Copy them from there." });
  }
  if (places.length === 1) return only;
  const chosen = places.find((place) => place.start === start);
  if (chosen) return chosen;
  const sentence = "The passage stands in several places of the text. Choose which one is meant.";
  throw new Refusal(422, "passage.ambiguous", sentence, {
    errors: { quote: sentence },
    details: { places: places.slice(0, 20).map((place) => around(text.text, place)) },
  });
}

const around = (text: string, { start, end }: Place): PlaceToChoose => ({
  start,
  end,
  before: text.slice(Math.max(0, start - 80), start),
  words: text.slice(start, end),
  after: text.slice(end, end + 80),
});

function trimmed(text: string, { start, end }: Place): Place {
  const words = text.slice(start, end);
  return {
    start: start + (words.length - words.trimStart().length),
    end: end - (words.length - words.trimEnd().length),
  };
}
