import { PermalinkRoute, permalinkMetadata } from "@/app/contribution/permalink";
import { placeholder } from "@/lib/web/reading";

type Props = { params: Promise<{ id: string; view: string }> };

export const generateStaticParams = () => [{ id: placeholder, view: placeholder }];

export const generateMetadata = async ({ params }: Props) => permalinkMetadata((await params).id, (await params).view);

export default async function Page({ params }: Props) {
  const { id, view } = await params;
  return <PermalinkRoute kind="rebuttal" id={id} view={view} />;
}
