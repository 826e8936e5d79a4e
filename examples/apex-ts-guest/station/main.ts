/** Sends commands as texts of any length, and the weather as numbers. */
import { INFINITE, OperatingMode, periodic, QueuingSource, SamplingSource, setPartitionMode } from "bulkhead/apex";
import { MILLISECOND } from "bulkhead/partition";

class Weather {
  degrees: i32 = 20;
  hectopascal: i32 = 1013;
}

const commands = QueuingSource.create<Uint8Array>("COMMANDS", 8, 0, 32);
const weather = SamplingSource.create<Weather>("WEATHER");
const now = new Weather();
let release = 0;

periodic({ name: "SEND", period: 20 * MILLISECOND, capacity: INFINITE, priority: 10, stack: 0 }, () => {
  release += 1;
  if (release % 2 == 1) {
    commands.send(Uint8Array.wrap(String.UTF8.encode(`turn to ${release * 10} degrees`)), 0);
    commands.send(Uint8Array.wrap(String.UTF8.encode("climb")), 0);
  } else {
    now.degrees -= 1;
    weather.write(now);
  }
});

setPartitionMode(OperatingMode.NORMAL);
