import { Refusal } from "@/lib/errors";
import { type GivenFile, jsonOf } from "../files";
import type { ReportLine } from "../interchange";
import { keys as summaryKeys } from "./names";

export type Value = "agree" | "disagree" | "unsure";

/** What `format.json` declares; whatever else it says is told. */
export const conventionOf = async (file: GivenFile | undefined, report: ReportLine[]): Promise<string | undefined> => {
  if (!file) return undefined;
  const said = (await jsonOf(file)) as Record<string, unknown> | null;
  const { format: _, [summaryKeys.convention]: declared, ...others } = said ?? {};
  for (const [name, value] of Object.entries(others)) {
    const message = `${name}: ${JSON.stringify(value)?.slice(0, 300)}`;
    report.push({ file: file.name, line: null, what: "left-out", message });
  }
  return typeof declared === "string" ? declared : undefined;
};

/** Files before 2024 declare nothing, and write agree as 1. */
export function agreeSign(declared: string | undefined): 1 | -1 {
  if (declared === undefined || declared.trim() === "") return 1;
  const values = new Map(
    declared.split(";").map((part) => part.split("=").map((word) => word.trim().toLowerCase()) as [string, string]),
  );
  const [agree, disagree] = [Number(values.get("agree")), Number(values.get("disagree"))];
  if (Math.abs(agree) !== 1 || disagree !== -agree || Number(values.get("pass") ?? 0) !== 0) {
    throw new Refusal(422, "import.malformed", `The vote-convention can't be read: “${declared.slice(0, 200)}”.`);
  }
  return agree === 1 ? 1 : -1;
}

export function voteOf(cell: string, agree: 1 | -1): Value | undefined {
  const number = Number(cell);
  if (cell.trim() === "" || ![1, 0, -1].includes(number)) return undefined;
  return number === 0 ? "unsure" : number === agree ? "agree" : "disagree";
}
