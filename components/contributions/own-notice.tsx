"use client";
import { Notice } from "@/components/ui/notice";
import { When } from "@/components/ui/when";
import { useViewerLayer } from "@/components/viewer/store";
import type { ContributionKind, State } from "@/lib/contributions/contributions";
import { appealWords } from "@/lib/curation/appeals";
import { authorsRemedy, stateWords } from "@/lib/curation/states";
import { paths } from "@/lib/paths";

type OwnNoticeProps = { contribution: { id: string; kind: ContributionKind; state: State } };

/** What the author of something that curators decided about can do. Nobody else is shown it; the reason stands on the page. */
export function OwnNotice({ contribution }: OwnNoticeProps) {
  const layer = useViewerLayer();
  if (!layer?.viewer || !layer.own.includes(contribution.id)) return null;
  const { state, kind } = contribution;
  const { appeal } = layer;
  const remedy = authorsRemedy[state];
  if (!remedy && !appeal) return null;
  return (
    <Notice>
      You wrote this. <b>{stateWords[state].label}:</b> {remedy ?? stateWords[state].explanation}{" "}
      {(state === "needs-source" || state === "rejected") && <a href={paths.edit(contribution)}>Edit your {kind}</a>}
      {appeal?.state && (
        <>
          {" "}
          <a href={paths.appeal(contribution)}>{appealWords[appeal.state].label}</a>:{" "}
          {appealWords[appeal.state].explanation}
        </>
      )}
      {appeal?.may && appeal.until && (
        <>
          {" "}
          If the decision is wrong, you can <a href={paths.appeal(contribution)}>appeal</a>, once, until{" "}
          <When at={new Date(appeal.until)} exact />.
        </>
      )}
    </Notice>
  );
}
