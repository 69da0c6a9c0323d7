type Passage = { exact: string; prefix: string; suffix: string };

/** Characters of what stands around a passage. */
const around = 200;

/** A part of a claim's passage with what stands around it; null where the essay's words there are others. */
export function passageWithin(
  claim: { quoteExact: string; quotePrefix: string; quoteSuffix: string },
  words: string,
): Passage | null {
  const text = claim.quotePrefix + claim.quoteExact + claim.quoteSuffix;
  const pieces = words.trim().split(/\s+/).filter(Boolean);
  if (pieces.length === 0) return null;
  // A text area breaks lines where the essay does not.
  const wanted = new RegExp(pieces.map((piece) => piece.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("\\s+"), "gu");
  const places = [...text.matchAll(wanted)];
  const place = places.find(({ index }) => index >= claim.quotePrefix.length) ?? places[0];
  if (!place) return null;
  const end = place.index + place[0].length;
  return {
    exact: place[0],
    prefix: text.slice(Math.max(0, place.index - around), place.index),
    suffix: text.slice(end, end + around),
  };
}
