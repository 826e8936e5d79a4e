import { systemOf } from "./system.js";

export default systemOf("pc");
