/** Reporter of Vitest: tells each test as an event, and as one more what goes wrong outside of tests. */
import { eventLine, failureText } from "./event-line.mjs";

const STATES = { passed: "passed", failed: "failed", skipped: "skipped", pending: "skipped" };

const tell = (event) => process.stdout.write(eventLine(event));

const failures = (errors = []) => errors.map((error) => failureText(error, error.diff));

/** Names of the groups around it, outermost first, and its own. */
function path(test) {
  const names = [test.name];
  for (let group = test.parent; group && group.type === "suite"; group = group.parent) names.unshift(group.name);
  return names;
}

export default class EventReporter {
  onTestModuleStart(module) {
    tell({ kind: "begin", file: module.moduleId });
  }

  onTestCaseResult(test) {
    const { state, errors } = test.result();
    tell({
      kind: "test",
      file: test.module.moduleId,
      name: path(test),
      state: STATES[state],
      durationMs: test.diagnostic()?.duration ?? 0,
      errors: failures(errors),
    });
  }

  onTestSuiteResult(suite) {
    this.outside(suite.module.moduleId, path(suite), suite.errors());
  }

  onTestModuleEnd(module) {
    this.outside(module.moduleId, ["the file itself"], module.errors());
    tell({ kind: "end", file: module.moduleId });
  }

  onTestRunEnd(_modules, unhandled) {
    for (const error of unhandled) this.outside("", ["outside of every test"], [error]);
  }

  onUserConsoleLog({ content }) {
    tell({ kind: "output", text: content });
  }

  outside(file, name, errors) {
    if (errors.length > 0) tell({ kind: "test", file, name, state: "failed", durationMs: 0, errors: failures(errors) });
  }
}
