import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

/** What design and readers call otherwise: evidence and rebuttals, votes and tallies, claims and essays. */
const foreign = new Set(
  "comment comments reply replies replied post posts topic topics thread threads upvote upvotes downvote downvotes likes score scores karma".split(
    " ",
  ),
);

/** Where such a word is not about the debate, by the whole text or identifier it stands in, and why. */
const meansElse: Record<string, string> = {
  post: "the HTTP method",
  postMessage: "how one speaks to a worker",
  POST: "the HTTP method",
  "GET, HEAD, POST": "HTTP methods",
  comment: "an HTML comment, and schema.org's word for what is attached",
  Comment: "schema.org's word",
  commentCount: "schema.org's word",
  "/proc/self/oom_score_adj": "Linux's name for it",
  "no-reply": "a name that nobody may take",
  "comments.csv": "a file of Polis",
  comments: "a key of Polis's summary",
  "comment-id": "a column of Polis",
  "comment-body": "a column of Polis",
  "n-comments": "a column of Polis",
  topic: "a key of Polis's summary",
  "off-topic": "a reason to reject, in the words people know",
};

/** Sentences that say such a word in order to deny it, and standards that have it in a name. */
const sayItIsnt = [/no net score/i, /browsing-topics/, /parent\.postMessage/];

const sources = ["app", "components", "lib", "db", "cli"].flatMap((folder) =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name).replaceAll(path.sep, "/")),
);

/** The identifiers and texts of a file. Comments and types of other people's packages are not about people's words. */
function wordsIn(file: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isIdentifier(node) || ts.isStringLiteralLike(node) || ts.isJsxText(node) || isTemplatePart(node)) {
      found.push(node.text.trim());
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX));
  return found;
}

const isTemplatePart = (node: ts.Node): node is ts.TemplateHead | ts.TemplateMiddle | ts.TemplateTail =>
  ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node);

const isForeign = (text: string): boolean =>
  !Object.hasOwn(meansElse, text) &&
  !sayItIsnt.some((pattern) => pattern.test(text)) &&
  text
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]+/)
    .some((word) => foreign.has(word));

test("the code and the pages call things by the words of this house", () => {
  const found = sources.flatMap((file) =>
    wordsIn(file)
      .filter(isForeign)
      .map((text) => `${file}: ${text}`),
  );
  expect(found).toEqual([]);
});

test("and such words are noticed", () => {
  expect(["commentTotal", "Post a reply", "karma", "score_of"].filter(isForeign)).toHaveLength(4);
  expect(["postpone", "likely", "repliesless", "POST"].filter(isForeign)).toEqual([]);
});
