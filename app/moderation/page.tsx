import type { Metadata } from "next";
import { Suspense } from "react";
import { SignedOut } from "@/components/accounts/signed-out";
import { Deck } from "@/components/moderation/desk/deck";
import { Lines } from "@/components/moderation/desk/lines";
import { DeskNav } from "@/components/moderation/desk-nav";
import { DuePredictions } from "@/components/moderation/due-predictions";
import type { Ctx } from "@/lib/ctx";
import { duePredictions, openAppealCount, queueLines } from "@/lib/curation/queries";
import { filtersFrom, type QueueFilters } from "@/lib/curation/queue";
import { paths } from "@/lib/paths";
import { may } from "@/lib/policy/policy";
import { waitingProposalCount } from "@/lib/proposals/queries";
import { requestCtx } from "@/lib/web/ctx";
import { one, orNotFound, type Query } from "@/lib/web/pages";
import { archiveAction, checkQuoteAction, decideAction, decideManyAction, moreAction, takeAction } from "./actions";
import { deskView } from "./desk-view";

export const metadata: Metadata = { title: "What waits for curators", robots: { index: false } };

export default function Page({ searchParams }: { searchParams: Query }) {
  return (
    <>
      <h1 className="visually-hidden">What waits for curators</h1>
      <Suspense>
        <Waiting searchParams={searchParams} />
      </Suspense>
    </>
  );
}

type Asked = Awaited<Query>;

async function Waiting({ searchParams }: { searchParams: Query }) {
  const query = await searchParams;
  const filters = filtersFrom(query);
  const ctx = await requestCtx();
  if (!ctx.viewer) return <SignedOut next={paths.queue(filters)} />;
  return (
    <>
      <DeskNav
        role={ctx.viewer.role}
        here={paths.moderation}
        appeals={await openAppealCount(ctx)}
        proposals={await waitingProposalCount(ctx)}
      />
      {one(query.view) === "list" ? await list(ctx, filters, query) : await oneByOne(ctx, filters, query)}
      <DuePredictions predictions={may(ctx, "queue.read") ? await duePredictions(ctx) : []} />
    </>
  );
}

async function oneByOne(ctx: Ctx, filters: QueueFilters, query: Asked) {
  const at = { after: one(query.after), before: one(query.before), item: one(query.item) };
  const source = { checkQuote: checkQuoteAction, archive: archiveAction };
  const view = await orNotFound(deskView(ctx, filters, at, source));
  return (
    <Deck
      first={view}
      filters={filters}
      within={Boolean(at.after ?? at.before)}
      actions={{ decide: decideAction, take: takeAction, more: moreAction }}
    />
  );
}

async function list(ctx: Ctx, filters: QueueFilters, query: Asked) {
  const cursor = one(query.cursor);
  const queue = await orNotFound(queueLines(ctx, filters, cursor ?? null));
  return (
    <Lines
      queue={queue}
      filters={filters}
      cursor={cursor}
      all={one(query.select) === "all"}
      action={decideManyAction}
    />
  );
}
