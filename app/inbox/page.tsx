import type { Metadata } from "next";
import { Suspense } from "react";
import { SignedOut } from "@/components/accounts/signed-out";
import { InboxList } from "@/components/moderation/inbox-list";
import { ReadInbox } from "@/components/moderation/read-inbox";
import { inbox } from "@/lib/curation/queries";
import { paths } from "@/lib/paths";
import { requestCtx } from "@/lib/web/ctx";
import { one, orNotFound, type Query } from "@/lib/web/pages";
import { voteOnClaim } from "../read/c/[id]/actions";
import { readInboxAction } from "./actions";

export const metadata: Metadata = { title: "Inbox", robots: { index: false } };

export default function Page({ searchParams }: { searchParams: Query }) {
  return (
    <div className="narrow">
      <h1>Inbox</h1>
      <Suspense>
        <Received searchParams={searchParams} />
      </Suspense>
    </div>
  );
}

async function Received({ searchParams }: { searchParams: Query }) {
  const cursor = one((await searchParams).cursor) ?? null;
  const ctx = await requestCtx();
  if (!ctx.viewer) return <SignedOut next={paths.inbox} />;
  const { items, nextCursor } = await orNotFound(inbox(ctx, cursor));
  if (items.length === 0) {
    return (
      <p>
        Nothing yet. When somebody answers what you attached, or a curator decides about it, you read it here.{" "}
        <a href={paths.home}>Find a claim to argue</a>, or look at{" "}
        <a href={paths.proposals}>the claims that you proposed</a>.
      </p>
    );
  }
  return (
    <>
      {items.some((item) => item.isNew) && <ReadInbox action={readInboxAction} />}
      <p className="quiet">
        <a href={paths.proposals}>The claims that you proposed</a>
      </p>
      <InboxList items={items} vote={voteOnClaim} />
      {nextCursor && <a href={`${paths.inbox}?cursor=${nextCursor}`}>Show older</a>}
    </>
  );
}
