import type { ReactNode } from "react";

/** Lets others go first, where a page is rendered that nobody is to wait for. */
export type Pause = () => Promise<void>;

/** So many are a piece of work of some milliseconds. */
const few = 6;

type Props<T> = { items: T[]; pause: Pause; children: (item: T) => ReactNode };

/** A list that may be long, rendered with a pause before each few of it. */
export const FewAtATime = <T,>({ items, pause, children }: Props<T>): ReactNode =>
  Array.from({ length: Math.ceil(items.length / few) }, (_, i) => i * few).map((from) => (
    <AfterPause key={from} pause={pause}>
      {() => items.slice(from, from + few).map(children)}
    </AfterPause>
  ));

async function AfterPause({ pause, children }: { pause: Pause; children: () => ReactNode }): Promise<ReactNode> {
  await pause();
  return children();
}
