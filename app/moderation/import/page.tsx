import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { ImportForm } from "@/components/interchange/import-form";
import { ImportList } from "@/components/interchange/import-list";
import { DeskNav } from "@/components/moderation/desk-nav";
import { Notice } from "@/components/ui/notice";
import { uploadRefusal } from "@/lib/interchange/runs/run";
import { importRuns } from "@/lib/interchange/runs/runs";
import { paths } from "@/lib/paths";
import { may } from "@/lib/policy/policy";
import { requestCtx } from "@/lib/web/ctx";

export const metadata: Metadata = { title: "Bring a debate in", robots: { index: false } };

/** Nothing of it is prerendered, so that a redirect or a "not found" is told by the answer's status. */
export const instant = false;

type Props = { searchParams: Promise<{ refused?: string | string[] }> };

export default async function Page({ searchParams }: Props) {
  const ctx = await requestCtx();
  if (!ctx.viewer) redirect(paths.signIn(paths.imports));
  if (!may(ctx, "import.read")) notFound();
  const refusal = uploadRefusal((await searchParams).refused);
  const runs = await importRuns(ctx);
  return (
    <div className="narrow">
      <h1>Bring a debate in</h1>
      <DeskNav role={ctx.viewer.role} here={paths.imports} />
      <p>
        From another Moot, Kialo, Argdown, AIFdb or Polis. First it is only read: you see what would be made of it and
        what could not be read, line by line. Then it comes in as a new essay, all of it or nothing.
      </p>
      {refusal && <Notice tone="refusal">{refusal}</Notice>}
      <ImportForm action={`${paths.api}/imports`} />
      {runs.length > 0 && (
        <>
          <h2>Uploads</h2>
          <p>They are kept for a day, for admins alone.</p>
          <ImportList runs={runs} />
        </>
      )}
    </div>
  );
}
