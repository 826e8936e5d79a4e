/** Which channels end at the host: ARINC 653 calls what stands there a pseudo-partition (Part 1, 2.3.5.1). */
import type { Channel } from "./model.js";

export const comesFromHost = ({ source }: Channel): boolean => source === undefined;

export const goesToHost = (channel: Channel): boolean =>
  channel.kind === "queuing" ? channel.destination === undefined : channel.toHost === true;
