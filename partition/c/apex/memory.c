// What the library must know of an address before it goes on: whose it is, and where a name ends.
#include <bulkhead/info.h>

#include "apex-call.h"

bool bulkhead_apex_is_given(const void *address, uint32_t permission) {
  const struct bulkhead_info_page *info = bulkhead_info();
  for (uint32_t i = 0; i < info->range_count; i++) {
    const struct bulkhead_memory_range *range = &info->ranges[i];
    bool is_inside = (uint32_t)address - range->address < range->size_bytes;
    if (is_inside && (range->permissions & permission)) return true;
  }
  return false;
}

void bulkhead_apex_copy_name(char *to, const char *name) {
  bool has_ended = false;
  for (int i = 0; i < MAX_NAME_LENGTH; i++) {
    has_ended = has_ended || name[i] == 0;
    to[i] = has_ended ? 0 : name[i];
  }
}

const struct bulkhead_name *bulkhead_apex_name(const char *name, struct bulkhead_name *storage) {
  if (!bulkhead_apex_is_given(name, BULKHEAD_PERMISSION_READ)) return (const struct bulkhead_name *)name;
  bulkhead_apex_copy_name(storage->text, name);
  return storage;
}
