// All of the C library of a Bulkhead partition.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <bulkhead/abi.h>
#include <bulkhead/calls.h>

#include <bulkhead/clock.h>
#include <bulkhead/console.h>
#include <bulkhead/info.h>
#include <bulkhead/interrupts.h>
#include <bulkhead/printf.h>
#include <bulkhead/retained.h>
#include <bulkhead/start.h>
#include <bulkhead/status.h>
#include <bulkhead/vcpus.h>
