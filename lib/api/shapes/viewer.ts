import { z } from "@hono/zod-openapi";
import { appealStates } from "@/lib/curation/appeals";
import { Tally, Vote, Wording } from "./claim";
import { Kind, Rating, RatingValue, Stance } from "./contribution";
import { instant, orNull } from "./list";
import { Role } from "./role";

const choices = z.array(z.object({ code: z.string(), label: z.string() }));
export const ReasonChoices = z.object({ reject: choices, remove: choices }).openapi("ReasonChoices");

const Stranger = z.object({ viewer: z.null() });

const Known = z.object({
  viewer: z.object({
    id: z.string(),
    name: z.string(),
    role: Role,
    banned: orNull(z.object({ until: instant.nullable(), reason: z.string().nullable() })),
  }),
  unread: z.int().openapi({ description: "Messages in the inbox that were not read yet." }),
  waiting: z.int().nullable().openapi({ description: "What waits for a curator; null for whoever is none." }),
  reasons: orNull(ReasonChoices).openapi({ description: "What a decision can be given as its reason, for curators." }),
  votes: z.record(z.string(), Vote).openapi({ description: "One's votes on the page's claims, by the claim's id." }),
  tally: orNull(Tally).openapi({ description: "Of the page's claim, exact to this moment." }),
  askedAgain: orNull(
    z.object({
      vote: Vote,
      because: z.enum(["reworded", "merged"]),
      before: Wording,
      now: Wording,
      difference: z.array(z.object({ type: z.enum(["same", "added", "removed"]), text: z.string() })),
    }),
  ).openapi({ description: "One's vote on the page's claim, where it was given to another wording." }),
  ratings: z
    .record(z.string(), z.object({ rating: RatingValue, counts: Rating }))
    .openapi({ description: "One's ratings, by the contribution's id, with counts exact to this moment." }),
  own: z.array(z.string()).openapi({ description: "What one attached to the page's claim, the newest 500." }),
  appeal: orNull(z.object({ may: z.boolean(), until: orNull(instant), state: orNull(z.enum(appealStates)) })).openapi({
    description: "Of the page's contribution, where it is one's own and rejected or removed: what one can do.",
  }),
  held: z.array(
    z.object({
      id: z.string(),
      kind: Kind,
      stance: Stance,
      text: z.string(),
      reason: z.string().nullable(),
      url: z.string(),
    }),
  ),
});

export const Layer = z.union([Stranger, Known]).openapi("ViewerLayer");
