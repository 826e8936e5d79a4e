/* wasm2c asserts only that its runtime was started; ours needs no start. */
#pragma once
#define assert(condition) ((void)0)
#define static_assert _Static_assert
