import { EditRoute } from "@/app/contribution/edit";

export const metadata = { title: "Edit" };

export default function Page({ params }: { params: Promise<{ id: string }> }) {
  return <EditRoute params={params} />;
}
