import type { Metadata } from "next";
import { Suspense } from "react";
import { SignedOut } from "@/components/accounts/signed-out";
import { AppealView } from "@/components/moderation/appeal-item";
import { DeskNav } from "@/components/moderation/desk-nav";
import { openAppealCount, openAppeals } from "@/lib/curation/queries";
import { paths } from "@/lib/paths";
import { waitingProposalCount } from "@/lib/proposals/queries";
import { requestCtx } from "@/lib/web/ctx";
import { one, orNotFound, type Query } from "@/lib/web/pages";
import { answerAppealAction } from "./actions";

export const metadata: Metadata = { title: "Appeals", robots: { index: false } };

export default function Page({ searchParams }: { searchParams: Query }) {
  return (
    <>
      <h1>Appeals</h1>
      <Suspense>
        <Open searchParams={searchParams} />
      </Suspense>
    </>
  );
}

async function Open({ searchParams }: { searchParams: Query }) {
  const cursor = one((await searchParams).cursor) ?? null;
  const ctx = await requestCtx();
  if (!ctx.viewer) return <SignedOut next={paths.appeals} />;
  const { items, nextCursor } = await orNotFound(openAppeals(ctx, cursor));
  return (
    <>
      <DeskNav
        role={ctx.viewer.role}
        here={paths.appeals}
        appeals={await openAppealCount(ctx)}
        proposals={await waitingProposalCount(ctx)}
      />
      <p>
        Somebody whose contribution was rejected or removed asks for a second look, the oldest first. Whoever made the
        decision does not answer. <a href={paths.logPage({ action: "answer-appeal" })}>What was answered before</a>
      </p>
      {items.map((item) => (
        <AppealView key={item.appeal.id} item={item} action={answerAppealAction} />
      ))}
      {items.length === 0 && <p>No appeal waits for an answer.</p>}
      {nextCursor && <a href={`${paths.appeals}?cursor=${nextCursor}`}>Show more</a>}
    </>
  );
}
