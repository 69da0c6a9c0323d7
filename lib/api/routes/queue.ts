import { z } from "@hono/zod-openapi";
import { contributionKinds } from "@/lib/contributions/contributions";
import { decideMany, free, take } from "@/lib/curation/commands";
import { decideManyInput } from "@/lib/curation/input";
import { queue, waitingCount } from "@/lib/curation/queries";
import { countedAtMost } from "@/lib/curation/queue";
import { type Api, route } from "../route";
import { State } from "../shapes/contribution";
import { cursor, instant, iso, listOf } from "../shapes/list";
import { QueueCounts, QueueItem, queueItem } from "../shapes/queue";

const tag = "Curation";

const filter = (description: string) => z.string().max(300).optional().openapi({ description });

const filters = z.object({
  essay: filter("An essay's slug."),
  claim: filter("A claim's id."),
  kind: z.enum(contributionKinds, { error: `A kind is one of: ${contributionKinds.join(", ")}.` }).optional(),
  state: State.optional().openapi({
    description: "`needs-source` is what curators asked more about: it waits for its author, and is in no other view.",
  }),
  reason: filter("The code of a hold rule or of a flag's reason, or `flagged` for any flag."),
  flagger: filter("The name of somebody who has flagged it."),
  domain: filter("The domain of its source."),
  author: filter("The name of whoever attached it."),
  mine: z.literal("1", { error: "For what you have taken, say mine=1." }).optional(),
});

const Outcome = z
  .union([
    z.object({ id: z.string(), done: z.literal(true), state: State, version: z.int() }),
    z.object({ id: z.string(), done: z.literal(false), code: z.string(), message: z.string() }),
  ])
  .openapi("Outcome");

export function queueRoutes(api: Api): void {
  route(
    api,
    {
      method: "get",
      path: "/moderation/queue",
      tag,
      summary: "What waits for a curator, the most urgent first",
      description:
        "What is flagged comes first, by how often its flaggers were right; then what waits longest, by the day; of one day, what newcomers attached. Filters can be combined.",
      query: filters.extend({ cursor }),
      answer: listOf(QueueItem).extend({ counts: QueueCounts }),
      signedIn: true,
    },
    async ({ ctx, query: { cursor, ...filters }, link }) => {
      const { items, counts, nextCursor } = await queue(ctx, given(filters), cursor ?? null);
      return { items: items.map((item) => queueItem(item, link)), counts, nextCursor };
    },
  );
  route(
    api,
    {
      method: "get",
      path: "/moderation/waiting",
      tag,
      summary: "How much waits for a curator",
      answer: z.object({
        waiting: z
          .int()
          .min(0)
          .max(countedAtMost)
          .openapi({ description: `${countedAtMost} for that many or more.` }),
      }),
      signedIn: true,
    },
    async ({ ctx }) => ({ waiting: await waitingCount(ctx) }),
  );
  route(
    api,
    {
      method: "post",
      path: "/moderation/decisions",
      tag,
      summary: "Decide the same about many contributions",
      description:
        "Each has a row of the log of its own. What can't be decided is told of and keeps nothing from the others.",
      body: decideManyInput,
      answer: z.object({ items: z.array(Outcome) }),
      signedIn: true,
    },
    async ({ ctx, input }) => ({ items: await decideMany(ctx, input) }),
  );
  route(
    api,
    {
      method: "post",
      path: "/contributions/{id}/take",
      tag,
      summary: "Take a contribution for ten minutes",
      description:
        "Others are led past what you look at. Take it again to keep it; a decision frees it. Refused with 409 while somebody else looks at it.",
      answer: z.object({ id: z.string(), until: instant }),
      signedIn: true,
      refuses: [409],
    },
    async ({ ctx, param }) => {
      const { id, until } = await take(ctx, param("id"));
      return { id, until: iso(until) };
    },
  );
  route(
    api,
    {
      method: "delete",
      path: "/contributions/{id}/take",
      tag,
      summary: "Free what you took",
      signedIn: true,
    },
    async ({ ctx, param }) => {
      await free(ctx, param("id"));
      return undefined;
    },
  );
}

const given = <Filters extends Record<string, string | undefined>>(filters: Filters) =>
  Object.fromEntries(Object.entries(filters).filter(([, value]) => value)) as Record<keyof Filters, string>;
