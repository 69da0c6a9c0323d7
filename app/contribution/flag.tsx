import { Suspense } from "react";
import { flagAction, takeFlagBackAction } from "@/app/moderation/actions";
import { SignedOut } from "@/components/accounts/signed-out";
import { FlagPage } from "@/components/moderation/flag-page";
import type { ContributionKind } from "@/lib/contributions/contributions";
import { permalink } from "@/lib/contributions/queries";
import { flagging } from "@/lib/curation/queries";
import { paths } from "@/lib/paths";
import { whyNot } from "@/lib/policy/policy";
import { requestCtx } from "@/lib/web/ctx";
import { orNotFound } from "@/lib/web/pages";

type Props = { kind: ContributionKind; params: Promise<{ id: string }> };

/** The page on which somebody tells curators about a contribution. */
export function FlagRoute(props: Props) {
  return (
    <div className="narrow">
      <Suspense>
        <Flag {...props} />
      </Suspense>
    </div>
  );
}

async function Flag({ kind, params }: Props) {
  const { id } = await params;
  const ctx = await requestCtx();
  if (!ctx.viewer) {
    return (
      <>
        <h1>Flag this {kind}</h1>
        <SignedOut next={paths.flag({ kind, id })} />
      </>
    );
  }
  const found = await orNotFound(permalink(ctx, id));
  const refusal = whyNot(ctx, "contribution.flag", {
    author: found.contribution.author.id === ctx.viewer.id ? ctx.viewer : { rowId: 0 },
    state: found.contribution.state,
  });
  return (
    <FlagPage
      permalink={found}
      flagging={await flagging(ctx, id)}
      whyNot={refusal?.message ?? null}
      actions={{ flag: flagAction, takeBack: takeFlagBackAction }}
    />
  );
}
