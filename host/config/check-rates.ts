/**
 * How often messages come against what a channel keeps: warnings, since only the programs know who sends how many. What is
 * assumed is little: one message at each release of the partition's process that is released most often, or where there is no
 * table, one in each of the partition's periods; and that a receiver takes all that it finds.
 */
import { CODES } from "./codes.js";
import type { Findings } from "./findings.js";
import type { Partition, QueuingChannel, SamplingChannel, Schedule, System } from "./model.js";
import { formatTime } from "./units.js";

export function checkRates(system: System, findings: Findings): void {
  for (const channel of system.channels) {
    if (channel.kind === "queuing") checkQueue(channel, system, findings);
    else checkSamples(channel, system, findings);
  }
}

/** Between two looks of the receiver no more messages are sent than fit. The first schedule that says otherwise is told. */
function checkQueue(channel: QueuingChannel, { partitions, schedules }: System, findings: Findings): void {
  // Of what the host sends nothing is known; at its own end there is always room.
  if (!channel.source || !channel.destination) return;
  const [source, destination] = [partitions[channel.source.partition]!, partitions[channel.destination.partition]!];
  const everyNs = shortestPeriod(source) ?? source.periodNs;
  for (const schedule of schedules) {
    if (windowsOf(source, schedule).length === 0) continue;
    const what = channel.discards ? "the rest is lost" : "the sender waits, or is told that the queue is full";
    const starts = windowsOf(destination, schedule).map(({ offsetNs }) => offsetNs);
    const where = `in schedule "${schedule.name}"`;
    if (starts.length === 0) {
      const message = `${where} "${source.name}" sends and "${destination.name}" has no window to receive in: when ${channel.depth} messages wait, ${what}`;
      const remedy = `a window for "${destination.name}" in it, or none for "${source.name}"`;
      findings.warn(CODES.QUEUE_OVERFLOW, ["channels", channel.name], { message, remedy, mark: "key" });
      return;
    }
    const lookNs = Math.max(longestDistance(starts, schedule.majorFrameNs), shortestPeriod(destination) ?? 0);
    const messages = Math.ceil(lookNs / everyNs);
    if (messages <= channel.depth) continue;
    const message = `${where} "${source.name}" may send every ${formatTime(everyNs)}, and up to ${formatTime(lookNs)} pass until "${destination.name}" looks: of ${messages} messages ${channel.depth} fit, then ${what}`;
    const remedy = `depth: ${messages}, or windows of "${destination.name}" nearer to each other`;
    findings.warn(CODES.QUEUE_OVERFLOW, ["channels", channel.name, "depth"], { message, remedy });
    return;
  }
}

/** A message lasts until the next one. */
function checkSamples(channel: SamplingChannel, { partitions, schedules }: System, findings: Findings): void {
  if (!channel.source) return;
  const source = partitions[channel.source.partition]!;
  for (const [index, { refreshNs }] of channel.destinations.entries()) {
    const pauses = schedules.flatMap((schedule) => longestPause(source, schedule) ?? []);
    const pauseNs = shortestPeriod(source) ?? Math.max(0, ...pauses);
    if (refreshNs >= pauseNs) continue;
    const message = `a message is valid for ${formatTime(refreshNs)}, and "${source.name}" may not write for ${formatTime(pauseNs)}`;
    const remedy = `refresh: "${formatTime(pauseNs)}" at least, or a shorter period of "${source.name}"`;
    // Where the host stands in the list of destinations, the checked system does not say.
    const at = channel.toHost ? [] : [index, "refresh"];
    findings.warn(CODES.STALE, ["channels", channel.name, "to", ...at], { message, remedy });
  }
}

/** Of the partition's processes that are released again and again, the shortest time between two releases. */
function shortestPeriod({ processTable = [] }: Partition): number | undefined {
  const periods = processTable.flatMap(({ periodNs, interarrivalNs }) => periodNs ?? interarrivalNs ?? []);
  return periods.length === 0 ? undefined : Math.min(...periods);
}

const windowsOf = ({ index }: Partition, { windows }: Schedule): Schedule["windows"] =>
  windows.filter(({ partition }) => partition === index);

/** Between two of these times of a major frame, which follow one another for ever. */
function longestDistance(times: readonly number[], majorFrameNs: number): number {
  const distances = times.map((time, i) => (times[i + 1] ?? times[0]! + majorFrameNs) - time);
  return Math.max(...distances);
}

/** The longest time without a window of the partition; undefined: it has none at all. */
function longestPause(partition: Partition, schedule: Schedule): number | undefined {
  const windows = windowsOf(partition, schedule);
  if (windows.length === 0) return undefined;
  const pauses = windows.map(({ offsetNs, durationNs }, i) => {
    const next = windows[i + 1]?.offsetNs ?? windows[0]!.offsetNs + schedule.majorFrameNs;
    return next - offsetNs - durationNs;
  });
  return Math.max(...pauses);
}
