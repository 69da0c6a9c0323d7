import type { Metadata } from "next";
import { SignedOut } from "@/components/accounts/signed-out";
import { ProposeForm } from "@/components/proposals/propose-form";
import { Notice } from "@/components/ui/notice";
import { claimsPage, listClaims } from "@/lib/claims/queries";
import { paths } from "@/lib/paths";
import { whyNot } from "@/lib/policy/policy";
import { proposing } from "@/lib/proposals/queries";
import { requestCtx } from "@/lib/web/ctx";
import { one, orNotFound, type Query } from "@/lib/web/pages";
import { segment } from "@/lib/web/reading-pages";
import { proposeAction } from "./actions";

export const metadata: Metadata = { title: "Propose a claim", robots: { index: false } };

/** Nothing of it is prerendered, so that a "not found" is told by the answer's status. */
export const instant = false;

type Props = { params: Promise<{ slug: string }>; searchParams: Query };

export default async function Page({ params, searchParams }: Props) {
  const slug = segment((await params).slug);
  const asked = await searchParams;
  const quote = {
    exact: one(asked.exact) ?? "",
    prefix: one(asked.prefix) ?? "",
    suffix: one(asked.suffix) ?? "",
  };
  const ctx = await requestCtx();
  const refusal = whyNot(ctx, "claim.propose");
  return (
    <div className="narrow">
      {!ctx.viewer ? (
        <>
          <h1>Propose a claim</h1>
          <SignedOut next={paths.propose(slug, quote)} />
        </>
      ) : refusal ? (
        <>
          <h1>Propose a claim</h1>
          <Notice tone="refusal">{refusal.message}</Notice>
        </>
      ) : (
        <ProposeForm
          proposing={await orNotFound(proposing(ctx, slug, quote))}
          asked={quote.exact}
          claims={(await listClaims(ctx, { essay: slug, sort: "essay", cursor: null, size: claimsPage })).items}
          action={proposeAction}
        />
      )}
    </div>
  );
}
