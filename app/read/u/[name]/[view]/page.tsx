import type { Metadata } from "next";
import { cacheLife, cacheTag } from "next/cache";
import { notFound } from "next/navigation";
import { ProfileView } from "@/components/accounts/profile";
import { profile } from "@/lib/accounts/queries";
import { Refusal } from "@/lib/errors";
import { paths } from "@/lib/paths";
import { strangerCtx } from "@/lib/web/ctx";
import { chosenView } from "@/lib/web/reading-pages";

type Props = { params: Promise<{ name: string; view: string }> };

/** Only this one is rendered at build time, and it shows nothing: no page takes the build machine's database with it. */
const placeholder = { name: "-", view: "-" };
export const generateStaticParams = () => [placeholder];

async function read(name: string, view: string) {
  "use cache";
  cacheLife({ stale: 300, revalidate: 2, expire: 600 });
  if (name === placeholder.name) return null;
  const { after, votes } = chosenView(view);
  try {
    const found = await profile(await strangerCtx(), decodeURIComponent(name), { after, votesAfter: votes });
    cacheTag(`account:${found.id}`);
    return found;
  } catch (error) {
    if (error instanceof Refusal || error instanceof URIError) return null;
    throw error;
  }
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name, view } = await params;
  const found = await read(name, view);
  if (!found) return { title: "Nobody by this name" };
  const feed = { url: paths.feedOfPerson(found.name), title: `What ${found.name} attaches` };
  return {
    title: found.name,
    alternates: { canonical: paths.person(found.name), types: { "application/atom+xml": [feed] } },
  };
}

export default async function ProfilePage({ params }: Props) {
  const { name, view } = await params;
  const found = await read(name, view);
  if (!found) notFound();
  return (
    <div className="narrow">
      <ProfileView profile={found} view={chosenView(view)} />
    </div>
  );
}
