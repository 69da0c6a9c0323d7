declare module "@citation-js/core" {
  export class Cite {
    constructor(items: object[]);
    format(format: string, options?: { format?: string; template?: string; lang?: string }): string;
  }
}
declare module "@citation-js/plugin-bibtex";
declare module "@citation-js/plugin-csl";
declare module "@citation-js/plugin-ris";
