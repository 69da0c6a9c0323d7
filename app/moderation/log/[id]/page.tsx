import type { Metadata } from "next";
import { connection } from "next/server";
import { undoAction } from "@/app/moderation/actions";
import { LogEntry } from "@/components/moderation/log-entry";
import { UndoForm } from "@/components/moderation/undo-form";
import { mayUndo } from "@/lib/curation/commands";
import { sentenceOf } from "@/lib/curation/log-words";
import { logEntry } from "@/lib/curation/queries";
import { paths } from "@/lib/paths";
import { requestCtx, strangerCtx } from "@/lib/web/ctx";
import { orNotFound } from "@/lib/web/pages";

/** Nothing of it is prerendered, so that a "not found" is told by the answer's status. */
export const instant = false;

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  await connection();
  const item = await logEntry(await strangerCtx(), id).catch(() => null);
  return item ? { title: sentenceOf(item), alternates: { canonical: item.url } } : {};
}

export default async function Page({ params }: Props) {
  const { id } = await params;
  const ctx = await requestCtx();
  const item = await orNotFound(logEntry(ctx, id));
  return (
    <div className="narrow">
      <LogEntry item={item}>
        {ctx.viewer && (await mayUndo(ctx, id)) && (
          <>
            <h2>Take it back</h2>
            <UndoForm decision={id} action={undoAction} next={paths.logEntry(id)} />
          </>
        )}
      </LogEntry>
    </div>
  );
}
