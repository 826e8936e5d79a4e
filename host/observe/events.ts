/**
 * What an observed run tells, one event after the other. Every `timeNs` counts nanoseconds since boot, as the guests'
 * clock does; the first major frame begins at HostBlock.frameOriginNs.
 */

export interface ConsoleEvent {
  readonly kind: "console";
  readonly timeNs: number;
  readonly partition: string;
  readonly partitionIndex: number;
  /** One write of the partition; it may hold several lines, or a part of one. */
  readonly text: string;
}

/** A record of the health log. */
export interface HealthEvent {
  readonly kind: "health";
  readonly timeNs: number;
  readonly partition: string;
  readonly partitionIndex: number;
  /** Name of the HEALTH value. Of a `MESSAGE`, which the partition sent to the log, there is no error and no action. */
  readonly record: string;
  /** Name of the ERROR value: `MEMORY_VIOLATION`. */
  readonly error: string | undefined;
  /** Name of the ACTION value: `COLD_RESTART`. */
  readonly action: string | undefined;
  /** Name of the SYSTEM_STATE value: what went on. */
  readonly state: string;
  /** Name of the LEVEL value: whose the error is. */
  readonly level: string;
  /** Name of the partition's MODE at the time. */
  readonly mode: string;
  /** The processor's exception, if one was the cause. */
  readonly vector: number | undefined;
  /** The processor's error code, or the code that the partition reported. */
  readonly errorCode: number;
  readonly eip: number;
  readonly esp: number;
  /** Fault address of a page fault, otherwise 0. */
  readonly address: number;
  /** Undefined for a native partition. */
  readonly vcpu: number | undefined;
  /** Identifier of a native partition's process, 0 for its first thread. */
  readonly process: number | "error handler" | undefined;
  /** The partition's own words, as it sent them: they may hold control characters. */
  readonly message: string;
}

export interface TraceEvent {
  readonly kind: "trace";
  readonly timeNs: number;
  /** EVENT value. */
  readonly event: number;
  /** Name of the EVENT value: `WINDOW_START`. */
  readonly name: string;
  /** The record's partition; undefined for none. */
  readonly partition: string | undefined;
  readonly partitionIndex: number | undefined;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** A ring was overwritten before it was read. What came before the event's time and after the ring's last event is gone. */
export interface LostEvent {
  readonly kind: "lost";
  readonly timeNs: number;
  readonly ring: "console" | "health" | "trace";
  /** Whose ring; undefined for the kernel's own. */
  readonly partition: string | undefined;
  readonly partitionIndex: number | undefined;
  /** Records, or bytes of a console. */
  readonly count: number;
}

export type ObservedEvent = ConsoleEvent | HealthEvent | TraceEvent | LostEvent;
