#include <bulkhead/bulkhead.h>

int main(void) {
  const struct bulkhead_info_page *info = bulkhead_info();
  printf("Hello from C! I am partition %u, \"%s\".\n", info->identifier, info->name);
  printf("Of each %u ms, %u ms are mine.\n", (uint32_t)(info->period_ns / 1000000),
         (uint32_t)(info->duration_ns / 1000000));
  return 0;
}
