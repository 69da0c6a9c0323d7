/**
 * What must exist once in the process. The server's own modules and those in Next's bundle are two copies of the same
 * files, so a module-level variable would exist twice; what hangs here under a `Symbol.for` name exists once.
 */
export function once<T>(name: string, make: () => T): T {
  const key = Symbol.for(`moot.${name}`);
  const store = globalThis as unknown as Record<symbol, T | undefined>;
  store[key] ??= make();
  return store[key] as T;
}
