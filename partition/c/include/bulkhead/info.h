// The information page: who the partition is, what memory and windows it has, how to read the clock.
#pragma once

#include <bulkhead/abi.h>

// Nothing in the page changes while the partition runs.
static inline const struct bulkhead_info_page *bulkhead_info(void) {
  return (const struct bulkhead_info_page *)BULKHEAD_INFO_PAGE;
}
