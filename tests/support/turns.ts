/** What `work` writes down as it happens, and a bar for each turn of the event loop in which a page could go out. */
export async function betweenPages(work: (happened: string[]) => Promise<unknown>): Promise<string> {
  const happened: string[] = [];
  let over = false;
  const reader = () =>
    setImmediate(() => {
      happened.push("|");
      if (!over) reader();
    });
  reader();
  await work(happened);
  over = true;
  return happened.join("").replace(/\|+/g, "|");
}
