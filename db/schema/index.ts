export * from "./accounts";
export * from "./claims";
export * from "./contributions";
export * from "./curation";
export * from "./essays";
export * from "./ratings";
export * from "./votes";
