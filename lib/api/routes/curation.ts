import { z } from "@hono/zod-openapi";
import { attachArchive, checkQuote, decide, flag, pin, undoDecision, unpin } from "@/lib/curation/commands";
import {
  archiveInput,
  checkQuoteInput,
  decideInput,
  flagInput,
  logInput,
  pinInput,
  undoInput,
} from "@/lib/curation/input";
import { logEntry, publicLog } from "@/lib/curation/queries";
import { type Api, route } from "../route";
import { QuoteCheck, Reason, State } from "../shapes/contribution";
import { LogItem, logItem } from "../shapes/curation";
import { cursor, instant, isoOrNull, listOf } from "../shapes/list";

const tag = "Curation";

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
      description:
        "Send the version that you looked at. `merged` takes `mergedInto`: the id of the contribution that it duplicates, of the same kind and side on the same claim.",
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
      method: "put",
      path: "/contributions/{id}/quote-check",
      tag,
      summary: "Say whether the excerpt stands in its source",
      description: "Send the version that you looked at.",
      body: checkQuoteInput,
      answer: z.object({ id: z.string(), quoteCheck: QuoteCheck, version: z.int() }).openapi("QuoteCheckReceipt"),
      signedIn: true,
      refuses: [409],
    },
    ({ ctx, param, input }) => checkQuote(ctx, param("id"), input),
  );
  route(
    api,
    {
      method: "put",
      path: "/contributions/{id}/archive",
      tag,
      summary: "Set the address of an archived copy beside a source, or take it off with null",
      description: "For its author and for curators.",
      body: archiveInput,
      answer: z.object({ id: z.string(), archiveUrl: z.string().nullable() }).openapi("ArchiveReceipt"),
      signedIn: true,
    },
    ({ ctx, param, input }) => attachArchive(ctx, param("id"), input),
  );
  for (const { method, set, summary } of [
    { method: "put", set: pin, summary: "Put what answers a claim before the rest of its side: two at most" },
    { method: "delete", set: unpin, summary: "Take the pin off" },
  ] as const) {
    route(
      api,
      {
        method,
        path: "/contributions/{id}/pin",
        tag,
        summary,
        body: pinInput,
        answer: z.object({ id: z.string(), pinnedAt: instant.nullable() }),
        signedIn: true,
        ...(method === "put" && { refuses: [409] as const }),
      },
      async ({ ctx, param, input }) => {
        const { id, pinnedAt } = await set(ctx, param("id"), input ?? {});
        return { id, pinnedAt: isoOrNull(pinnedAt) };
      },
    );
  }
  route(
    api,
    {
      method: "post",
      path: "/contributions/{id}/flags",
      tag,
      summary: "Tell the curators that something is wrong",
      description: "One open flag a person: a second says the first anew. What was decided about already is refused.",
      body: flagInput,
      answer: z.object({ id: z.string() }),
      signedIn: true,
      refuses: [409],
    },
    ({ ctx, param, input }) => flag(ctx, param("id"), input),
  );
  route(
    api,
    {
      method: "get",
      path: "/moderation/log",
      tag,
      summary: "Every decision, the latest first",
      description:
        "All filters at once, as you like. Days are by UTC. A page may have fewer items than there is room for, or " +
        "none, and still a `nextCursor`: a rare combination is looked for a stretch of the log at a time. The same " +
        "log is a table at `/moderation/log.csv` and a feed at `/moderation/log.atom`.",
      query: z.object({ ...logInput.shape, cursor }),
      answer: listOf(LogItem),
      refuses: [404],
    },
    async ({ ctx, query: { cursor, ...about }, link }) => {
      const { items, nextCursor } = await publicLog(ctx, about, cursor ?? null);
      return { items: items.map((item) => logItem(item, link)), nextCursor };
    },
  );
  route(
    api,
    { method: "get", path: "/moderation/log/{id}", tag, summary: "One decision", answer: LogItem },
    async ({ ctx, param, link }) => logItem(await logEntry(ctx, param("id")), link),
  );
}
