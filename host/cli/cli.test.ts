import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { PACKAGE_ROOT } from "../toolchain/directories.js";
import { main } from "./main.js";
import { outcomeOf } from "./outcome.js";
import { runLimit } from "./run-limit.js";

/** A user's project, with Bulkhead installed. */
let project: string;
beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), "bulkhead-cli-"));
  mkdirSync(join(project, "node_modules"));
  symlinkSync(PACKAGE_ROOT, join(project, "node_modules", "bulkhead"), "junction");
  writeFileSync(join(project, "package.json"), '{ "type": "module" }');
  writeFileSync(join(project, "guest.c"), "int main(void) { return 0; }\n");
});
afterAll(() => rmSync(project, { recursive: true }));

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function bulkhead(...args: string[]): Outcome {
  const program = join(PACKAGE_ROOT, "bin", "bulkhead.mjs");
  const env = { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined };
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: project,
    env,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

/** The same without a process of its own, which takes its time to start. */
async function inProcess(...args: string[]): Promise<Outcome> {
  const said = { stdout: "", stderr: "" };
  const listen = (stream: "stdout" | "stderr") =>
    vi.spyOn(process[stream], "write").mockImplementation((text) => {
      said[stream] += String(text);
      return true;
    });
  const spies = [listen("stdout"), listen("stderr")];
  try {
    const status = await main(args);
    return { status, ...said };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** Writes a system file that differs from a good one, and tells its name. */
function systemFile(change: (text: string) => string = (text) => text): string {
  const text = `import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "small",
  partitions: {
    guest: { sources: ["guest.c"], memory: "1MiB" },
  },
  schedule: {
    frame: "10ms",
    windows: [{ partition: "guest", duration: "4ms" }],
  },
});
`;
  writeFileSync(join(project, "system.ts"), change(text));
  return "system.ts";
}

describe("check", () => {
  test("a good system has no faults", () => {
    expect(bulkhead("check", systemFile())).toEqual({
      status: 0,
      stdout: "small: 1 partition, a major frame of 10ms: no faults\n",
      stderr: "",
    });
  });

  test("all faults at once, each with its place and a remedy", () => {
    const file = systemFile((text) =>
      text.replace('"gue', '"ge').replace('"guest", dur', '"gest", dura').replace("1MiB", "1MB"),
    );
    const { status, stdout, stderr } = bulkhead("check", file);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatchInlineSnapshot(`
      "error BH1021 partitions.guest.sources[0]: there is no file "gest.c"
        at system.ts:6:24

          5 |   partitions: {
        > 6 |     guest: { sources: ["gest.c"], memory: "1MB" },
            |                        ^^^^^^^^
          7 |   },

        help: did you mean "guest.c"?

      error BH1013 partitions.guest.memory: "1MB" is not a size
        at system.ts:6:43

          5 |   partitions: {
        > 6 |     guest: { sources: ["gest.c"], memory: "1MB" },
            |                                           ^^^^^
          7 |   },

        help: did you mean "1MiB"?

      error BH1011 schedule.windows[0].duration: "duration" is missing
        at system.ts:10:15

           9 |     frame: "10ms",
        > 10 |     windows: [{ partition: "gest", duraation: "4ms" }],
             |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          11 |   },

        help: add duration: "5ms"

      error BH1040 schedule.windows[0].partition: there is no partition "gest"
        at system.ts:10:28

           9 |     frame: "10ms",
        > 10 |     windows: [{ partition: "gest", duraation: "4ms" }],
             |                            ^^^^^^
          11 |   },

        help: did you mean "guest"?

      error BH1010 schedule.windows[0].duraation: unknown key "duraation"
        at system.ts:10:36

           9 |     frame: "10ms",
        > 10 |     windows: [{ partition: "gest", duraation: "4ms" }],
             |                                    ^^^^^^^^^
          11 |   },

        help: did you mean "duration"?

      5 faults
      "
    `);
  });

  const withProcesses = (deadline: string, type: string): string =>
    systemFile((text) =>
      text.replace(
        'memory: "1MiB"',
        `memory: "1MiB", processes: {
        law: { period: "20ms", deadline: "15ms", worstCase: "1ms", priority: 20 },
        log: { period: "20ms", deadline: "${deadline}", deadlineType: "${type}", worstCase: "4ms", priority: 10 },
      }`,
      ),
    );

  test("the proof of a schedule", async () => {
    const { status, stdout, stderr } = await inProcess("check", join(project, withProcesses("20ms", "hard")));
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatchInlineSnapshot(`
      "small: 1 partition, a major frame of 10ms: no faults

      schedule main, a major frame of 10ms
        guest  priority, 4ms in each 10ms; its processes take 25.4 % of 38.9 %
          process  worst response  deadline     slack
          law             1.256ms      15ms  13.744ms  met
          log            11.288ms      20ms   8.712ms  met
      "
    `);
    const json = await inProcess("check", join(project, "system.ts"), "--json");
    expect(json.status).toBe(0);
    const proofs = json.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(proofs).toMatchObject([
      {
        ...{ kind: "proof", schedule: "main", partition: "guest", leastNs: 4e6, periodNs: 10e6 },
        processes: [
          { process: "law", verdict: "met", deadlineNs: 15e6 },
          { process: "log", verdict: "met" },
        ],
      },
    ]);
  });

  test("a deadline that is missed: of a hard one the worst case and a status, of a soft one a warning", async () => {
    const hard = await inProcess("check", join(project, withProcesses("11ms", "hard")));
    expect({ status: hard.status, stdout: hard.stdout }).toEqual({ status: 2, stdout: "" });
    expect(hard.stderr.replaceAll(project, ".")).toMatchInlineSnapshot(`
      "error BH1092 partitions.guest.processes.log.deadline: in schedule "main" the deadline of 11ms can be missed: the worst response is 11.288ms, 288us late
        at ./system.ts:8:42

          7 |         law: { period: "20ms", deadline: "15ms", worstCase: "1ms", priority: 20 },
        > 8 |         log: { period: "20ms", deadline: "11ms", deadlineType: "hard", worstCase: "4ms", priority: 10 },
            |                                          ^^^^^^
          9 |       } },

      windows         |#############################...........................................#########|
      law             |^========                                                                        |
      (kernel, locks) |=                                                                                |
      log             |^.......=====================...........................................======!==|
                      0ns                                                                        11.288ms
                       # window  ^ released  = runs  . waits  ! deadline

        help: a window nearer to its release or a longer one, a greater priority, or a later deadline

      1 fault
      "
    `);
    const soft = await inProcess("check", join(project, withProcesses("11ms", "soft")));
    expect(soft.status).toBe(0);
    expect(soft.stdout).toContain("no faults, 1 warning\n");
    expect(soft.stdout).toContain("MISSED");
    expect(soft.stderr).toMatch(/^warning BH1092 partitions\.guest\.processes\.log\.deadline: /);
    const json = await inProcess("check", join(project, "system.ts"), "--json");
    const [warning, proof] = json.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(warning).toMatchObject({ kind: "warning", severity: "warning", code: "BH1092", partition: "guest" });
    expect(proof.processes[1]).toMatchObject({ verdict: "missed", worstCase: { startNs: 0, releaseNs: 0 } });
    expect(proof.processes[1].timeline).toBe(warning.drawing);
  });

  test("as JSON, a fault a line and nothing else", () => {
    const file = systemFile((text) => text.replace("4ms", "40ms"));
    const { status, stdout, stderr } = bulkhead("check", file, "--json");
    expect({ status, stderr }).toEqual({ status: 2, stderr: "" });
    const faults = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(faults).toMatchObject([
      { t: 0, partition: null, kind: "fault", code: "BH1042", path: "schedule.windows[0]", line: 10, column: 15 },
    ]);
  });

  test.each([
    ["no file", "BH1000", () => "nowhere.ts"],
    ["a file that is no TypeScript", "BH1001", () => systemFile((text) => text.replace("({", "({{"))],
    [
      "a file that throws",
      "BH1002",
      () => systemFile((text) => text.replace('"10ms"', '(() => { throw new Error("no"); })()')),
    ],
    ["an import of nothing", "BH1002", () => systemFile((text) => text.replace('"bulkhead"', '"bulkhaed"'))],
    ["no default export", "BH1003", () => systemFile((text) => text.replace("export default ", ""))],
  ])("%s is a fault like any other", async (_, code, make) => {
    const { status, stderr } = await inProcess("check", join(project, make()));
    expect(status).toBe(2);
    expect(stderr).toMatch(`error ${code} `);
    expect(stderr).toMatch(/^1 fault$/m);
  });

  test("an ELF file that no partition can run", () => {
    const { status, stderr } = bulkhead(
      "check",
      systemFile((text) => text.replace('sources: ["guest.c"]', 'elf: "guest.c"')),
    );
    expect(status).toBe(2);
    expect(stderr).toContain("is no ELF file");
  });
});

describe("the command line", () => {
  test.each([
    [["chekc"], 'unknown command "chekc"; did you mean "check"?'],
    [["check", "system.ts", "--jsn"], "unknown option --jsn; did you mean --json?"],
    [["check", "a.ts", "b.ts"], 'unexpected argument "b.ts"'],
    [["check"], "missing required positional argument: SYSTEM"],
    [["run", "system.ts", "--frames", "--json"], "--frames needs a value"],
    [["run", "system.ts", "--frames", "0"], '--frames takes a number from 1 on, not "0"'],
    [["run", "system.ts", "--frames", "3", "--for", "1s"], "--frames and --for exclude each other"],
    [["run", "system.ts", "--for", "1"], '--for takes a time with its unit such as 2s or 500ms, not "1"'],
    [
      ["run", "system.ts", "--target", "bochs"],
      "invalid value for argument: --target (bochs). Expected one of: v86, qemu",
    ],
    [
      ["run", "system.ts", "--com2-input", "no-such-file"],
      "the input of COM2 cannot be read: ENOENT: no such file or directory, open 'no-such-file'",
    ],
    [["run", "system.ts", "--gdb"], "--gdb needs --target qemu: v86 takes no debugger"],
  ])("%j is wrong", async (args, message) => {
    const { status, stdout, stderr } = await inProcess(...args);
    expect({ status, stdout }).toEqual({ status: 64, stdout: "" });
    expect(stderr.split("\n", 1)[0]).toBe(`bulkhead: ${message}`);
  });

  test("without a command it shows the commands", async () => {
    const { status, stderr } = await inProcess();
    expect(status).toBe(64);
    for (const name of ["run", "build", "check", "new"]) expect(stderr).toMatch(new RegExp(`^ *${name}  `, "m"));
  });

  test.each(["run", "build", "check", "import", "export", "new"])(
    "%s --help has an example and the exit statuses",
    async (name) => {
      const { status, stdout } = await inProcess(name, "--help");
      expect(status).toBe(0);
      expect(stdout).toMatch(new RegExp(`EXAMPLES\n\n  bulkhead ${name} `));
      expect(stdout).toMatch(/EXIT STATUS\n\n +0 {2}ended as asked\n/);
    },
  );

  test("--version is the package's", () => {
    const { version } = JSON.parse(readFileSync(join(PACKAGE_ROOT, "package.json"), "utf8"));
    expect(bulkhead("--version").stdout).toBe(`${version}\n`);
  });
});

describe("new", () => {
  test("makes a project that has no faults", () => {
    const { status, stdout } = bulkhead("new", "my-own");
    expect(status).toBe(0);
    expect(stdout).toContain("cd my-own\n  npx bulkhead run system.ts");
    expect(readdirSync(join(project, "my-own")).sort()).toEqual([
      ".gitignore",
      "README.md",
      "package.json",
      "partitions",
      "system.test.ts",
      "system.ts",
      "tsconfig.json",
    ]);
    expect(bulkhead("check", "my-own/system.ts").stdout).toBe(
      "my-own: 2 partitions, a major frame of 20ms: no faults\n",
    );
  });

  test("makes a project for an RTEMS program, and says what is missing in it", () => {
    expect(bulkhead("new", "with-rtems", "--template", "rtems").status).toBe(0);
    expect(readdirSync(join(project, "with-rtems")).sort()).toEqual([
      ".gitignore",
      "README.md",
      "package.json",
      "partitions",
      "system.test.ts",
      "system.ts",
      "tsconfig.json",
    ]);
    const { status, stderr } = bulkhead("check", "with-rtems/system.ts");
    expect(status).toBe(2);
    expect(stderr).toContain(
      'error BH1021 partitions.rtems.elf: there is no file "hello.exe"\n  at with-rtems/system.ts:7:',
    );
    expect(stderr).toContain("docs/rtems.md");
    expect(stderr).toContain("\n1 fault\n");
  });

  test("knows its templates", async () => {
    expect((await inProcess("new", "--help")).stdout).toContain("rtems: an RTEMS program beside a partition in C");
    const { status, stderr } = await inProcess("new", "elsewhere", "--template", "rtem");
    expect(status).toBe(64);
    expect(stderr).toContain("Expected one of: project, rtems");
  });

  test("takes an empty folder, and no other", () => {
    mkdirSync(join(project, "empty"));
    expect(bulkhead("new", "empty").status).toBe(0);
    const { status, stderr } = bulkhead("new", "empty");
    expect(status).toBe(64);
    expect(stderr).toContain('the folder "empty" is not empty');
    expect(bulkhead("new", "guest.c").stderr).toContain('"guest.c" is there and is no folder');
  });
});

test("a run's outcome: its exit status, and whether all partitions have stopped", () => {
  const running = { mode: "NORMAL", exitCode: 0 };
  const stopped = { mode: "IDLE", exitCode: 0 };
  const failed = { mode: "IDLE", exitCode: 3 };
  const [limited, unlimited] = [
    { frames: 5, timeNs: 0 },
    { frames: 0, timeNs: 0 },
  ];
  expect(outcomeOf("ended", [stopped, running], limited)).toEqual({ reason: "ended", status: 0 });
  expect(outcomeOf("ended", [failed, running], limited)).toEqual({ reason: "ended", status: 0 });
  expect(outcomeOf("ended", [stopped, stopped], limited)).toEqual({ reason: "all-stopped", status: 0 });
  expect(outcomeOf("ended", [stopped, failed], unlimited)).toEqual({ reason: "all-stopped", status: 6 });
  expect(outcomeOf("panic", [failed], limited)).toEqual({ reason: "panic", status: 4 });
  expect(outcomeOf("aborted", [failed], limited)).toEqual({ reason: "aborted", status: 130 });
  expect(outcomeOf("aborted", [failed], unlimited)).toEqual({ reason: "aborted", status: 0 });
  expect(outcomeOf("timeout", [failed], limited)).toEqual({ reason: "timeout", status: 5 });
});

test("a run nobody watches ends by itself", () => {
  expect(runLimit(undefined, undefined, true)).toEqual({ frames: 0, timeNs: 0 });
  expect(runLimit(undefined, undefined, false)).toEqual({ frames: 20, timeNs: 0 });
  expect(runLimit("7", undefined, true)).toEqual({ frames: 7, timeNs: 0 });
  expect(runLimit(undefined, "1.5s", false)).toEqual({ frames: 0, timeNs: 1.5e9 });
});
