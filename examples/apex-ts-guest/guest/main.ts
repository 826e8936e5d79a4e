/** Waits for its line of messages, and asks which ports they came to. */
import { nextPort, QueuingDestination, ReturnCode, SamplingDestination, Value } from "bulkhead/apex";
import { interrupts, LINE_PORT_MESSAGE, MILLISECOND } from "bulkhead/partition";

class Weather {
  degrees: i32 = 0;
  hectopascal: i32 = 0;
}

const commands = QueuingDestination.create<Uint8Array>("COMMANDS", 8, 0, 32);
const weather = SamplingDestination.create<Weather>("WEATHER", 100 * MILLISECOND);
const command = new Uint8Array(32);
const seen = new Weather();
const port = new Value();

interrupts.enable(LINE_PORT_MESSAGE);
console.log(`ports ${commands.code} ${weather.code}`);
for (;;) {
  interrupts.wait();
  interrupts.take(LINE_PORT_MESSAGE);
  while (nextPort(port) == ReturnCode.NO_ERROR) {
    if (port.value == commands.id) {
      while (commands.receive(command, 0) == ReturnCode.NO_ERROR) {
        console.log(`command: ${String.UTF8.decodeUnsafe(command.dataStart, commands.length)}`);
      }
    } else if (weather.read(seen) == ReturnCode.NO_ERROR) {
      console.log(`weather: ${seen.degrees} degrees, ${seen.hectopascal} hPa${weather.valid ? "" : ", old"}`);
    }
  }
}
