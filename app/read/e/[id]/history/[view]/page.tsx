import { HistoryRoute } from "@/app/contribution/history";
import { placeholder } from "@/lib/web/reading";

export const metadata = { title: "History" };

export const generateStaticParams = () => [{ id: placeholder, view: placeholder }];

export default async function Page({ params }: { params: Promise<{ id: string; view: string }> }) {
  return <HistoryRoute kind="evidence" {...(await params)} />;
}
