import type { Metadata } from "next";
import { Suspense } from "react";
import { SignedOut } from "@/components/accounts/signed-out";
import { OwnProposals } from "@/components/proposals/own-proposals";
import { paths } from "@/lib/paths";
import { ownProposals } from "@/lib/proposals/queries";
import { requestCtx } from "@/lib/web/ctx";
import { one, orNotFound, type Query } from "@/lib/web/pages";
import { withdrawProposalAction } from "./actions";

export const metadata: Metadata = { title: "Your proposals", robots: { index: false } };

export default function Page({ searchParams }: { searchParams: Query }) {
  return (
    <div className="narrow">
      <h1>Your proposals</h1>
      <Suspense>
        <Proposed searchParams={searchParams} />
      </Suspense>
    </div>
  );
}

async function Proposed({ searchParams }: { searchParams: Query }) {
  const cursor = one((await searchParams).cursor) ?? null;
  const ctx = await requestCtx();
  if (!ctx.viewer) return <SignedOut next={paths.proposals} />;
  const { items, nextCursor } = await orNotFound(ownProposals(ctx, cursor));
  return (
    <>
      <OwnProposals items={items} action={withdrawProposalAction} />
      {nextCursor && <a href={`${paths.proposals}?cursor=${nextCursor}`}>Show older</a>}
    </>
  );
}
