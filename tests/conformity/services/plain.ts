/** The same on the plain board. */
import { defineSystem } from "bulkhead";
import system from "./system.js";

export default defineSystem({ ...system, name: "conformity-services-plain", board: "pc" });
