import { TextHistoryPage } from "@/components/essays/text-history-page";
import { orNotFound, placeholder, readAsStranger } from "@/lib/web/reading";

export const metadata = { title: "History of the text" };

export const generateStaticParams = () => [{ slug: placeholder, view: placeholder }];

async function load(slug: string, view: string) {
  "use cache";
  return readAsStranger("textHistory", slug, view);
}

export default async function Page({ params }: { params: Promise<{ slug: string; view: string }> }) {
  const { slug, view } = await params;
  return <TextHistoryPage {...orNotFound(await load(slug, view))} />;
}
