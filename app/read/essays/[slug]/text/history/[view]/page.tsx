import { TextHistoryPage } from "@/components/essays/text-history-page";
import { textHistoryPage } from "@/lib/insight/text-history-page";
import { segment } from "@/lib/web/pages";
import { orNotFound, placeholder, readAsStranger } from "@/lib/web/reading";
import { chosenView } from "@/lib/web/reading-pages";

export const metadata = { title: "History of the text" };

export const generateStaticParams = () => [{ slug: placeholder, view: placeholder }];

async function load(slug: string, after: string | undefined) {
  "use cache";
  if (slug === placeholder) return null;
  const before = after !== undefined && /^\d{1,9}$/.test(after) ? Number(after) : undefined;
  return readAsStranger(
    (ctx) => textHistoryPage(ctx, slug, before),
    ({ essay }) => [`essay:${essay.id}`],
  );
}

export default async function Page({ params }: { params: Promise<{ slug: string; view: string }> }) {
  const { slug, view } = await params;
  const { after } = chosenView(segment(view));
  return <TextHistoryPage {...orNotFound(await load(segment(slug), after))} />;
}
