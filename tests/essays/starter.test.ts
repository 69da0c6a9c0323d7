import { expect, test } from "vitest";
import { listClaims } from "@/lib/claims/queries";
import { editText, previewText } from "@/lib/essays/commands";
import { essayText } from "@/lib/essays/text-queries";
import { seed } from "@/lib/interchange/seed";
import { moot } from "../support/moot";

const slug = "why-open-source-ai-is-failing";

/** A text with each passage of the starter essay and what is kept of the words around it, and words of our own between. */
async function setting() {
  const m = await moot();
  await seed(m.db, "starter");
  const max = await m.as("max", "moderator");
  const { items } = await listClaims(max, { essay: slug, sort: "essay", cursor: null });
  const paragraphs = items.map(
    ({ quote: { prefix, exact, suffix } }, i) => `Number ${i + 1} opens: ${prefix}${exact}${suffix}, so ends ${i + 1}.`,
  );
  return { max, items, markdown: (change: (text: string) => string) => change(paragraphs.join("\n\n")) };
}

test("all 33 claims of the starter essay are found in place once its text is there", async () => {
  const { max, items, markdown } = await setting();
  const { passages } = await editText(max, slug, { version: 0, body: { markdown: markdown((text) => text) } });
  expect(passages.map(({ after }) => after)).toEqual(Array(33).fill("exact"));
  const { text, passages: placed } = await essayText(max, slug);
  expect(placed.map(({ start, end }) => text.slice(start, end))).toEqual(items.map(({ quote }) => quote.exact));
});

test("and each that is taken out again is reported, none of the others with it", async () => {
  const { max, items, markdown } = await setting();
  await editText(max, slug, { version: 0, body: { markdown: markdown((text) => text) } });
  for (const { id, quote } of items.filter((_, i) => i % 4 === 0)) {
    const body = { markdown: markdown((text) => text.replace(quote.prefix + quote.exact + quote.suffix, "")) };
    const { passages } = await previewText(max, slug, { version: 1, body });
    const moved = passages.filter(({ after }) => after !== "exact").map(({ claim, after }) => [claim.id, after]);
    expect(moved).toEqual([[id, "orphaned"]]);
  }
});
