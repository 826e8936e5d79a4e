// RTEMS as a guest of Bulkhead: what applications and RTEMS itself may ask of the board.
#ifndef LIBBSP_I386_BULKHEAD_BSP_H
#define LIBBSP_I386_BULKHEAD_BSP_H

#include <bspopts.h>
#include <bsp/default-initial-extension.h>

#include <rtems.h>

#ifndef RTEMS_PARAVIRT
#error "the bulkhead BSP needs paravirtualization: put RTEMS_PARAVIRT = True under [i386/bulkhead] in config.ini"
#endif
#ifdef RTEMS_SMP
#error "the bulkhead BSP runs on one vCPU: leave RTEMS_SMP out of config.ini"
#endif

#ifdef __cplusplus
extern "C" {
#endif

// Waits for interrupts inside the hypervisor.
void *bulkhead_idle(uintptr_t ignored);
#define BSP_IDLE_TASK_BODY bulkhead_idle

// Puts out what the console holds back of a line that has not ended yet.
void bulkhead_console_flush(void);

#ifdef __cplusplus
}
#endif

#endif
