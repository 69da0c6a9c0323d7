import { z } from "@hono/zod-openapi";
import { viewerLayer } from "@/lib/web/viewer-layer";
import { type Api, route } from "../route";
import { Layer } from "../shapes/viewer";

export function viewerRoutes(api: Api): void {
  route(
    api,
    {
      method: "get",
      path: "/viewer",
      tag: "Viewer",
      summary: "What belongs to the reader of a page",
      description: "Pages are the same for everybody. This is what one of them lacks for the viewer.",
      query: z.object({
        path: z.string().max(2000).default("").openapi({ description: "The page's path.", example: "/c/bcdfghjkm/x" }),
      }),
      answer: Layer,
    },
    ({ ctx, query }) => viewerLayer(ctx, query.path),
  );
}
