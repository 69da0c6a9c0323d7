import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { nameOf } from "@/components/interchange/import-list";
import { ImportPage } from "@/components/interchange/import-page";
import { DeskNav } from "@/components/moderation/desk-nav";
import { Notice } from "@/components/ui/notice";
import { uploadRefusal } from "@/lib/interchange/runs/run";
import { importRun } from "@/lib/interchange/runs/runs";
import { paths } from "@/lib/paths";
import { requestCtx } from "@/lib/web/ctx";
import { orNotFound } from "@/lib/web/pages";

export const metadata: Metadata = { title: "Bring a debate in", robots: { index: false } };

/** Nothing of it is prerendered, so that a redirect or a "not found" is told by the answer's status. */
export const instant = false;

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ refused?: string | string[] }> };

export default async function Page({ params, searchParams }: Props) {
  const { id } = await params;
  const ctx = await requestCtx();
  if (!ctx.viewer) redirect(paths.signIn(paths.import(id)));
  const run = await orNotFound(importRun(ctx, id));
  const refusal = uploadRefusal((await searchParams).refused);
  return (
    <div className="narrow">
      <h1>{nameOf(run)}</h1>
      <DeskNav role={ctx.viewer.role} here={paths.imports} />
      {refusal && <Notice tone="refusal">{refusal}</Notice>}
      <ImportPage run={run} action={`${paths.api}/imports/${run.id}`} />
    </div>
  );
}
