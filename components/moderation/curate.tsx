"use client";

import type { FormAction } from "@/components/ui/use-form";
import { useViewerLayer } from "@/components/viewer/store";
import { holds } from "@/lib/accounts/accounts";
import { countedStates, type State } from "@/lib/contributions/contributions";
import { paths } from "@/lib/paths";
import { CurationBar } from "./curation-bar";
import { Decide } from "./decide";
import { PinForm } from "./pin-form";

type CurateProps = {
  contribution: {
    id: string;
    state: State;
    version: number;
    depth: number;
    pinned: boolean;
    source: { domain: string | null } | null;
  };
  action: FormAction;
  pin: FormAction;
  /** The page it stands on, which comes again after a decision. */
  path: string;
};

/** A curator's controls on a contribution's own page. Nobody else, and no author of it, is shown them. */
export function Curate({ contribution, action, pin, path }: CurateProps) {
  const layer = useViewerLayer();
  if (!layer?.viewer || !layer.reasons || !holds(layer.viewer.role, "curator") || layer.own.includes(contribution.id))
    return null;
  const moderates = holds(layer.viewer.role, "moderator");
  return (
    <CurationBar>
      <Decide
        contribution={contribution}
        may={{ decide: true, remove: moderates, undo: false }}
        reasons={layer.reasons}
        action={action}
        next={path}
      />
      {contribution.depth === 0 && countedStates.includes(contribution.state) && (
        <PinForm contribution={contribution} action={pin} next={path} />
      )}
      <a href={paths.desk(contribution.id)}>
        {contribution.source ? "Source and quotation, flags" : "Flags"}, earlier decisions and undo
      </a>
      {moderates && contribution.source?.domain && (
        <a href={paths.gradeSource(contribution.source.domain)}>Grade {contribution.source.domain}</a>
      )}
    </CurationBar>
  );
}
