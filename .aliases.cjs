/** `@/…` as dependency-cruiser understands it. */
module.exports = { resolve: { alias: { "@": __dirname }, extensions: [".ts", ".tsx", ".js", ".json", ".css"] } };
