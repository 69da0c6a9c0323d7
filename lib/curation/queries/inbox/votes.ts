import { askedAgainEvents, votesAskedAgain } from "@/lib/votes/queries";
import type { Kind, Matter } from "./kind";

/** Votes on claims that read otherwise since. They are asked about until they are cast again, or the claim is put back. */
export const askedAgain: Kind = {
  events: askedAgainEvents,

  async read(ctx, rowIds) {
    const found = await votesAskedAgain(ctx, rowIds);
    return new Map(
      [...found].map(([rowId, { claim, asked }]): [number, Matter] => [rowId, { type: "vote", claim, asked }]),
    );
  },
};
