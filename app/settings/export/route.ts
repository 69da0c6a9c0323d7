import { exportOwnData } from "@/lib/accounts/export";
import { paths } from "@/lib/paths";
import { requestCtx } from "@/lib/web/ctx";

/** Everything of one's own, as a file. */
export async function GET() {
  const ctx = await requestCtx();
  if (!ctx.viewer) return new Response(null, { status: 303, headers: { Location: paths.signIn(paths.settings) } });
  return new Response(JSON.stringify(await exportOwnData(ctx), null, 2), {
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Disposition": 'attachment; filename="moot-account.json"',
      "Cache-Control": "private, no-store",
    },
  });
}
