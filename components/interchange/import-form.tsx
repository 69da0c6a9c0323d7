import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { formatNames, importFormats } from "@/lib/interchange/interchange";
import styles from "./interchange.module.css";

/** Chooses what is to be brought in. It is sent to the API, which takes it as it comes and leads on to its page. */
export function ImportForm({ action }: { action: string }) {
  return (
    <form action={action} method="post" encType="multipart/form-data">
      <input type="hidden" name="dryRun" value="true" />
      <Field
        label="File"
        name="file"
        type="file"
        multiple
        hint="One file of at most 128 MB. From Polis, choose all the files of one conversation together."
      />
      <Field label="Or paste its text" name="text">
        {(props) => <textarea {...props} rows={6} className={styles.paste} />}
      </Field>
      <Field label="Format" name="format">
        {(props) => (
          <select {...props} defaultValue="auto">
            <option value="auto">Find out by itself</option>
            {importFormats.map((format) => (
              <option key={format} value={format}>
                {formatNames[format]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field
        label="The essay’s name in its address"
        name="slug"
        maxLength={60}
        hint="Words of letters and digits with hyphens between them. Left empty, it is made from the title."
      />
      <Button type="submit" kind="main">
        Read it, and change nothing yet
      </Button>
    </form>
  );
}
