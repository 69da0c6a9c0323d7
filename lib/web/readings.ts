import { profile } from "@/lib/accounts/queries";
import type { Ctx, Tag } from "@/lib/ctx";
import { essayBySlug, firstEssay, listEssays } from "@/lib/essays/queries";
import { claimHistoryPage } from "@/lib/insight/claim-history-page";
import { claimPage } from "@/lib/insight/claim-page";
import { essayTextPage } from "@/lib/insight/essay-text-page";
import { historyPage } from "@/lib/insight/history-page";
import { permalinkPage } from "@/lib/insight/permalink-page";
import { textHistoryPage } from "@/lib/insight/text-history-page";
import { chosenView, type ReadingName, segment } from "./reading-pages";
import { argumentView, claimView, essayView } from "./views";

/** In seconds. */
export const hour = 3600;

/** What a reading page shows, of the parts of its address inside: what it is about, and the view of it. */
export type Reading<T> = {
  read(ctx: Ctx, of: string, view: string): Promise<T>;
  /** What makes it stale. */
  tags(found: T, of: string): Tag[];
  /** After how many seconds it is rendered anew although nothing made it stale; after an hour where it doesn't say. */
  seconds?(found: T, now: Date): number;
};

/** Gives each its types. */
const reading = <T>(made: Reading<T>): Reading<T> => made;

export const readings = {
  home: reading({
    async read(ctx: Ctx, _of, view) {
      const { count, slug } = await firstEssay(ctx);
      return count === 1 && slug !== null
        ? { essay: await essayBySlug(ctx, slug, essayView(view)), essays: [] }
        : { essay: null, essays: await listEssays(ctx) };
    },
    tags: ({ essay }) => (essay ? ["essays", `essay:${essay.id}`] : ["essays"]),
  }),
  essay: reading({
    read: (ctx: Ctx, slug, view) => essayBySlug(ctx, segment(slug), essayView(view)),
    tags: ({ id }) => [`essay:${id}`],
  }),
  text: reading({
    read: (ctx: Ctx, slug) => essayTextPage(ctx, segment(slug)),
    tags: ({ essay }) => [`essay:${essay.id}`],
  }),
  textHistory: reading({
    read(ctx: Ctx, slug, view) {
      const { after } = chosenView(view);
      return textHistoryPage(ctx, segment(slug), after && /^\d{1,9}$/.test(after) ? Number(after) : undefined);
    },
    tags: ({ essay }) => [`essay:${essay.id}`],
  }),
  claim: reading({
    read: (ctx: Ctx, id, view) => claimPage(ctx, id, claimView(view)),
    // Where it went into another one, also its own: an undo lets it stand here again.
    tags: ({ claim }, id) => [`claim:${claim.id}`, `claim:${id}`, "grades"],
    // A lock ends by itself.
    seconds({ claim: { lockedUntil } }, now) {
      const left = lockedUntil ? Math.ceil((lockedUntil.getTime() - now.getTime()) / 1000) : 0;
      return left > 0 ? Math.min(left, hour) : hour;
    },
  }),
  wordings: reading({
    read: (ctx: Ctx, id) => claimHistoryPage(ctx, id),
    tags: ({ claim }, id) => [`claim:${claim.id}`, `claim:${id}`],
  }),
  permalink: reading({
    read: (ctx: Ctx, id, view) => permalinkPage(ctx, id, argumentView(view)),
    tags: ({ claim }) => [`claim:${claim.id}`, "grades"],
  }),
  history: reading({
    read: (ctx: Ctx, id) => historyPage(ctx, id),
    tags: ({ contribution }) => [`claim:${contribution.claim.id}`],
  }),
  profile: reading({
    read(ctx: Ctx, name, view) {
      const { after, votes } = chosenView(view);
      return profile(ctx, segment(name), { after, votesAfter: votes });
    },
    tags: ({ id }) => [`account:${id}`],
    // Somebody who shows their votes shows new ones, too; nothing tells the page of those.
    seconds: () => 5,
  }),
} satisfies Record<ReadingName, unknown>;

export type Found<N extends ReadingName> = Awaited<ReturnType<(typeof readings)[N]["read"]>>;
