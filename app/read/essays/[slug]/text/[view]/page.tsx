import type { Metadata } from "next";
import { TextPage } from "@/components/essays/text-page";
import { languageLinks } from "@/lib/essays/languages";
import { paths } from "@/lib/paths";
import { orNotFound, placeholder, readAsStranger } from "@/lib/web/reading";
import { readings } from "@/lib/web/readings";

type Props = { params: Promise<{ slug: string; view: string }> };

export const generateStaticParams = () => [{ slug: placeholder, view: placeholder }];

async function load(slug: string) {
  "use cache";
  return readAsStranger(readings.text, slug);
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await load((await params).slug);
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
  const { essay, text, sections } = orNotFound(await load((await params).slug));
  return <TextPage essay={essay} text={text} sections={sections} />;
}
