import { profile } from "@/lib/accounts/queries";
import type { Ctx, Tag } from "@/lib/ctx";
import { essayBySlug, firstEssay, listEssays } from "@/lib/essays/queries";
import { claimHistoryPage } from "@/lib/insight/claim-history-page";
import { claimPage } from "@/lib/insight/claim-page";
import { essayTextPage } from "@/lib/insight/essay-text-page";
import { historyPage } from "@/lib/insight/history-page";
import { permalinkPage } from "@/lib/insight/permalink-page";
import { textHistoryPage } from "@/lib/insight/text-history-page";
import { segment } from "./pages";
import { chosenView } from "./reading-pages";
import { argumentView, claimView, essayView } from "./views";

/** What a reading page shows, of the parts of its address inside; and what makes it stale. */
export type Reading<A extends string[], T> = {
  read(ctx: Ctx, ...asked: A): Promise<T>;
  tags(found: T, ...asked: A): Tag[];
  /** After how many seconds it is rendered anew although nothing made it stale; a minute where it doesn't say. */
  revalidate?: number;
};

/** Gives each its types. */
const reading = <A extends string[], T>(made: Reading<A, T>): Reading<A, T> => made;

export const readings = {
  home: reading({
    async read(ctx: Ctx, view: string) {
      const { count, slug } = await firstEssay(ctx);
      return count === 1 && slug !== null
        ? { essay: await essayBySlug(ctx, slug, essayView(view)), essays: [] }
        : { essay: null, essays: await listEssays(ctx) };
    },
    tags: ({ essay }) => (essay ? ["essays", `essay:${essay.id}`] : ["essays"]),
  }),
  essay: reading({
    read: (ctx: Ctx, slug: string, view: string) => essayBySlug(ctx, segment(slug), essayView(view)),
    tags: ({ id }) => [`essay:${id}`],
  }),
  text: reading({
    read: (ctx: Ctx, slug: string) => essayTextPage(ctx, segment(slug)),
    tags: ({ essay }) => [`essay:${essay.id}`],
  }),
  textHistory: reading({
    read(ctx: Ctx, slug: string, view: string) {
      const { after } = chosenView(segment(view));
      return textHistoryPage(ctx, segment(slug), after && /^\d{1,9}$/.test(after) ? Number(after) : undefined);
    },
    tags: ({ essay }) => [`essay:${essay.id}`],
  }),
  claim: reading({
    read: (ctx: Ctx, id: string, view: string) => claimPage(ctx, id, claimView(view)),
    // Where it went into another one, also its own: an undo lets it stand here again.
    tags: ({ claim }, id) => [`claim:${claim.id}`, `claim:${id}`, "grades"],
  }),
  wordings: reading({
    read: (ctx: Ctx, id: string) => claimHistoryPage(ctx, id),
    tags: ({ claim }, id) => [`claim:${claim.id}`, `claim:${id}`],
  }),
  permalink: reading({
    read: (ctx: Ctx, id: string, view: string) => permalinkPage(ctx, id, argumentView(view)),
    tags: ({ claim }) => [`claim:${claim.id}`, "grades"],
  }),
  history: reading({
    read: (ctx: Ctx, id: string) => historyPage(ctx, id),
    tags: ({ contribution }) => [`claim:${contribution.claim.id}`],
  }),
  profile: reading({
    read(ctx: Ctx, name: string, view: string) {
      const { after, votes } = chosenView(view);
      return profile(ctx, segment(name), { after, votesAfter: votes });
    },
    tags: ({ id }) => [`account:${id}`],
    // Somebody who shows their votes shows new ones, too; nothing tells the page of those.
    revalidate: 5,
  }),
};
