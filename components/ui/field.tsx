import type { ComponentProps, ReactNode } from "react";
import styles from "./field.module.css";

type FieldProps = {
  label: string;
  name: string;
  id?: string;
  hint?: ReactNode;
  error?: string | undefined;
  children?: (props: { id: string; name: string; "aria-describedby"?: string; "aria-invalid"?: true }) => ReactNode;
} & Omit<ComponentProps<"input">, "children" | "name" | "id">;

/** A labelled input with its hint and, after a refusal, what is wrong with it. `children` replaces the input. */
export function Field({ label, name, id = name, hint, error, children, ...input }: FieldProps) {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  const props = {
    id,
    name,
    ...(described && { "aria-describedby": described }),
    ...(error && { "aria-invalid": true as const }),
  };
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {hint && (
        <div id={`${id}-hint`} className={styles.hint}>
          {hint}
        </div>
      )}
      {children ? children(props) : <input {...props} {...input} />}
      {error && (
        <div id={`${id}-error`} className={styles.error}>
          {error}
        </div>
      )}
    </div>
  );
}
