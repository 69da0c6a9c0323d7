import type { OpenAPIHono } from "@hono/zod-openapi";
import { sessionCookieName } from "@/lib/web/session-cookie";

/** The API described, OpenAPI 3.1: from the routes as they are, so that it says what they do. */
export function document(app: OpenAPIHono) {
  const components = app.openAPIRegistry;
  components.registerComponent("securitySchemes", "token", {
    type: "http",
    scheme: "bearer",
    description: "A personal token, made in the settings; it may read, or read and write.",
  });
  components.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: sessionCookieName(),
    description: "The session of the browser.",
  });
  return app.getOpenAPI31Document(
    {
      openapi: "3.1.0",
      info: {
        title: "Moot",
        version: "1",
        description:
          "Argue an essay one claim at a time. " +
          "Reading needs no account. Every refusal is `application/problem+json` with a stable `code`. " +
          "Lists are read page by page: `nextCursor` is the `cursor` of the next page.",
        license: { name: "MIT" },
      },
      servers: [{ url: "/" }],
    },
    { unionPreferredType: "anyOf" },
  );
}
