const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const minute = new Intl.DateTimeFormat("en-GB", {
  ...{ day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" },
  timeZone: "UTC",
});

/** A moment, by UTC: pages are made once for everybody, wherever they are. */
export function When({ at, exact = false }: { at: Date; exact?: boolean }) {
  return <time dateTime={at.toISOString()}>{exact ? `${minute.format(at)} UTC` : day.format(at)}</time>;
}
