// RTEMS's work area: all memory of the partition that no part of the program's file covers.
#include <rtems/score/memory.h>
#include <rtems/sysinit.h>

#include <bulkhead/info.h>

static Memory_Area area[1];

static const Memory_Information memory = MEMORY_INFORMATION_INITIALIZER(area);

static void find_memory(void) {
  const struct bulkhead_info_page *info = bulkhead_info();
  _Memory_Initialize_by_size(&area[0], (void *) info->heap_address, info->heap_size_bytes);
}

RTEMS_SYSINIT_ITEM(find_memory, RTEMS_SYSINIT_MEMORY, RTEMS_SYSINIT_ORDER_MIDDLE);

const Memory_Information *_Memory_Get(void) { return &memory; }
