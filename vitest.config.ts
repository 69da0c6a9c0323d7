import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const alias = { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") };

/** By itself Vitest leaves a core free, which is half of a machine with two. */
const cores = availableParallelism();

/**
 * Three kinds, run in one go: `unit` needs files only; `server` a built Moot, which its set-up makes once; `cluster` that
 * and libSQL's server, which an optional package brings.
 */
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
          exclude: ["tests/browser/**", "tests/server/**", "tests/cluster/**"],
          globalSetup: ["tests/setup/base-database.ts", "tests/setup/bundle-children.ts"],
          setupFiles: "tests/setup/child-programs.ts",
          // The files of a worker share what they import, which took longer than many of them: a test has a database of
          // its own, and leaves nothing changed in a module or the environment.
          isolate: false,
          maxWorkers: cores,
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
          // Each has a server and mostly a browser of its own: one of them often waits for the other.
          maxWorkers: Math.min(cores, 2),
          sequence: { groupOrder: 1 },
        },
      },
      {
        resolve: { alias },
        test: {
          name: "cluster",
          env: { LOG_LEVEL: "silent" },
          include: ["tests/cluster/**/*.test.ts"],
          globalSetup: "tests/setup/build.ts",
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Apart from the others, who would take from the nodes the time in which they are to be well again.
          maxWorkers: Math.min(cores, 2),
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
