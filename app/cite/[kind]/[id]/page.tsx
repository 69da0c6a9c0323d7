import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { Citations } from "@/components/sharing/citations";
import { paths } from "@/lib/paths";
import { cslItem, formattedCitations } from "@/lib/sharing/citation";
import { citedOf } from "@/lib/sharing/cited";
import { citationFormats, sharedKinds } from "@/lib/sharing/sharing";
import { requestCtx } from "@/lib/web/ctx";
import { orNotFound } from "@/lib/web/pages";
import { siteOrigin } from "@/lib/web/site";

export const metadata: Metadata = { title: "Cite", robots: { index: false } };

/** Nothing of it is prerendered, so that "not found" is told by the answer's status. */
export const instant = false;

export default async function Page({ params }: { params: Promise<{ kind: string; id: string }> }) {
  const { kind: letter, id } = await params;
  const kind = sharedKinds.find((known) => known === letter);
  if (!kind) notFound();
  const ctx = await requestCtx();
  const cited = await orNotFound(citedOf(ctx, kind, id));
  const site = siteOrigin((await headers()).get("host"));
  const citations = formattedCitations(cslItem(cited, ctx.now, (path) => site + path));
  return (
    <div className="narrow">
      <p className="quiet">
        <a href={cited.path}>{cited.title}</a>
      </p>
      <h1>Cite</h1>
      <p>Each names the revision that you see now, and today.</p>
      <Citations of={citations} site={site} />
      <p>
        For a reference manager:{" "}
        {Object.entries(citationFormats).map(([format, { label }], index) => (
          <span key={format}>
            {index > 0 && ", "}
            <a href={paths.citation(kind, id, format)}>{label}</a>
          </span>
        ))}
      </p>
    </div>
  );
}
