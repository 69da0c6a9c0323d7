import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { ClaimsDesk } from "@/components/essays/claims-desk";
import { DeskNav } from "@/components/moderation/desk-nav";
import { claimsDesk } from "@/lib/essays/desk";
import { paths } from "@/lib/paths";
import { may } from "@/lib/policy/policy";
import { requestCtx } from "@/lib/web/ctx";
import { one, orNotFound, type Query } from "@/lib/web/pages";
import { segment } from "@/lib/web/reading-pages";
import { makeClaimAction, placePassageAction } from "./actions";

export const metadata: Metadata = { title: "Make claims", robots: { index: false } };

/** Nothing of it is prerendered, so that a redirect or a "not found" is told by the answer's status. */
export const instant = false;

export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>;
  searchParams: Query;
}) {
  const slug = segment((await params).slug);
  const place = one((await searchParams).place);
  const ctx = await requestCtx();
  if (!ctx.viewer) redirect(paths.signIn(paths.claimsDesk(slug, place)));
  if (!may(ctx, "claim.make")) notFound();
  const desk = await orNotFound(claimsDesk(ctx, slug, place));
  return (
    <>
      <DeskNav role={ctx.viewer.role} here={paths.essays} />
      <ClaimsDesk {...desk} actions={{ make: makeClaimAction, place: placePassageAction }} />
    </>
  );
}
