import type { FormAction } from "@/components/ui/use-form";
import type { Contribution } from "@/lib/contributions/contributions";
import { paths } from "@/lib/paths";
import type { SourceLook } from "@/lib/sources/sources";
import { ArchiveForm } from "./archive-form";
import { CheckQuoteForm } from "./check-quote-form";
import { SourceCheck } from "./source-check";

export type SourceActions = { checkQuote: FormAction; archive: FormAction };

type PanelProps = {
  contribution: Pick<Contribution, "id" | "version" | "source">;
  look: SourceLook | null;
  mayCheck: boolean;
  actions: SourceActions;
  next: string;
};

/** A source as curators see it: what was found at its address, and the forms for what they find there themselves. */
export function SourcePanel({ contribution, look, mayCheck, actions, next }: PanelProps) {
  const { id, source } = contribution;
  if (!source) return null;
  return (
    <div id={`source-${id}`}>
      {source.url && <SourceCheck look={look} source={source} />}
      {source.domain && (
        <p className="quiet">
          <a href={paths.source(source.domain)}>{source.domain}: how evidence from there fared, and its grade</a>
        </p>
      )}
      {mayCheck && source.quoteCheck && (
        <CheckQuoteForm
          contribution={contribution}
          quoteCheck={source.quoteCheck}
          action={actions.checkQuote}
          next={next}
        />
      )}
      {mayCheck && source.url && (
        <ArchiveForm id={id} archiveUrl={source.archiveUrl} action={actions.archive} next={next} />
      )}
    </div>
  );
}
