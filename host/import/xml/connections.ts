/** The channels: `Connection_Table`, or whatever holds `Channel` elements, each with a `Source` and its `Destination`s. */
import type { Extension } from "./extension.js";
import type { ChannelEntry, EndEntry } from "./module.js";
import { identifier } from "./names.js";
import type { Reading } from "./reading.js";
import { referenceOf } from "./references.js";
import type { XmlElement } from "./tree.js";

const TABLES = ["ConnectionTable", "Connections", "Channels", "ChannelTable", "PortConnections", "PortConnectionTable"];
const STANDARD = ["StandardPartition", "PartitionPort", "PartitionPortRef"];
const PSEUDO = ["PseudoPartition", "PseudoPort", "PseudoPartitionPort"];

export function channelsOf(root: XmlElement, reading: Reading, extension: Extension): ChannelEntry[] {
  return reading.children(root, ["Channel"], TABLES).map((element) => {
    const number = reading.text(element, "ChannelIdentifier", "Identifier", "Id");
    return {
      mark: element.mark,
      name: extension.attribute(element, "Name") ?? reading.text(element, "ChannelName", "Name"),
      identifier: number && { ...number, value: identifier(number.value) },
      sources: reading.children(element, ["Source", "SourcePort"], ["Sources"]).flatMap((end) => endsOf(end, reading)),
      destinations: reading
        .children(element, ["Destination", "DestinationPort"], ["Destinations"])
        .flatMap((end) => endsOf(end, reading)),
      discards: extension.discards(element),
    };
  });
}

/** One end, or where a `Destination` holds several partitions, each of them. */
function endsOf(element: XmlElement, reading: Reading): EndEntry[] {
  const standard = reading.children(element, STANDARD);
  const pseudo = reading.children(element, PSEUDO);
  for (const outside of pseudo) for (const attribute of outside.attributes) attribute.isRead = true;
  const inside = standard.length > 0 || pseudo.length > 0 ? standard : [element];
  const ends = inside.map((holder): EndEntry => {
    const partition = referenceOf(holder, reading);
    const port = reading.requiredText(holder, "PortName", "PortNameRef", "Name", "PortRef");
    if (!partition) reading.missing(holder, "PartitionName");
    return {
      mark: holder.mark,
      partition: partition ?? { mark: holder.mark, name: undefined, identifier: undefined },
      port,
    };
  });
  return [...ends, ...pseudo.map(({ mark }): EndEntry => ({ mark, partition: undefined, port: undefined }))];
}
