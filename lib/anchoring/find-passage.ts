import type { EssayBody } from "@/lib/rich-text/document";
import { pieces } from "@/lib/rich-text/plain-text";
import type { Quote } from "./anchoring";

export type Place = { start: number; end: number };

/**
 * Everywhere that a passage stands in a text as somebody selected it on a page or copied it from there, as offsets of the
 * plain text. White space counts for nothing, nor do the bullets and numbers of lists: each browser copies them its own way.
 * Where some of the places have around them what stood around the selection, only these.
 */
export function findPassage(body: EssayBody, { exact, prefix = "", suffix = "" }: Wanted): Place[] {
  const { text, offsets } = folded(body);
  const [wanted, before, after] = [exact, prefix, suffix].map(fold) as [string, string, string];
  if (wanted === "") return [];
  const places: (Place & { fits: boolean })[] = [];
  for (let at = text.indexOf(wanted); at >= 0 && places.length < placesAtMost; at = text.indexOf(wanted, at + 1)) {
    const behind = at + wanted.length;
    const fits = alikeAtEnd(text.slice(0, at), before) && alikeAtStart(text.slice(behind), after);
    places.push({ start: offsets[at] ?? 0, end: (offsets[behind - 1] ?? 0) + 1, fits });
  }
  const fitting = places.filter(({ fits }) => fits);
  return (fitting.length > 0 ? fitting : places).map(({ start, end }) => ({ start, end }));
}

type Wanted = Pick<Quote, "exact"> & Partial<Quote>;

const placesAtMost = 100;

const fold = (text: string): string => text.replace(/\s+/gu, "");

/** What stood before a selection may reach further back than the text does, and the other way around. */
const alikeAtEnd = (text: string, wanted: string): boolean =>
  text.endsWith(wanted) || (text !== "" && wanted.endsWith(text));
const alikeAtStart = (text: string, wanted: string): boolean =>
  text.startsWith(wanted) || (text !== "" && wanted.startsWith(text));

/** The letters that people wrote, and where each stands in the plain text. */
function folded(body: EssayBody): { text: string; offsets: number[] } {
  let text = "";
  const offsets: number[] = [];
  let at = 0;
  for (const piece of pieces(body)) {
    if (piece.node) {
      for (let i = 0; i < piece.text.length; i += 1) {
        const unit = piece.text.charAt(i);
        if (/\s/u.test(unit)) continue;
        text += unit;
        offsets.push(at + i);
      }
    }
    at += piece.text.length;
  }
  return { text, offsets };
}
