import { isRuleCode, ruleWords } from "./holding/words";

/**
 * What an admin can change is called `<of what>:<which>` on the log, `rule:too-many-links` for instance: no domain, the
 * other subject that rows of the log have, holds a colon.
 */
export const isSetting = (subject: string): boolean => subject.includes(":");

/** What people call a setting. */
export function settingName(subject: string): string {
  const [of, ...rest] = subject.split(":");
  const which = rest.join(":");
  if (of === "webhook") return "a webhook";
  if (of === "reason") return `a reason to ${which.replace(":", ", ")}`;
  return of === "rule" && isRuleCode(which) ? ruleWords[which].name : which;
}
