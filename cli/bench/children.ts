import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { availableParallelism } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { LoadResult, LoadSpec } from "./load";

export const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[/\\]$/, "");

/** Whether processes can be held to a core here (taskset, and more than one core). */
export const pinned = availableParallelism() > 1 && spawnSync("taskset", ["-V"]).status === 0;

let profiles: string | null = null;

/** From now on, each process that is measured writes a CPU profile into that folder when it ends. */
export function profileInto(folder: string): void {
  profiles = folder;
}

/** What is measured runs on core 0, what loads it on core 1. */
function onCore(core: 0 | 1, script: string[]): [string, string[]] {
  const profiling = profiles !== null && core === 0 ? ["--cpu-prof", `--cpu-prof-dir=${profiles}`] : [];
  return held(core, process.execPath, [
    ...profiling,
    ...(script[0]?.endsWith(".ts") ? ["--import", "tsx"] : []),
    ...script,
  ]);
}

const held = (core: 0 | 1, program: string, args: string[]): [string, string[]] =>
  pinned ? ["taskset", ["-c", String(core), program, ...args]] : [program, args];

const running = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

export type Running = { port: number; pid: number; output(): string; stop(): Promise<void> };

/**
 * Starts a script on the server's core, or on all of them; it has started when it prints `sign`. It gets a free PORT.
 */
export function serve(
  script: string[],
  env: Record<string, string> = {},
  sign = "Moot is open at",
  { everyCore = false } = {},
): Promise<Running> {
  return begin(everyCore ? [process.execPath, script] : onCore(0, script), env, sign);
}

/** The same for a program that is none of Moot's, on the server's core; it is told its port otherwise. */
export const serveProgram = (program: string, args: string[], sign: string, port: number): Promise<Running> =>
  begin(held(0, program, args), {}, sign, port);

async function begin(
  [command, args]: [string, string[]],
  env: Record<string, string>,
  sign: string,
  given?: number,
): Promise<Running> {
  // Several processes share a database server, which listens at the ports after theirs.
  const port = given ?? (await freePort(2));
  const child = spawn(command, args, {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: "production",
      HOSTNAME: "127.0.0.1",
      LOG_LEVEL: "warn",
      PORT: String(port),
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  let output = "";
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk) => {
        output += chunk;
        if (output.includes(sign)) resolve();
      });
    }
    child.once("exit", (code) => reject(new Error(`${args.join(" ")} ended with ${code}:\n${output}`)));
  });
  return {
    port,
    pid: child.pid ?? 0,
    output: () => output,
    stop: async () => {
      running.delete(child);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, "exit");
      child.kill("SIGTERM");
      await gone;
    },
  };
}

/** Runs a script to its end on a core and reads the JSON it prints. */
export async function runJson<T>(core: 0 | 1, script: string[], input: unknown = null): Promise<T> {
  const [command, args] = onCore(core, script);
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production", LOG_LEVEL: "warn" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  running.add(child);
  child.stdin.end(JSON.stringify(input));
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  const [code] = await once(child, "close");
  running.delete(child);
  if (code !== 0) throw new Error(`${script.join(" ")} ended with ${code}`);
  return JSON.parse(output) as T;
}

/** A script that answers each line of JSON with another. */
export function converse(core: 0 | 1, script: string[]) {
  const [command, args] = onCore(core, script);
  const child = spawn(command, args, { cwd: root, stdio: ["pipe", "pipe", "inherit"] });
  running.add(child);
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask<T>(question: unknown): Promise<T> {
      child.stdin.write(`${JSON.stringify(question)}\n`);
      const { value, done } = await answers.next();
      if (done) throw new Error(`${script.join(" ")} ended without an answer`);
      return JSON.parse(value) as T;
    },
    end() {
      running.delete(child);
      child.kill("SIGKILL");
    },
  };
}

/** One run of load from the other core. */
export async function loadOnce(spec: Omit<LoadSpec, "connections"> & { connections?: number }): Promise<LoadResult> {
  const result = await runJson<LoadResult>(1, ["cli/bench/load.ts"], { connections: 16, ...spec });
  if (result.refused > 0)
    throw new Error(`${result.refused} of ${result.answers} were refused:\n${result.firstRefusal}`);
  return result;
}

/** Resident memory in MB. */
export async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

/** What a process and its threads have used of the processor, in ms; by the kernel's ticks of 10 ms. */
export async function cpuMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** A port that is free, with as many of those after it. */
export async function freePort(after = 0): Promise<number> {
  for (;;) {
    const port = await listened(0);
    if (port === null) throw new Error("no port is free");
    const others = Array.from({ length: after }, (_, i) => listened(port + 1 + i));
    if ((await Promise.all(others)).every((other) => other !== null)) return port;
  }
}

/** The port that could be listened at; null where it is taken. */
async function listened(port: number): Promise<number | null> {
  const server = createServer().listen(port, "127.0.0.1");
  const free = await once(server, "listening").catch(() => null);
  const address = server.address();
  server.close();
  return free !== null && typeof address === "object" && address !== null ? address.port : null;
}

/** A request as bytes, kept alive. */
export function request(method: string, url: string, headers: Record<string, string> = {}, body = ""): string {
  const all = {
    Host: "localhost",
    ...(body === "" ? {} : { "Content-Type": "application/json", "Content-Length": String(Buffer.byteLength(body)) }),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${url} HTTP/1.1\r\n${lines.join("")}\r\n${Buffer.from(body, "utf8").toString("latin1")}`;
}

export const scratch = (name: string): string => path.join(root, "bench-results", ".tmp", name);
