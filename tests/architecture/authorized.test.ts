import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";

/** Commands that authorize nobody, and why they needn't. */
const openToAll: Record<string, string> = {
  "accounts/signIn": "is how a stranger becomes somebody",
  "accounts/signUp": "is how a stranger becomes somebody",
  "accounts/signUpByProvider": "the provider has said who it is",
  "accounts/accountByIdentity": "the provider has said who it is",
  "accounts/openSession": "is called once it is known who it is",
  "accounts/openSessionOf": "is called once it is known who it is",
  "accounts/insertAccount": "is part of signing up",
  "accounts/makeMailLink": "sends a secret to the address it is about",
  "accounts/peekMailLink": "whoever holds the secret may",
  "accounts/followMailLink": "whoever holds the secret may",
  "accounts/resetPassword": "whoever holds the secret may",
  "accounts/firstAdminLink": "is printed on the operator's terminal",
  "accounts/firstAdminLinkWorks": "whoever holds the secret may",
  "accounts/becomeFirstAdmin": "whoever holds the secret may",
  "accounts/claimFirstAdmin": "whoever holds the secret may",
  "accounts/makeResetLink": "is the operator's, on the machine itself",
  "accounts/makeTokenFor": "is the operator's, on the machine itself",
  "accounts/setRoleAsOperator": "is the operator's, on the machine itself",
  "accounts/addByOperator": "is the operator's, on the machine itself",
  "accounts/endOtherSessions": "is part of a change of password",
  "accounts/revokeTokens": "is part of a change of password",
  "accounts/touchWhatTheyWrote": "is part of a deletion, and marks pages only",
};

/** Routes that need not know who asks, and why. */
const openRoutes: Record<string, string> = {
  "app/api/auth/[...nextauth]/route.ts": "next-auth's own",
  "app/internal/refresh/route.ts": "asks for the process's own secret",
  "app/moderation/log.csv/route.ts": "the log is the same for everybody",
  "app/moderation/log.atom/route.ts": "the log is the same for everybody",
  "app/signin/[provider]/route.ts": "only sends a stranger to a provider",
};

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name).replaceAll(path.sep, "/"))
    .sort();

const parsed = (file: string) =>
  ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);

type Declared = { name: string; exported: boolean; node: ts.Node };

/** What stands at the top of a file under a name: functions, and constants with their initializers. */
function declared(source: ts.SourceFile): Declared[] {
  return source.statements.flatMap((statement): Declared[] => {
    const exported =
      ts.canHaveModifiers(statement) &&
      (ts.getModifiers(statement)?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword) ?? false);
    if (ts.isFunctionDeclaration(statement) && statement.name) {
      return [{ name: statement.name.text, exported, node: statement }];
    }
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.flatMap((one) =>
      ts.isIdentifier(one.name) && one.initializer ? [{ name: one.name.text, exported, node: one.initializer }] : [],
    );
  });
}

/** The names of what is called anywhere within. */
function called(node: ts.Node): Set<string> {
  const names = new Set<string>();
  const visit = (child: ts.Node) => {
    if (ts.isCallExpression(child) && ts.isIdentifier(child.expression)) names.add(child.expression.text);
    ts.forEachChild(child, visit);
  };
  visit(node);
  return names;
}

/** Whether calling `name` leads to `goal`, through functions of the same noun. */
function leadsTo(goal: string, name: string, calls: Map<string, Set<string>>, seen = new Set<string>()): boolean {
  if (seen.has(name)) return false;
  seen.add(name);
  const next = calls.get(name) ?? new Set();
  return next.has(goal) || [...next].some((one) => leadsTo(goal, one, calls, seen));
}

/** Every exported function of a noun's commands, whether through its index or not, with what each calls. */
function commandsOf(noun: string) {
  const own = filesUnder(`lib/${noun}`).filter((file) => /\/commands(\.ts$|\/)/.test(file));
  const all = own.flatMap((file) => declared(parsed(file)));
  const calls = new Map(all.map(({ name, node }) => [name, called(node)]));
  const functions = all.filter(
    ({ exported, node }) => exported && (ts.isFunctionLike(node) || ts.isArrowFunction(node)),
  );
  // Helpers that aren't given a ctx can do nothing on anybody's behalf.
  const given = functions.filter(({ node }) => (node as ts.FunctionLikeDeclaration).parameters.some(takesCtxOrDb));
  return { names: given.map(({ name }) => name), calls };
}

const takesCtxOrDb = (parameter: ts.ParameterDeclaration) => /\b(Ctx|Database)\b/.test(parameter.type?.getText() ?? "");

const nouns = readdirSync("lib").filter((noun) =>
  filesUnder("lib").some((file) => file.startsWith(`lib/${noun}/commands`)),
);

/** What a command's own files share and no index hands out: it runs inside a command that has authorized. */
const helpers = new Set([
  "contributions/touch",
  "contributions/sourceColumns",
  "contributions/checkSource",
  "contributions/forgetChecks",
  "curation/settle",
  "curation/takeOver",
  "curation/giveBack",
  "curation/mergeOnTop",
  "curation/pinToPutBack",
  "accounts/isTaken",
  "accounts/makeLink",
  "accounts/peekLink",
  "accounts/spendLink",
  "accounts/dropLinksInto",
]);

describe("every command authorizes", () => {
  test.each(nouns)("of %s", (noun) => {
    const { names, calls } = commandsOf(noun);
    const open = names.filter((name) => !leadsTo("authorize", name, calls) && !helpers.has(`${noun}/${name}`));
    expect(open.filter((name) => !(`${noun}/${name}` in openToAll))).toEqual([]);
    expect(names.length).toBeGreaterThan(0);
  });

  test("and the list of those that don't names none that does, or is gone", () => {
    const open = nouns.flatMap((noun) => {
      const { names, calls } = commandsOf(noun);
      return names.filter((name) => !leadsTo("authorize", name, calls)).map((name) => `${noun}/${name}`);
    });
    expect(Object.keys(openToAll).filter((name) => !open.includes(name))).toEqual([]);
  });
});

const isActions = (file: string) => /[/-]actions\.ts$/.test(file);

describe("every way in knows who comes", () => {
  const app = filesUnder("app").filter((file) => /\.tsx?$/.test(file));

  test("a server action is made by formAction", () => {
    const actions = app.filter((file) => isActions(file));
    for (const file of actions) {
      for (const { name, exported, node } of declared(parsed(file))) {
        const made = ts.isCallExpression(node) && node.expression.getText() === "formAction";
        if (exported) expect(made, `${name} of ${file}`).toBe(true);
      }
    }
    expect(actions.length).toBeGreaterThan(0);
  });

  test("there are no server actions but in files of that name", () => {
    const others = [...app, ...filesUnder("components"), ...filesUnder("lib")].filter((file) => !isActions(file));
    const marked = others.filter((file) => /^\s*["']use server["'];?\s*$/m.test(readFileSync(file, "utf8")));
    expect(marked).toEqual([]);
  });

  test("a route asks for the ctx of the request, or hands it to the API, which does", () => {
    const routes = app.filter((file) => file.endsWith("/route.ts") && !(file in openRoutes));
    for (const file of routes) {
      const names = called(parsed(file));
      expect(names.has("requestCtx") || names.has("createApi"), file).toBe(true);
    }
    expect(Object.keys(openRoutes).filter((file) => !app.includes(file))).toEqual([]);
    expect(called(parsed("lib/api/app.ts")).has("viewerOf")).toBe(true);
  });
});
