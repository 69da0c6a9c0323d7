import { kindPhrases, outcomeWords, type Resolution } from "@/lib/claims/claims";
import { roleWords } from "@/lib/curation/log-words";
import { stateWords } from "@/lib/curation/states";
import { paths } from "@/lib/paths";
import { toMarkdown } from "@/lib/rich-text/to-markdown";
import { type Debate, type Told, type ToldClaim, walk } from "../debate";
import { plainBody } from "../graph/graph";

/** A debate to read: claims under their sections, what is attached as nested lists, each with its state. */
export async function* writeMarkdown(debate: Debate, link: (path: string) => string): AsyncGenerator<string> {
  yield `# ${line(debate.title)}\n`;
  const from = [debate.author && line(debate.author), debate.url && `<${debate.url}>`].filter(Boolean);
  if (from.length > 0) yield `\n${from.join(", ")}\n`;
  let section = -1;
  for await (const claim of debate.claims()) {
    if (claim.section !== section) yield `\n## ${line(debate.sections[claim.section] ?? "")}\n`;
    section = claim.section;
    yield claimText(claim, link);
    for (const { told, depth } of walk(claim.answers)) yield entry(told, depth, link);
  }
}

function claimText(claim: ToldClaim, link: (path: string) => string): string {
  const { agree, disagree, unsure, total } = claim.tally;
  const kind = kindPhrases[claim.kind];
  const resolves = claim.resolvesOn ? `, resolves on ${claim.resolvesOn}` : "";
  return [
    `\n### ${line(claim.statement)}\n`,
    `> ${line(claim.quote)}\n`,
    ...(claim.resolution ? [resolved(claim.resolution)] : []),
    `${kind.charAt(0).toUpperCase()}${kind.slice(1)}${resolves}. Votes: ${agree} agree, ${disagree} disagree, ${unsure} unsure, ${total} in all. <${link(paths.claim(claim))}>\n\n`,
  ].join("\n");
}

const resolved = ({ outcome, current, at, byRole, reasons }: Resolution): string =>
  `**Resolved by ${roleWords(byRole)}${current ? "" : ", in another wording"}, ${at.toISOString().slice(0, 10)}: ${outcomeWords[outcome].toLowerCase()}.** ${line(reasons)}\n`;

function entry(told: Told, depth: number, link: (path: string) => string): string {
  const what = told.kind === "rebuttal" ? "Rebuttal" : told.stance === "supports" ? "Evidence for" : "Evidence against";
  const by = told.author === null ? "a former member" : line(told.author);
  const rated = `${told.convincing} convincing, ${told.unconvincing} unconvincing`;
  const why = told.reason ? `: ${line(told.reason)}` : "";
  const head = `- **${what}** by ${by}, ${told.createdAt.toISOString().slice(0, 10)}. ${stateWords[told.state].label}${why}. Rated ${rated}. <${link(paths.contribution(told))}>`;
  const body = told.body === null ? "" : toMarkdown(told.body);
  return `${indented([head, ...(body === "" ? [] : [indented(body, 1)]), ...sourceOf(told)].join("\n\n"), depth)}\n\n`;
}

function sourceOf({ source }: Told): string[] {
  if (!source) return [];
  const title = source.title ? line(source.title) : null;
  const parts = [
    title,
    source.author && line(source.author),
    source.publisher && line(source.publisher),
    source.date,
    source.url && `<${source.url}>`,
    source.citation && line(source.citation),
  ].filter(Boolean);
  const excerpt = source.excerpt ? [indented(`> ${line(source.excerpt)}`, 1)] : [];
  return [indented(`Source: ${parts.join(", ")}`, 1), ...excerpt];
}

/** Plain words, with nothing in them that Markdown would take for its own. */
const line = (text: string): string => toMarkdown(plainBody(text.replace(/\s+/gu, " ").trim()));

const indented = (text: string, depth: number): string =>
  text
    .split("\n")
    .map((one) => (one === "" ? "" : "  ".repeat(depth) + one))
    .join("\n");
