/** Names in the namespace of what ARINC 653 XML has no place for (host/import/xml/namespace.ts). */
import { attributeName, EXTENSION_NAMESPACE } from "../../import/xml/namespace.js";

const PREFIX = "bulkhead";

export const DECLARATION = { [`xmlns:${PREFIX}`]: EXTENSION_NAMESPACE };

/** `stack` as `bulkhead:Stack`. */
export const ours = (name: string): string => `${PREFIX}:${attributeName(name)}`;
