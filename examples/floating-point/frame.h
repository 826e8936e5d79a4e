// All report at the same times, so that the order is the windows'.
#pragma once

#include <bulkhead/bulkhead.h>

static inline void wait_for_frame(uint32_t frame) {
  const struct bulkhead_info_page *info = bulkhead_info();
  bulkhead_sleep_until(info->frame_origin_ns + frame * info->major_frame_ns);
}
