import type { Metadata } from "next";
import { EssayList } from "@/components/essays/essay-list";
import { EssayPage } from "@/components/essays/essay-page";
import { essayBySlug, firstEssay, listEssays } from "@/lib/essays/queries";
import { paths } from "@/lib/paths";
import { orNotFound, placeholder, readAsStranger } from "@/lib/web/reading";
import { essayView } from "@/lib/web/views";

export const generateStaticParams = () => [{ view: placeholder }];

async function load(view: string) {
  "use cache";
  if (view === placeholder) return null;
  return readAsStranger(
    async (ctx) => {
      const { count, slug } = await firstEssay(ctx);
      return count === 1 && slug !== null
        ? { essay: await essayBySlug(ctx, slug, essayView(view)), essays: [] }
        : { essay: null, essays: await listEssays(ctx) };
    },
    (found) => ["essays", ...(found.essay ? [`essay:${found.essay.id}` as const] : [])],
  );
}

export async function generateMetadata({ params }: { params: Promise<{ view: string }> }): Promise<Metadata> {
  const found = await load((await params).view);
  const essay = found?.essay;
  const feeds = [
    { url: paths.feed, title: "Everything new" },
    ...(essay ? [{ url: paths.feedOfEssay(essay.slug), title: essay.title }] : []),
  ];
  return {
    alternates: { canonical: essay ? paths.essay(essay.slug) : paths.home, types: { "application/atom+xml": feeds } },
  };
}

export default async function Page({ params }: { params: Promise<{ view: string }> }) {
  const { view } = await params;
  const { essay, essays } = orNotFound(await load(view));
  return essay ? <EssayPage essay={essay} view={essayView(view)} /> : <EssayList essays={essays} />;
}
