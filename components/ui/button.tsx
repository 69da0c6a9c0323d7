import type { ComponentProps } from "react";
import styles from "./button.module.css";

type ButtonProps = ComponentProps<"button"> & { kind?: "main" | "plain" | "quiet" };

export function Button({ kind = "plain", className, ...props }: ButtonProps) {
  return <button className={[styles[kind], className].filter(Boolean).join(" ")} {...props} />;
}
