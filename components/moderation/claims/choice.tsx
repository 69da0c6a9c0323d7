import type { Choosable } from "@/lib/curation/claim-desk";
import { stateWords } from "@/lib/curation/states";
import { type FormState, typedIn } from "@/lib/form-state";
import { paths } from "@/lib/paths";

type ChoiceProps = { it: Choosable; state: FormState<unknown>; chosenBefore?: boolean };

/** One of the contributions that something is done with or rests on. */
export function Choice({ it, state, chosenBefore = false }: ChoiceProps) {
  const name = `contribution.${it.id}`;
  const chosen = state.status === "refused" ? typedIn(state, name) !== "" : chosenBefore;
  return (
    <label>
      <input key={String(chosen)} type="checkbox" name={name} value="yes" defaultChecked={chosen} />
      <span>
        {it.kind === "rebuttal" ? "Rebuttal" : it.stance === "supports" ? "Evidence for" : "Evidence against"}
        {it.sourceTitle && `: ${it.sourceTitle}`}
        <small>
          {it.text ?? stateWords[it.state].label} · {stateWords[it.state].label.toLowerCase()}
          {it.answers > 0 && ` · ${it.answers === 1 ? "1 answer" : `${it.answers} answers`}`} ·{" "}
          <a href={paths.contribution(it)}>look at it</a>
        </small>
      </span>
    </label>
  );
}
