import { startKernel } from "./kernel.js";
console.time("a"); const k = startKernel<any>(); console.timeEnd("a");
console.log(Object.keys(k.call).length, k.call.staticEnd().toString(16));
console.time("100"); for (let i=0;i<100;i++) startKernel<any>(); console.timeEnd("100");
