// From start.S to RTEMS, and RTEMS's idle time back to the hypervisor.
#include <string.h>

#include <bsp.h>
#include <bsp/bootcard.h>
#include <bsp/irq-generic.h>

#include <rtems/score/percpu.h>
#include <rtems/score/thread.h>
#include <rtems/sysinit.h>

#include <bulkhead/calls.h>
#include <bulkhead/info.h>
#include <bulkhead/interrupts.h>

RTEMS_NO_RETURN void bulkhead_start(const struct bulkhead_info_page *info);

// Not through the call page: where the information page is wrong, the kernel is not the one we were built for.
static uint32_t gate_core(uint32_t number, uint32_t first, uint32_t second) {
  uint32_t status;
  __asm__ volatile("int %1"
                   : "=a"(status)
                   : "i"(BULKHEAD_GATE_CORE), "0"(number), "b"(first), "c"(second)
                   : "edx", "memory");
  return status;
}

static RTEMS_NO_RETURN void refuse(const char *why) {
  gate_core(BULKHEAD_CALL_CONSOLE_WRITE, (uint32_t) why, strlen(why));
  for (;;) gate_core(BULKHEAD_CALL_PARTITION_SET_MODE, BULKHEAD_MODE_IDLE, 1);
}

void bulkhead_start(const struct bulkhead_info_page *info) {
  if (info != bulkhead_info() || info->magic != BULKHEAD_INFO_MAGIC)
    refuse("rtems: this program was not started by the Bulkhead kernel that it was built for\n");
  if (info->abi_version != BULKHEAD_ABI_VERSION)
    refuse("rtems: built for another version of Bulkhead's ABI: run bulkhead rtems add, and build again\n");
  if (info->vcpu_count == 0) refuse("rtems: this partition has no vCPU: RTEMS needs the board pc-vmm\n");
  boot_card(NULL);
}

void bsp_start(void) { bsp_interrupt_initialize(); }

// RTEMS makes the first thread's thread pointer known by a descriptor of its own. Right after that, it is put where GS
// has its base in a guest, and GS back to that.
static void use_thread_pointer(void) {
  const Thread_Control *executing = _Thread_Get_executing();
  bulkhead_vcpu()->thread_pointer = (uint32_t) _CPU_Get_TLS_thread_pointer(&executing->Registers);
  __asm__ volatile("movl %0, %%gs" : : "r"(BULKHEAD_SELECTOR_THREAD) : "memory");
}

RTEMS_SYSINIT_ITEM(use_thread_pointer, RTEMS_SYSINIT_IDLE_THREADS, RTEMS_SYSINIT_ORDER_LAST_BUT_9);

void *bulkhead_idle(uintptr_t ignored) {
  (void) ignored;
  for (;;) {
    bulkhead_console_flush();
    bulkhead_wait();
  }
}
