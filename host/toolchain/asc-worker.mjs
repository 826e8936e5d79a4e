// Runs the AssemblyScript compiler in a thread of its own: it computes for seconds without a pause, and where it meets
// a fault of its own it ends the process. Plain JavaScript, since a thread starts without the loader for TypeScript.
//
// A job { id, argv, baseDirectory, libraries, substitutes } is answered by { id, failed, diagnostics, outputs, sources }.
import { readFile } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import { parentPort } from "node:worker_threads";
import { libraryFiles, main } from "assemblyscript/asc";
import { adaptLibrary } from "./asc-library.mjs";
import { TemplatesOfTwo } from "./asc-templates.mjs";

adaptLibrary(libraryFiles);

/** `libraries` maps a package's folder or file as the compiler asks for it, `node_modules/<name>/<part>`, to a real one. */
function locate(file, libraries) {
  for (const [asked, folder] of Object.entries(libraries)) {
    if (file.endsWith(`${sep}node_modules${sep}${asked.replaceAll("/", sep)}`)) return folder;
    const at = file.indexOf(`${sep}node_modules${sep}${asked.replaceAll("/", sep)}${sep}`);
    if (at >= 0) return join(folder, file.slice(at + `${sep}node_modules${sep}${asked}${sep}`.length));
  }
  return file;
}

/** Where the compiler meets a fault of its own it prints that and ends the process: here the job fails instead. */
let lastWords = "";
console.error = (text) => {
  lastWords += text;
};
process.exit = () => {
  const reason = /Error: (.*)/.exec(lastWords)?.[1] ?? "it does not say which";
  lastWords = "";
  throw new Error(`the compiler met a fault of its own: ${reason}`);
};

/**
 * Gives the top level of each file the source places that functions have: the compiler records them and leaves them out.
 * (It reaches into the compiler; where that has changed, top-level code has no places, and all else stays.)
 */
class TopLevelPlaces {
  afterCompile(module) {
    for (const { startFunction } of this.program.filesByName?.values() ?? []) {
      const compiled = startFunction && module.getFunction(startFunction.internalName);
      if (!compiled) continue;
      const setDebugLocation = (...place) => module.setDebugLocation(...place);
      startFunction.addDebugInfo?.({ setDebugLocation, setLocalName: () => {} }, compiled);
    }
  }
}

async function compile({ argv, baseDirectory, libraries, substitutes }) {
  const diagnostics = [];
  const outputs = {};
  const sources = [];
  const { error } = await main([...argv, "--baseDir", baseDirectory], {
    stdout: { write: () => {} },
    stderr: { write: () => {} },
    readFile: async (name, folder) => {
      const asked = resolve(folder, name);
      const file = substitutes[asked] ?? locate(asked, libraries);
      const text = await readFile(file, "utf8").catch(() => null);
      if (text !== null) sources.push({ name: name.replaceAll("\\", "/"), file });
      return text;
    },
    writeFile: (name, content) => {
      outputs[name] = content;
    },
    listFiles: () => null,
    transforms: [TemplatesOfTwo, TopLevelPlaces],
    reportDiagnostic: ({ message, code, category, range }) => {
      const place = range && { start: range.start, end: range.end, name: range.source?.normalizedPath };
      diagnostics.push({ message, code, category, place });
    },
  }).catch((error) => ({ error }));
  return { failed: error?.message, diagnostics, outputs, sources };
}

parentPort.on("message", async (job) => parentPort.postMessage({ id: job.id, ...(await compile(job)) }));
