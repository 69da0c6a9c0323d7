import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { SitePage } from "@/components/sources/site-page";
import { sourceSite } from "@/lib/curation/queries";
import { ownedDomain } from "@/lib/links/domain";
import { paths } from "@/lib/paths";
import { may } from "@/lib/policy/policy";
import { requestCtx } from "@/lib/web/ctx";
import { orNotFound } from "@/lib/web/pages";
import { segment } from "@/lib/web/reading-pages";

type Props = { params: Promise<{ domain: string }> };

/** Nothing of it is prerendered, so that a redirect or a "not found" is told by the answer's status. */
export const instant = false;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const domain = segment((await params).domain);
  return { title: `Evidence from ${domain.slice(0, 253)}`, alternates: { canonical: paths.source(domain) } };
}

export default async function Page({ params }: Props) {
  const name = segment((await params).domain);
  const domain = ownedDomain(name);
  if (domain === null) notFound();
  if (domain !== name) redirect(paths.source(domain));
  const ctx = await requestCtx();
  const site = await orNotFound(sourceSite(ctx, domain));
  const grading = may(ctx, "source.grade") && (
    <p>
      <a href={paths.gradeSource(domain)}>Grade {domain}</a>
    </p>
  );
  return (
    <div className="narrow">
      <SitePage site={site} grading={grading} />
    </div>
  );
}
