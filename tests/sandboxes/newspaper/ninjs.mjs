/** Validates a piece against IPTC ninjs 3.1, or 2.2 where it says that it is that, offline. */
import { readFileSync } from "node:fs";
import addFormats from "ajv-formats";
import Ajv from "ajv/dist/2020.js";

const read = (name) => JSON.parse(readFileSync(new URL(`./schema/${name}`, import.meta.url), "utf8"));

// The schema carries keywords of IPTC's own documentation tools, which strict mode would refuse.
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema(read("geojson.json"));
const newest = ajv.compile(read("ninjs-schema_3.1.json"));
const older = ajv.compile(read("ninjs-schema_2.2.json"));

/** The faults of a document, each `path: what`, none when it is valid. */
export function faultsOf(document) {
  const validate = document?.standard?.version === "2.2" ? older : newest;
  if (validate(document)) return [];
  return validate.errors.map((error) => `${error.instancePath || "/"}: ${error.message} ${detail(error)}`.trim());
}

function detail({ params }) {
  const value = params.unevaluatedProperty ?? params.additionalProperty ?? params.allowedValues;
  return value === undefined ? "" : `(${value})`;
}
