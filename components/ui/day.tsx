const words = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

/** The day of an instant, in UTC: "1 November 2026". */
export const Day = ({ at }: { at: Date }) => <time dateTime={at.toISOString()}>{words.format(at)}</time>;
