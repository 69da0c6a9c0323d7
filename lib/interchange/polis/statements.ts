import { Refusal } from "@/lib/errors";
import { slugify } from "@/lib/paths";
import { rowsOf, wordsOf } from "../csv";
import type { GivenFile } from "../files";
import { mostNodes } from "../graph/graph";
import { keptLine } from "../graph/texts";
import type { ReportLine } from "../interchange";
import type { ClaimPart } from "../moot/format";
import { columns, knownColumns } from "./names";
import { tellColumns } from "./tell-columns";
import { timeOf } from "./time";

/** The statements as claims, each with its number, and the numbers of those that are left out. */
export async function readStatements(file: GivenFile, topic: string, now: Date, report: ReportLine[]) {
  const claims: { claim: ClaimPart; number: string }[] = [];
  const numbers = new Set<string>();
  const leftOut = new Set<string>();
  const authors = new Set<string>();
  const tell = (line: number, what: ReportLine["what"], message: string) =>
    report.push({ file: file.name, line, what, message });
  const onColumns = tellColumns(file, knownColumns.statements, report);
  for await (const { cells, line } of rowsOf(file, report, { onColumns })) {
    const number = cells[columns.statement]?.trim() ?? "";
    const words = wordsOf(cells[columns.words] ?? "");
    if (number === "" || leftOut.has(number) || claims.length >= mostNodes) {
      if (claims.length >= mostNodes)
        throw new Refusal(422, "import.too_many", `An import takes at most ${mostNodes} claims and contributions.`);
      tell(line, "left-out", `A row without a number of its own: “${words.slice(0, 200)}”`);
      continue;
    }
    const statement = keptLine(words, 500);
    const quote = keptLine(words, 2000);
    if (Number(cells.moderated) === -1 || statement.text === "") {
      leftOut.add(number);
      tell(
        line,
        "left-out",
        statement.text === ""
          ? `Statement ${number} has no words.`
          : `Statement ${number} was moderated out: “${words.slice(0, 200)}”`,
      );
      continue;
    }
    for (const fault of statement.faults) tell(line, "changed", `Statement ${number}: ${fault}`);
    const author = cells[columns.author]?.trim();
    if (author) authors.add(author);
    const at = new Date(timeOf(cells) ?? now.getTime()).toISOString();
    if (numbers.has(number)) {
      tell(line, "left-out", `A second statement ${number}: “${words.slice(0, 200)}”`);
      continue;
    }
    numbers.add(number);
    claims.push({ number, claim: claimOf(`c${claims.length + 1}`, statement.text, quote.text, at) });
  }
  if (claims.length === 0) throw new Refusal(422, "import.empty", `${file.name} holds no statement.`);
  if (authors.size > 0)
    report.push({
      file: file.name,
      line: null,
      what: "left-out",
      message: `Who wrote the statements (${authors.size} people): a claim has no author.`,
    });
  if (topic === "")
    report.push({
      file: file.name,
      line: null,
      what: "changed",
      message: "The conversation has no name in its files.",
    });
  return { claims, leftOut };
}

function claimOf(id: string, statement: string, exact: string, at: string): ClaimPart {
  const kind = "value";
  return {
    ...{ id, slug: slugify(statement), section: 0, placed: true, kind, statement },
    ...{ quote: { exact, prefix: "", suffix: "" }, resolvesOn: null, supports: [], lock: null },
    ...{
      mergedInto: null,
      splitFrom: null,
      proposedBy: null,
      passage: null,
      resolutions: [],
      translates: null,
      createdAt: at,
    },
    wordings: [{ number: 1, by: null, at, statement, kind, resolvesOn: null, reads: 1 }],
    tally: { agree: 0, disagree: 0, unsure: 0, total: 0 },
  };
}
