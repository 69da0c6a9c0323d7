import type { Metadata } from "next";
import { TextPage } from "@/components/essays/text-page";
import { languageLinks } from "@/lib/essays/languages";
import { paths } from "@/lib/paths";
import { orNotFound, placeholder, readAsStranger } from "@/lib/web/reading";

type Props = { params: Promise<{ slug: string; view: string }> };

export const generateStaticParams = () => [{ slug: placeholder, view: placeholder }];

async function load(slug: string, view: string) {
  "use cache";
  return readAsStranger("text", slug, view);
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, view } = await params;
  const found = await load(slug, view);
  if (!found) return {};
  const { essay, inFull } = found;
  const own = { language: essay.language, original: !essay.translated, path: paths.essayText(essay.slug) };
  return {
    title: `${essay.title}, in full`,
    description: `The text, with its ${essay.counts.claims} claims marked where they stand, each with how people voted.`,
    alternates: {
      canonical: own.path,
      languages: languageLinks(own, inFull),
    },
  };
}

export default async function Page({ params }: Props) {
  const { slug, view } = await params;
  const { essay, text, sections } = orNotFound(await load(slug, view));
  return <TextPage essay={essay} text={text} sections={sections} />;
}
