import type { FormAction } from "@/components/ui/use-form";
import { When } from "@/components/ui/when";
import type { Catch, HoldRuleRead } from "@/lib/curation/holding/catches";
import { paths } from "@/lib/paths";
import { RuleForm } from "./rule-form";
import styles from "./rules.module.css";

type RulesProps = { rules: HoldRuleRead[] /** Null for whoever may only read them. */; action: FormAction | null };

/** The rules of intake in the order in which they are asked, with what each caught. */
export function Rules({ rules, action }: RulesProps) {
  return (
    <ol className={styles.rules}>
      {rules.map((rule) => (
        <li key={rule.code} id={rule.code}>
          <h2>{rule.name}</h2>
          <p>{rule.does}</p>
          <p>
            <span className={styles.setting} data-on={rule.enabled}>
              {rule.enabled ? "On" : "Off"}
            </span>
            {rule.bounds && rule.threshold !== null && `. ${rule.bounds.label}: ${rule.threshold}`}
            {rule.alwaysOn && <span className="quiet"> {rule.alwaysOn}</span>}
          </p>
          {action && (!rule.alwaysOn || rule.bounds) && <RuleForm rule={rule} action={action} />}
          <Caught rule={rule} />
        </li>
      ))}
    </ol>
  );
}

function Caught({ rule: { caught, latest } }: { rule: HoldRuleRead }) {
  const words = [caught.held > 0 && `held ${caught.held}`, caught.refused > 0 && `refused ${caught.refused}`].filter(
    Boolean,
  );
  const lately = words.length > 0 ? `In the last 30 days it ${words.join(" and ")}` : "It caught nothing in 30 days";
  if (latest.length === 0) return <p className="quiet">{lately}.</p>;
  return (
    <details>
      <summary className="quiet">{lately}: the latest</summary>
      <ol className={styles.catches}>
        {latest.map((one) => (
          <li key={`${one.at.getTime()}${one.by}`}>
            <CaughtOne one={one} />
          </li>
        ))}
      </ol>
    </details>
  );
}

/** The words of what was refused are kept nowhere. */
function CaughtOne({ one: { at, outcome, claim, contribution, by } }: { one: Catch }) {
  return (
    <>
      {contribution ? (
        <a href={paths.desk(contribution.id)}>
          {outcome === "held" ? "Held" : "Refused an edit of"}{" "}
          {contribution.kind === "rebuttal" ? "a rebuttal" : "evidence"}
        </a>
      ) : (
        "Refused something new"
      )}{" "}
      by {by === null ? "a former member" : <a href={paths.person(by)}>{by}</a>} on{" "}
      <a href={paths.claim(claim)}>{claim.statement}</a> (<When at={at} exact />)
    </>
  );
}
