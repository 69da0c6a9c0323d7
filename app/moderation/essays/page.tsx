import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { EssaysOnDesk } from "@/components/essays/essays-on-desk";
import { DeskNav } from "@/components/moderation/desk-nav";
import { essaysOnDesk } from "@/lib/essays/desk";
import { paths } from "@/lib/paths";
import { may } from "@/lib/policy/policy";
import { requestCtx } from "@/lib/web/ctx";

export const metadata: Metadata = { title: "Essays", robots: { index: false } };

/** Nothing of it is prerendered, so that a redirect or a "not found" is told by the answer's status. */
export const instant = false;

export default async function Page() {
  const ctx = await requestCtx();
  if (!ctx.viewer) redirect(paths.signIn(paths.essays));
  if (!may(ctx, "essay.edit")) notFound();
  return (
    <div className="narrow">
      <h1>Essays</h1>
      <DeskNav role={ctx.viewer.role} here={paths.essays} />
      <EssaysOnDesk essays={await essaysOnDesk(ctx)} />
    </div>
  );
}
