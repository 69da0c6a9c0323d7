import { z } from "@hono/zod-openapi";
import { answerAppeal, appeal, takeFlagBack } from "@/lib/curation/commands";
import { answerInput, appealInput } from "@/lib/curation/input";
import { allReasons, openAppeals } from "@/lib/curation/queries";
import { type Api, route } from "../route";
import { AppealItem, appealItem, Reasons } from "../shapes/appeals";
import { cursor, listOf } from "../shapes/list";

const tag = "Curation";

export function appealRoutes(api: Api): void {
  route(
    api,
    {
      method: "delete",
      path: "/contributions/{id}/flags",
      tag,
      summary: "Take one's own open flag back",
      signedIn: true,
    },
    ({ ctx, param }) => takeFlagBack(ctx, param("id")) as Promise<undefined>,
  );
  route(
    api,
    {
      method: "post",
      path: "/contributions/{id}/appeal",
      tag,
      summary: "Appeal against one's own contribution being rejected or removed",
      description:
        "Once a decision, within 20 days. The words stand on the public log; where it was removed, only if a moderator lets them.",
      body: appealInput,
      answer: z.object({ id: z.string(), state: z.literal("open") }),
      signedIn: true,
      refuses: [409],
    },
    ({ ctx, param, input }) => appeal(ctx, param("id"), input),
  );
  route(
    api,
    {
      method: "get",
      path: "/moderation/appeals",
      tag,
      summary: "The appeals that wait for an answer, the oldest first",
      query: z.object({ cursor }),
      answer: listOf(AppealItem),
      signedIn: true,
    },
    async ({ ctx, query, link }) => {
      const { items, nextCursor } = await openAppeals(ctx, query.cursor ?? null);
      return { items: items.map((item) => appealItem(item, link)), nextCursor };
    },
  );
  route(
    api,
    {
      method: "post",
      path: "/moderation/appeals/{id}/answer",
      tag,
      summary: "Answer an appeal against somebody else's decision",
      description: "Upheld, the state before the decision is put back. Whoever made the decision does not answer.",
      body: answerInput,
      answer: z.object({ id: z.string(), state: z.enum(["upheld", "denied"]) }),
      signedIn: true,
      refuses: [409],
    },
    ({ ctx, param, input }) => answerAppeal(ctx, param("id"), input),
  );
  route(
    api,
    {
      method: "get",
      path: "/moderation/reasons",
      tag,
      summary: "The reasons for rejecting and removing, in the order in which curators see them",
      answer: Reasons,
    },
    ({ ctx }) =>
      allReasons(ctx).then(({ reject, remove }) => ({ reject: reject.map(worded), remove: remove.map(worded) })),
  );
}

const worded = ({ code, label, retired }: { code: string; label: string; retired: boolean }) => ({
  code,
  label,
  retired,
});
