import { Suspense } from "react";
import { SignedOut } from "@/components/accounts/signed-out";
import { AppealPage } from "@/components/moderation/appeal-page";
import type { ContributionKind } from "@/lib/contributions/contributions";
import { ownAppeal } from "@/lib/curation/queries";
import { paths } from "@/lib/paths";
import { requestCtx } from "@/lib/web/ctx";
import { orNotFound } from "@/lib/web/pages";
import { appealAction } from "./appeal-actions";

type Props = { kind: ContributionKind; params: Promise<{ id: string }> };

/** The page on which the author of something turned down appeals, and reads what became of it. */
export function AppealRoute(props: Props) {
  return (
    <div className="narrow">
      <Suspense>
        <Appeal {...props} />
      </Suspense>
    </div>
  );
}

async function Appeal({ kind, params }: Props) {
  const { id } = await params;
  const ctx = await requestCtx();
  if (!ctx.viewer) {
    return (
      <>
        <h1>Appeal</h1>
        <SignedOut next={paths.appeal({ kind, id })} />
      </>
    );
  }
  return <AppealPage own={await orNotFound(ownAppeal(ctx, id))} action={appealAction} />;
}
