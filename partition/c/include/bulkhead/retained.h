// What outlives a warm start.
#pragma once

// A variable with it has its first value after a cold start, and after a warm start the last that it had:
//     BULKHEAD_RETAINED static int restarts = 0;
// All others have their first value after both.
#define BULKHEAD_RETAINED __attribute__((section(".retained")))
