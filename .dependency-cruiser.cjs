/** The arrows between folders. `npm run check` refuses every import that is not one of them. */
const forbid = (name, from, to, comment) => ({
  name,
  severity: "error",
  comment,
  from: { path: from },
  to: { path: to },
});

module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true, dependencyTypesNot: ["type-only"] } },
    { name: "nothing-imports-tests", severity: "error", from: { pathNot: "^tests/" }, to: { path: "^tests/" } },
    forbid("app-not-db", "^app/", "^db/", "A route calls lib; lib reads and writes."),
    forbid("app-not-cli", "^app/", "^cli/"),
    forbid("components-are-markup", "^components/", "^(db|app|cli|lib/web|lib/api)/", "Props in, markup out."),
    forbid(
      "components-see-pure-lib",
      "^components/",
      "^lib/[^/]+/(queries|commands|input)",
      "Queries and commands stay on the server.",
    ),
    forbid("db-stands-alone", "^db/", "^(app|components|lib|cli)/"),
    forbid("lib-below-app", "^lib/", "^(app|components|cli)/"),
    {
      name: "next-only-in-web",
      severity: "error",
      from: { path: "^(lib|db)/", pathNot: "^lib/(web/|rich-text/render\\.tsx$)" },
      to: { path: "node_modules/(next|next-auth|react|react-dom)/", pathNot: "node_modules/react/jsx-runtime" },
    },
    {
      name: "nouns-meet-through-queries",
      severity: "error",
      comment: "A noun sees another only through its <noun>.ts or queries.ts.",
      from: { path: "^lib/(essays|claims|contributions|votes|curation|accounts|search|insight)/" },
      to: {
        path: "^lib/(essays|claims|contributions|votes|curation|accounts|search|insight)/(commands|input)",
        pathNot: "^lib/$1/",
      },
    },
    {
      name: "web-is-outermost",
      severity: "error",
      from: { path: "^lib/", pathNot: "^lib/(web|api)/" },
      to: { path: "^lib/(web|api)/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: [".ts", ".tsx", ".js", ".json"] },
    webpackConfig: { fileName: ".aliases.cjs" },
  },
};
