import type { ReadDebate } from "./import";

/** What a debate is called and its first claims say, for whoever decides whether to bring it in. */
export type Outline = { title: string; sections: number; claims: { statement: string; attached: number }[] };

/** Claims of an outline. Who has more of them has seen by then what it is. */
const most = 200;

export function outlineOf({ incoming }: ReadDebate): Outline {
  if ("essay" in incoming) {
    // By hand: it was checked when it was planned.
    const essay = incoming.essay as {
      title: string;
      sections: string[];
      claims: { slug: string; statement: string }[];
    };
    const { evidence = [] } = incoming.essay as { evidence?: { claim: string; rebuttals?: unknown[] }[] };
    return {
      title: essay.title,
      sections: essay.sections.length,
      claims: essay.claims.slice(0, most).map(({ slug, statement }) => ({
        statement,
        attached: evidence
          .filter((one) => one.claim === slug)
          .reduce((sum, { rebuttals = [] }) => sum + 1 + rebuttals.length, 0),
      })),
    };
  }
  const { essay, sections, claims, contributions } = incoming.document;
  const attached = new Map<string, number>();
  for (const { claim } of contributions) attached.set(claim, (attached.get(claim) ?? 0) + 1);
  return {
    title: essay.title,
    sections: sections.length,
    claims: claims.slice(0, most).map(({ id, statement }) => ({ statement, attached: attached.get(id) ?? 0 })),
  };
}
