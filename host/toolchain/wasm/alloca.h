/* wasm2c includes it for targets that have it. */
#pragma once
