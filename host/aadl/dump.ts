/** An instance tree as text, for tests and for eyes: a line for each component, feature, connection, call and property. */
import type { ConnectionEnd, Instance, Properties, PropertyValue } from "./instance.js";

const MEASURES = { time: " ns", size: " bytes", rate: " bits/s", other: " (unit)", none: "" } as const;

export function dumpValue(value: PropertyValue): string {
  switch (value.kind) {
    case "string":
      return JSON.stringify(value.value);
    case "number":
      return `${value.value}${MEASURES[value.dimension]}`;
    case "boolean":
    case "enumeration":
      return String(value.value);
    case "range":
      return `${dumpValue(value.low)} .. ${dumpValue(value.high)}`;
    case "list":
      return `(${value.values.map(dumpValue).join(", ")})`;
    case "record":
      return `[${[...value.fields].map(([name, field]) => `${name} => ${dumpValue(field)};`).join(" ")}]`;
    case "reference":
      return `reference ${pathOf(value.to)}`;
    case "classifier":
      return `classifier ${value.to.name}`;
  }
}

export const pathOf = ({ parent, name }: Instance): string => (parent?.parent ? `${pathOf(parent)}.${name}` : name);

export function dump(instance: Instance): string {
  return dumpLines(instance).join("\n");
}

function dumpLines({
  name,
  category,
  classifier,
  properties,
  features,
  calls,
  components,
  connections,
}: Instance): string[] {
  const inner = [
    ...dumpProperties(properties),
    ...features.flatMap((feature) => [
      `feature ${feature.name}: ${feature.direction} ${feature.kind} ${feature.classifier?.name ?? ""}`.trimEnd(),
      ...dumpProperties(feature.properties).map(indented),
    ]),
    ...calls.map((sequence) => {
      const called = sequence.calls.map((call) => `${call.name}: ${call.subprogram.name};`);
      return `calls ${sequence.name}: { ${called.join(" ")} }`;
    }),
    ...components.flatMap(dumpLines),
    ...connections.flatMap((connection) => [
      `${connection.name}: ${connection.kind} ${dumpEnd(connection.source)} ${connection.isBidirectional ? "<->" : "->"} ${dumpEnd(connection.destination)}`,
      ...dumpProperties(connection.properties).map(indented),
    ]),
  ];
  return [`${name}: ${category} ${classifier.name}`, ...inner.map(indented)];
}

const indented = (line: string): string => `  ${line}`;

const dumpProperties = ({ own }: Properties): string[] =>
  own.map(({ name, value }) => `${name} => ${dumpValue(value)}`);

function dumpEnd({ of, component, feature }: ConnectionEnd): string {
  return [of === "call" ? `call ${component}` : component, feature?.name].filter(Boolean).join(".");
}
