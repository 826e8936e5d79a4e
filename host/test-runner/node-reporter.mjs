/** Reporter of Node's own test runner: tells each test as an event. Its file's frame is no test of its own. */
import { eventLine, failureText } from "./event-line.mjs";

export default async function* report(source) {
  const groups = new Map();
  const begun = new Set();
  for await (const { type, data } of source) {
    const { file, name, nesting = 0 } = data ?? {};
    if (type === "test:stdout" || type === "test:stderr") yield eventLine({ kind: "output", text: data.message });
    if (type === "test:start" && file !== undefined) {
      if (!begun.has(file)) yield eventLine({ kind: "begin", file });
      begun.add(file);
      const path = (groups.get(file) ?? []).slice(0, nesting);
      groups.set(file, [...path, name]);
    }
    if ((type !== "test:pass" && type !== "test:fail") || file === undefined) continue;
    const error = data.details?.error;
    const cause = error?.cause ?? error;
    // A group fails because a test of it did, and that was told.
    const isGroup = data.details?.type === "suite";
    if (isGroup && (type === "test:pass" || error?.failureType === "subtestsFailed")) continue;
    if (type === "test:pass" && name === file) continue;
    const path = (groups.get(file) ?? []).slice(0, nesting);
    const skipped = data.skip !== undefined || data.todo !== undefined;
    yield eventLine({
      kind: "test",
      file,
      name: [...path, name === file ? "the file itself" : name],
      state: skipped ? "skipped" : type === "test:pass" ? "passed" : "failed",
      durationMs: data.details?.duration_ms ?? 0,
      errors: skipped || type === "test:pass" ? [] : [failureText(cause)],
    });
  }
}
