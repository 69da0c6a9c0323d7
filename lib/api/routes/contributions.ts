import { z } from "@hono/zod-openapi";
import { attach, edit, type RatingReceipt, rate, withdraw, withdrawRating } from "@/lib/contributions/commands";
import { contributionKinds, contributionSorts, stances } from "@/lib/contributions/contributions";
import { ratingInput } from "@/lib/contributions/input";
import { contributionById, listContributions } from "@/lib/contributions/list";
import { contributionInContext, revisionsOf } from "@/lib/contributions/queries";
import { type Api, type Asked, route } from "../route";
import {
  Attach,
  Contribution,
  contributionAlone,
  Edit,
  Rating,
  RatingValue,
  Revision,
  revision,
  State,
} from "../shapes/contribution";
import { cursor, listOf } from "../shapes/list";

const tag = "Contributions";
const Receipt = z.object({ value: RatingValue.nullable(), rating: Rating }).openapi("RatingReceipt");
const rating = { path: "/contributions/{id}/rating", tag: "Ratings", answer: Receipt, signedIn: true } as const;

const attaching = {
  method: "post",
  tag,
  body: Attach,
  answer: Contribution,
  created: ({ url }: z.input<typeof Contribution>) => url,
  signedIn: true,
  refuses: [409],
} as const;

/** The contribution as it is now, for the answer to a command on it. */
const shown = async ({ ctx, link }: Pick<Asked<unknown>, "ctx" | "link">, id: string) =>
  contributionAlone(await contributionById(ctx, id), link);

export function contributionRoutes(api: Api): void {
  route(
    api,
    {
      method: "get",
      path: "/claims/{id}/contributions",
      tag,
      summary: "What is attached to a claim, at any depth",
      query: z.object({
        parent: z.string().max(40).optional().openapi({
          description: "The id of what they answer, or `none` for what answers the claim itself.",
        }),
        kind: z.enum(contributionKinds, { error: `A kind is one of: ${contributionKinds.join(", ")}.` }).optional(),
        stance: z.enum(stances, { error: `A stance is one of: ${stances.join(", ")}.` }).optional(),
        state: State.optional().openapi({
          description: "Left out: what counts. What is held is listed for its author and for curators only.",
        }),
        sort: z
          .enum(contributionSorts, { error: `Sort by one of: ${contributionSorts.join(", ")}.` })
          .default("convincing"),
        cursor,
      }),
      answer: listOf(Contribution),
    },
    async ({ ctx, param, query, link }) => {
      const { items, nextCursor } = await listContributions(ctx, param("id"), {
        ...query,
        parent: query.parent === "none" ? null : query.parent,
        cursor: query.cursor ?? null,
      });
      return { items: items.map((it) => contributionAlone(it, link)), nextCursor };
    },
  );
  route(
    api,
    { ...attaching, path: "/claims/{id}/contributions", summary: "Attach evidence or a rebuttal to a claim" },
    async (asked) => shown(asked, (await attach(asked.ctx, asked.param("id"), asked.input)).id),
  );
  route(
    api,
    { ...attaching, path: "/contributions/{id}/contributions", summary: "Answer a contribution with another" },
    async (asked) => {
      const parent = asked.param("id");
      const { claim } = await contributionInContext(asked.ctx, parent);
      const given = typeof asked.input === "object" && asked.input !== null ? { ...asked.input, parent } : asked.input;
      return shown(asked, (await attach(asked.ctx, claim.id, given)).id);
    },
  );
  route(
    api,
    { method: "get", path: "/contributions/{id}", tag, summary: "One contribution", answer: Contribution },
    async (asked) => shown(asked, asked.param("id")),
  );
  route(
    api,
    {
      method: "patch",
      path: "/contributions/{id}",
      tag,
      summary: "Give one's own contribution a new wording",
      body: Edit,
      answer: Contribution,
      signedIn: true,
      refuses: [409],
    },
    async (asked) => {
      await edit(asked.ctx, asked.param("id"), asked.input);
      return shown(asked, asked.param("id"));
    },
  );
  route(
    api,
    { method: "delete", path: "/contributions/{id}", tag, summary: "Withdraw one's own contribution", signedIn: true },
    async ({ ctx, param }) => withdraw(ctx, param("id")),
  );
  route(
    api,
    {
      method: "get",
      path: "/contributions/{id}/revisions",
      tag,
      summary: "Every wording it has had, the newest first",
      answer: listOf(Revision),
    },
    async ({ ctx, param, link }) => ({
      items: (await revisionsOf(ctx, param("id"))).map((it) => revision(it, link)),
      nextCursor: null,
    }),
  );
  route(
    api,
    { ...rating, method: "put", summary: "Rate somebody else's contribution", body: ratingInput },
    async ({ ctx, param, input }) => ratingShown(await rate(ctx, param("id"), input)),
  );
  route(api, { ...rating, method: "delete", summary: "Take one's rating back" }, async ({ ctx, param }) =>
    ratingShown(await withdrawRating(ctx, param("id"))),
  );
}

const ratingShown = ({ rating, counts }: RatingReceipt) => ({ value: rating, rating: counts });
