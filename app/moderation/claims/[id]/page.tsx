import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { SignedOut } from "@/components/accounts/signed-out";
import { LockForm } from "@/components/moderation/lock";
import { LogList } from "@/components/moderation/log-list";
import { claimById } from "@/lib/claims/queries";
import { lockWords } from "@/lib/curation/locks";
import { publicLog } from "@/lib/curation/queries";
import { paths } from "@/lib/paths";
import { may } from "@/lib/policy/policy";
import { requestCtx } from "@/lib/web/ctx";
import { orNotFound } from "@/lib/web/pages";
import { lockAction, unlockAction } from "../../actions";

export const metadata: Metadata = { title: "Lock a claim", robots: { index: false } };

type Params = Promise<{ id: string }>;

export default function Page({ params }: { params: Params }) {
  return (
    <div className="narrow">
      <Suspense>
        <Claim params={params} />
      </Suspense>
    </div>
  );
}

async function Claim({ params }: { params: Params }) {
  const { id } = await params;
  const ctx = await requestCtx();
  if (!ctx.viewer) return <SignedOut next={paths.lock(id)} />;
  if (!may(ctx, "claim.lock")) notFound();
  const claim = await orNotFound(claimById(ctx, id));
  const log = await publicLog(ctx, { claim: id });
  const locks = log.items.filter((item) => item.action === "lock" || item.action === "unlock").slice(0, 10);
  return (
    <>
      <p className="quiet">
        <a href={paths.claim(claim)}>Back to the claim</a>
      </p>
      <h1>{claim.statement}</h1>
      <p>
        Now: <b>{lockWords[claim.locked].label}.</b> {lockWords[claim.locked].explanation}
      </p>
      <LockForm claim={claim} lock={lockAction} unlock={unlockAction} next={paths.claim(claim)} />
      {locks.length > 0 && (
        <section>
          <h2>Earlier locks</h2>
          <LogList items={locks} short />
        </section>
      )}
    </>
  );
}
