import { exportFormats, formatNames, polisFileNames } from "@/lib/interchange/interchange";
import { paths } from "@/lib/paths";

type Props = { of: "essays" | "claims"; name: string };

/** The way out: a debate in every form that other programs read, as files to keep. */
export function Downloads({ of, name }: Props) {
  return (
    <ul>
      {exportFormats.map((format) => (
        <li key={format}>
          {format === "polis" ? (
            <>
              {formatNames.polis}:{" "}
              {polisFileNames.map((file, i) => (
                <span key={file}>
                  {i > 0 && ", "}
                  <a href={paths.exported(of, name, format, file)} download>
                    {file}
                  </a>
                </span>
              ))}
            </>
          ) : (
            <a href={paths.exported(of, name, format)} download>
              {formatNames[format]}
            </a>
          )}
          {format === "moot" && ", which is complete and can be brought into another Moot"}
        </li>
      ))}
    </ul>
  );
}
