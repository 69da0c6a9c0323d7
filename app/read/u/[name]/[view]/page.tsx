import type { Metadata } from "next";
import { ProfileView } from "@/components/accounts/profile";
import { paths } from "@/lib/paths";
import { orNotFound, placeholder, readAsStranger } from "@/lib/web/reading";
import { chosenView } from "@/lib/web/reading-pages";

type Props = { params: Promise<{ name: string; view: string }> };

export const generateStaticParams = () => [{ name: placeholder, view: placeholder }];

async function load(name: string, view: string) {
  "use cache";
  return readAsStranger("profile", name, view);
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name, view } = await params;
  const found = await load(name, view);
  if (!found) return { title: "Nobody by this name" };
  const feed = { url: paths.feedOfPerson(found.name), title: `What ${found.name} attaches` };
  return {
    title: found.name,
    alternates: { canonical: paths.person(found.name), types: { "application/atom+xml": [feed] } },
  };
}

export default async function ProfilePage({ params }: Props) {
  const { name, view } = await params;
  const found = orNotFound(await load(name, view));
  return (
    <div className="narrow">
      <ProfileView profile={found} view={chosenView(view)} />
    </div>
  );
}
