/**
 * One sync for all who wait for it: whoever comes while one is under way shares the next, because the one under way may
 * have begun before what they wrote.
 */
export function inOneSync(sync: () => Promise<void>) {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  let held: (() => void)[] = [];

  function letGo(): void {
    for (const go of held) go();
    held = [];
  }

  function begin(): Promise<void> {
    next = undefined;
    const begun = sync().finally(() => {
      if (running === begun) running = undefined;
      letGo();
    });
    running = begun;
    return begun;
  }

  return {
    sync(): Promise<void> {
      if (next) return next;
      if (!running) return begin();
      next = running.then(begin, begin);
      letGo();
      return next;
    },
    /**
     * Comes back at the last moment at which what is written then still shares the next sync: for whoever would rather write
     * with others, and is no later for that.
     */
    async lastCall(): Promise<void> {
      if (running && !next) await new Promise<void>((resolve) => held.push(resolve));
    },
  };
}
