import { z } from "@hono/zod-openapi";
import { lookUpInput, lookUpSource } from "@/lib/sources/look-up";
import { countTry } from "@/lib/web/limits";
import { type Api, route } from "../route";

const found = z.string().nullable();

export function sourceRoutes(api: Api): void {
  route(
    api,
    {
      method: "post",
      path: "/sources/look-up",
      tag: "Contributions",
      summary: "What the page at an address says of itself, to fill a form for evidence with",
      description: "Null where the page does not say, could not be read in time, or Moot does not look at pages.",
      body: lookUpInput,
      answer: z
        .object({
          title: found,
          author: found,
          publisher: found,
          date: found.openapi({ description: "YYYY, YYYY-MM or YYYY-MM-DD." }),
        })
        .openapi("SourceFilling"),
      signedIn: true,
    },
    async ({ ctx, input }) => {
      if (ctx.viewer) await countTry("look-ups by account", ctx.viewer.id);
      return lookUpSource(ctx, input);
    },
  );
}
