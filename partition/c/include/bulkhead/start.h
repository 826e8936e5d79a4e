// The end of a partition.
#pragma once

// Stops the partition; a code other than 0 is reported to health monitoring first, which may restart it instead.
// Returning from main does the same.
_Noreturn void bulkhead_exit(int code);
