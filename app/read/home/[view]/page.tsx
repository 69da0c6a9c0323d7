import type { Metadata } from "next";
import { EssayList } from "@/components/essays/essay-list";
import { EssayPage } from "@/components/essays/essay-page";
import { paths } from "@/lib/paths";
import { pause } from "@/lib/web/pause";
import { orNotFound, placeholder, readAsStranger } from "@/lib/web/reading";
import { essayView } from "@/lib/web/views";

export const generateStaticParams = () => [{ view: placeholder }];

async function load(view: string) {
  "use cache";
  return readAsStranger("home", "", view);
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
  return essay ? <EssayPage essay={essay} view={essayView(view)} pause={pause} /> : <EssayList essays={essays} />;
}
