import { notFound } from "next/navigation";
import { About } from "@/components/layout/about";
import { placeholder } from "@/lib/web/reading";

export const metadata = { title: "How Moot works" };

export const generateStaticParams = () => [{ view: placeholder }];

export default async function Page({ params }: { params: Promise<{ view: string }> }) {
  if ((await params).view === placeholder) notFound();
  return <About />;
}
