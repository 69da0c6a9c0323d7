import { z } from "@hono/zod-openapi";
import { decide, flag, undoDecision } from "@/lib/curation/commands";
import { decideInput, flagInput, undoInput } from "@/lib/curation/input";
import { publicLog, queue } from "@/lib/curation/queries";
import { queueFilters } from "@/lib/curation/queue";
import { type Api, route } from "../route";
import { Reason, State } from "../shapes/contribution";
import { LogItem, logItem, QueueItem, queueItem } from "../shapes/curation";
import { cursor, listOf } from "../shapes/list";

const tag = "Curation";
const count = z.int().min(0);

const Decision = z
  .object({ id: z.string(), state: State, stateReason: Reason.omit({ label: true }), version: z.int() })
  .openapi("DecisionReceipt");

export function curationRoutes(api: Api): void {
  route(
    api,
    {
      method: "post",
      path: "/contributions/{id}/decisions",
      tag,
      summary: "Decide about a contribution, or undo the last decision",
      description: "Send the version that you looked at. `merged` can't be decided yet.",
      body: decideInput,
      answer: Decision,
      signedIn: true,
      refuses: [409],
    },
    ({ ctx, param, input }) => decide(ctx, param("id"), input),
  );
  route(
    api,
    {
      method: "post",
      path: "/moderation/log/{id}/undo",
      tag,
      summary: "Undo a decision of the log",
      description:
        "By a row of its own. Refused where it was undone already, or where something newer was decided about the same thing.",
      body: undoInput,
      answer: z.object({ id: z.string().openapi({ description: "Of the new row." }), undone: z.string() }),
      signedIn: true,
      refuses: [409],
    },
    ({ ctx, param, input }) => undoDecision(ctx, param("id"), input),
  );
  route(
    api,
    {
      method: "post",
      path: "/contributions/{id}/flags",
      tag,
      summary: "Tell the curators that something is wrong",
      body: flagInput,
      answer: z.object({ id: z.string() }),
      signedIn: true,
    },
    ({ ctx, param, input }) => flag(ctx, param("id"), input),
  );
  route(
    api,
    {
      method: "get",
      path: "/moderation/queue",
      tag,
      summary: "What waits for a curator: what is flagged first, then the oldest",
      query: z.object({
        filter: z.enum(queueFilters, { error: `A filter is one of: ${queueFilters.join(", ")}.` }).default("all"),
        cursor,
      }),
      answer: listOf(QueueItem).extend({
        counts: z.object({ all: count, flagged: count, held: count, unreviewed: count, "needs-source": count }),
      }),
      signedIn: true,
    },
    async ({ ctx, query, link }) => {
      const { items, counts, nextCursor } = await queue(ctx, query.filter, query.cursor ?? null);
      return { items: items.map((item) => queueItem(item, link)), counts, nextCursor };
    },
  );
  route(
    api,
    {
      method: "get",
      path: "/moderation/log",
      tag,
      summary: "Every decision, the latest first",
      query: z.object({
        claim: z.string().max(40).optional().openapi({ description: "A claim's id: it and what is attached to it." }),
        contribution: z.string().max(40).optional().openapi({ description: "A contribution's id." }),
        cursor,
      }),
      answer: listOf(LogItem),
      refuses: [404],
    },
    async ({ ctx, query: { cursor, ...about }, link }) => {
      const { items, nextCursor } = await publicLog(ctx, about, cursor ?? null);
      return { items: items.map((item) => logItem(item, link)), nextCursor };
    },
  );
}
