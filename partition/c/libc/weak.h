// A program may have a function of its own under any name of the C library: the library's then stands back.
#pragma once

#define WEAK __attribute__((weak))
