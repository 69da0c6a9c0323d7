import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { Curators } from "@/components/moderation/curators";
import { DeskNav } from "@/components/moderation/desk-nav";
import { periodIn } from "@/lib/insight/curator-record";
import { curatorRecords } from "@/lib/insight/curators";
import { paths } from "@/lib/paths";
import { may } from "@/lib/policy/policy";
import { requestCtx } from "@/lib/web/ctx";
import { one, type Query } from "@/lib/web/pages";

export const metadata: Metadata = { title: "Curators", robots: { index: false } };

/** Nothing of it is prerendered, so that a redirect or a "not found" is told by the answer's status. */
export const instant = false;

export default async function Page({ searchParams }: { searchParams: Query }) {
  const ctx = await requestCtx();
  if (!ctx.viewer) redirect(paths.signIn(paths.curators()));
  if (!may(ctx, "curators.read")) notFound();
  const period = periodIn(one((await searchParams).period));
  return (
    <>
      <h1>Curators</h1>
      <DeskNav role={ctx.viewer.role} here={paths.curators()} />
      <Curators records={await curatorRecords(ctx, period)} period={period} />
    </>
  );
}
