import { z } from "@hono/zod-openapi";
import { searchInput } from "@/lib/search/input";
import { search } from "@/lib/search/queries";
import { type Api, route } from "../route";
import { ClaimLink } from "../shapes/claim";
import { address, cursor, listOf } from "../shapes/list";

const Text = z
  .array(z.object({ text: z.string(), marked: z.boolean() }))
  .openapi("MarkedText", { description: "In pieces; `marked` is what was looked for." });

const Found = z
  .object({
    type: z.enum(["claim", "evidence", "rebuttal"]),
    id: z.string(),
    url: address,
    title: Text,
    excerpt: Text,
    claim: ClaimLink,
    essay: z.object({ slug: z.string(), title: z.string() }),
  })
  .openapi("Found");

/** What the page's search forgives in silence, a program is told. */
const typed = searchInput.shape;

export function searchRoutes(api: Api): void {
  route(
    api,
    {
      method: "get",
      path: "/search",
      tag: "Search",
      summary: "Claims, evidence, rebuttals and sources with these words",
      query: z.object({
        q: typed.q.unwrap().default(""),
        essay: typed.essay.unwrap().describe("An essay's slug."),
        kind: typed.kind.unwrap(),
        match: typed.match.unwrap().default("all"),
        cursor,
      }),
      answer: listOf(Found).extend({
        order: z.enum(["best", "newest"]).openapi({
          description:
            "`newest`: what was looked for is in thousands of texts, of which none is better; claims come first.",
        }),
        whole: z
          .boolean()
          .openapi({ description: "Whether all of `q` was looked for: of a long one, the beginning is." }),
        unfinished: z.boolean().openapi({
          description: "Whether the index is being made anew, so that some may be missing for some minutes.",
        }),
      }),
    },
    async ({ ctx, query, link }) => {
      const { items, ...about } = await search(ctx, query);
      return {
        ...about,
        items: items.map(({ type, id, url, title, excerpt, claim, essay }) => ({
          ...{ type, id, title, excerpt, essay },
          url: link(url),
          claim: { ...claim, url: link(claim.url) },
        })),
      };
    },
  );
}
