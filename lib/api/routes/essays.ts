import { z } from "@hono/zod-openapi";
import { claimKinds, claimSorts } from "@/lib/claims/claims";
import type { EssaySummary } from "@/lib/essays/essays";
import { essayBySlug, listEssays } from "@/lib/essays/queries";
import { paths } from "@/lib/paths";
import { type Api, route } from "../route";
import { ClaimInList, claimInList } from "../shapes/claim";
import { address, cursor, listOf, type ToAddress } from "../shapes/list";
import { Translation, translation } from "../shapes/translation";

const count = z.int().min(0);

const summary = {
  id: z.string(),
  slug: z.string(),
  url: address,
  title: z.string(),
  author: z.string().nullable(),
  originalUrl: z.string().nullable().openapi({ description: "Where the essay itself stands." }),
  language: z.string().openapi({ description: "By BCP 47." }),
  counts: z.object({ claims: count, evidence: count, rebuttals: count, unargued: count, votes: count }),
};
const EssayInList = z.object(summary).openapi("EssayInList");
const Essay = z
  .object({
    ...summary,
    translations: z.array(Translation),
    sections: z.array(z.object({ position: z.int(), title: z.string() })),
    claims: listOf(ClaimInList),
  })
  .openapi("Essay");

const essayInList = (essay: EssaySummary, link: ToAddress): z.input<typeof EssayInList> => ({
  id: essay.id,
  slug: essay.slug,
  url: link(paths.essay(essay.slug)),
  title: essay.title,
  author: essay.author,
  originalUrl: essay.url,
  language: essay.language,
  counts: essay.counts,
});

export function essayRoutes(api: Api): void {
  route(
    api,
    {
      method: "get",
      path: "/essays",
      tag: "Essays",
      summary: "All essays, the oldest first",
      answer: listOf(EssayInList),
    },
    async ({ ctx, link }) => ({
      items: (await listEssays(ctx)).map((essay) => essayInList(essay, link)),
      nextCursor: null,
    }),
  );
  route(
    api,
    {
      method: "get",
      path: "/essays/{slug}",
      tag: "Essays",
      summary: "An essay with its sections and claims",
      query: z.object({
        sort: z.enum(claimSorts, { error: `Sort by one of: ${claimSorts.join(", ")}.` }).default("essay"),
        kind: z.enum(claimKinds, { error: `A kind is one of: ${claimKinds.join(", ")}.` }).optional(),
        cursor,
      }),
      answer: Essay,
    },
    async ({ ctx, param, query, link }) => {
      const essay = await essayBySlug(ctx, param("slug"), { ...query, cursor: query.cursor ?? null });
      return {
        ...essayInList(essay, link),
        translations: essay.translations.map((one) => translation(one, link)),
        sections: essay.sections,
        claims: { ...essay.claims, items: essay.claims.items.map((claim) => claimInList(claim, link)) },
      };
    },
  );
}
