import type { Metadata } from "next";
import { Suspense } from "react";
import { SignedOut } from "@/components/accounts/signed-out";
import { DeskNav } from "@/components/moderation/desk-nav";
import { ProposalView } from "@/components/proposals/proposal-view";
import { listClaims } from "@/lib/claims/queries";
import type { Ctx } from "@/lib/ctx";
import { openAppealCount } from "@/lib/curation/queries";
import { paths } from "@/lib/paths";
import { waitingProposalCount, waitingProposals } from "@/lib/proposals/queries";
import { requestCtx } from "@/lib/web/ctx";
import { one, orNotFound, type Query } from "@/lib/web/pages";
import { acceptProposalAction, declineProposalAction, mergeProposalAction } from "./actions";

export const metadata: Metadata = { title: "Proposed claims", robots: { index: false } };

export default function Page({ searchParams }: { searchParams: Query }) {
  return (
    <>
      <h1>Proposed claims</h1>
      <Suspense>
        <Waiting searchParams={searchParams} />
      </Suspense>
    </>
  );
}

const actions = { accept: acceptProposalAction, merge: mergeProposalAction, decline: declineProposalAction };

async function Waiting({ searchParams }: { searchParams: Query }) {
  const cursor = one((await searchParams).cursor) ?? null;
  const ctx = await requestCtx();
  if (!ctx.viewer) return <SignedOut next={paths.proposalDesk} />;
  const { items, nextCursor } = await orNotFound(waitingProposals(ctx, cursor));
  const claims = await claimsOf(ctx, [...new Set(items.map(({ essay }) => essay.slug))]);
  return (
    <>
      <DeskNav
        role={ctx.viewer.role}
        here={paths.proposalDesk}
        appeals={await openAppealCount(ctx)}
        proposals={await waitingProposalCount(ctx)}
      />
      <p>
        Somebody would have a claim made of a passage, the oldest first.{" "}
        <a href={paths.logPage({ action: "decide-proposal" })}>What was decided before</a>
      </p>
      {items.map((item) => (
        <ProposalView
          key={`${item.id}.${item.version}`}
          item={item}
          claims={claims.get(item.essay.slug) ?? []}
          actions={actions}
        />
      ))}
      {items.length === 0 && <p>No proposal waits for a decision.</p>}
      {nextCursor && <a href={`${paths.proposalDesk}?cursor=${nextCursor}`}>Show more</a>}
    </>
  );
}

/** The claims that a proposed one may support, by their essay. */
async function claimsOf(ctx: Ctx, essays: string[]) {
  const found = new Map<string, { id: string; statement: string }[]>();
  for (const essay of essays) {
    found.set(essay, (await listClaims(ctx, { essay, sort: "essay", cursor: null })).items);
  }
  return found;
}
