import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const alias = { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") };

/** Three kinds: `unit` needs files only; `server` needs a built Moot, which its set-up makes once; both run in one go. */
export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          env: { LOG_LEVEL: "silent" },
          include: ["tests/**/*.test.ts", "tests/**/*.test.tsx"],
          exclude: ["tests/browser/**", "tests/server/**"],
          globalSetup: "tests/setup/base-database.ts",
          testTimeout: 20_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "server",
          include: ["tests/browser/**/*.test.ts", "tests/server/**/*.test.ts"],
          globalSetup: "tests/setup/build.ts",
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
