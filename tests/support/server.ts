import { spawn } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import path from "node:path";
import { onTestFinished } from "vitest";
import { freePort } from "@/cli/bench/children";
import { testFolder } from "./folder";

export const root = path.resolve(import.meta.dirname, "../..");

export type RunningMoot = {
  url: string;
  pid: number;
  dataDir: string;
  /** The database's file. */
  database: string;
  /** Everything printed so far. */
  logs(): string;
  /** Asks it to stop, as an operator would; answers its exit code. */
  stop(): Promise<number | null>;
  kill9(): Promise<void>;
};

export type StartOptions = {
  env?: Record<string, string>;
  seed?: "starter" | "claims" | "none";
  /** A data folder of an earlier start. It is not removed. */
  dataDir?: string;
  args?: string[];
};

/** `npm start` as a child, on a free port, with a data folder of its own. Stop it yourself, or see {@link mootForTest}. */
export async function startMoot(options: StartOptions = {}): Promise<RunningMoot> {
  const dataDir = options.dataDir ?? (await testFolder("data"));
  const database = path.join(dataDir, "moot.db");
  const port = await freePort();
  const child = spawn(process.execPath, ["cli/launch.js", ...(options.args ?? [])], {
    cwd: root,
    env: {
      NODE_ENV: "production",
      PATH: process.env.PATH ?? "",
      HOME: process.env.HOME ?? "",
      HOSTNAME: "127.0.0.1",
      PORT: String(port),
      DATABASE_URL: `file:${database}`,
      SEED: options.seed ?? "none",
      // The web is no part of a test. Those about sources turn it on, for a site on this machine.
      SOURCE_CHECKS: "off",
      ...options.env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const opened = new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk;
      if (output.includes("Moot is open at")) resolve();
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", (code) => reject(new Error(`Moot ended with ${code}:\n${output}`)));
  });
  const gone = once(child, "exit");
  const end = async (signal: "SIGTERM" | "SIGKILL"): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill(signal);
      await gone;
    }
    return child.exitCode;
  };
  gone.catch(() => {});
  await opened;
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    dataDir,
    database,
    logs: () => output,
    stop: async () => {
      const code = await end("SIGTERM");
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
      return code;
    },
    kill9: async () => {
      await end("SIGKILL");
    },
  };
}

/** A Moot that is stopped when the test is over. */
export async function mootForTest(options: StartOptions = {}): Promise<RunningMoot> {
  const running = await startMoot(options);
  onTestFinished(async () => {
    await running.stop();
  });
  return running;
}
