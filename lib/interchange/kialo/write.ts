import { citationOf, counting, type Debate, hiddenWords, linksTo, type Told, walk } from "../debate";
import { unmistakable, writeLink, writePlain, writeText } from "./text";

/**
 * Kialo's text in flush lines: what contradicts is a Con, what supports is a Pro. Of several claims, each is a thesis
 * under the essay's title.
 */
export async function* writeKialo(debate: Debate): AsyncGenerator<string> {
  const alone = debate.count === 1;
  const title = debate.title.replace(/\s+/gu, " ").trim();
  yield `Discussion Title: ${title}\n\n`;
  if (!alone) yield `1. ${unmistakable(writePlain(debate.title))}\n`;
  let place = 0;
  for await (const claim of debate.claims()) {
    place += 1;
    const own = alone ? "1" : `1.${place}`;
    yield `${own}. ${unmistakable(writePlain(claim.statement))}\n`;
    for (const { told, number } of walk(counting(claim.answers))) {
      const stance = told.stance === "supports" ? "Pro" : "Con";
      yield `${own}.${number.join(".")}. ${stance}: ${unmistakable(words(told))}\n`;
    }
  }
}

function words(told: Told): string {
  const { body, source, state } = told;
  if (body === null) return writePlain(hiddenWords(state));
  const text = writeText(body);
  if (source?.url) {
    return linksTo(body, source.url) ? text : `${text} ${writeLink(source.title ?? source.url, source.url)}`;
  }
  const citation = citationOf(told);
  return citation ? `${text} ${writePlain(`(${citation})`)}` : text;
}
