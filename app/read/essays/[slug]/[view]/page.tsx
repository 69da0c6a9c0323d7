import type { Metadata } from "next";
import { EssayPage } from "@/components/essays/essay-page";
import { languageLinks } from "@/lib/essays/languages";
import { paths } from "@/lib/paths";
import { pause } from "@/lib/web/pause";
import { orNotFound, placeholder, readAsStranger } from "@/lib/web/reading";
import { essayView } from "@/lib/web/views";

type Props = { params: Promise<{ slug: string; view: string }> };

export const generateStaticParams = () => [{ slug: placeholder, view: placeholder }];

async function load(slug: string, view: string) {
  "use cache";
  return readAsStranger("essay", slug, view);
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, view } = await params;
  const essay = await load(slug, view);
  if (!essay) return {};
  const feed = { url: paths.feedOfEssay(essay.slug), title: essay.title };
  const own = { language: essay.language, original: !essay.translated, path: paths.essay(essay.slug) };
  return {
    title: essay.title,
    alternates: {
      canonical: own.path,
      languages: languageLinks(own, essay.translations),
      types: { "application/atom+xml": [feed] },
    },
  };
}

export default async function Page({ params }: Props) {
  const { slug, view } = await params;
  return <EssayPage essay={orNotFound(await load(slug, view))} view={essayView(view)} pause={pause} />;
}
