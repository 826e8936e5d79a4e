// The interrupt controller: the lines of the partition's vCPU. The hypervisor's own lines and the program's are bits in
// memory; hardware lines go by hypercalls, since the real controller has to follow.
#include <bsp/irq-generic.h>

#include <bsp.h>
#include <bsp/fatal.h>

#include <bulkhead/calls.h>
#include <bulkhead/info.h>
#include <bulkhead/interrupts.h>

#include "exception.h"

RTEMS_STATIC_ASSERT(BSP_INTERRUPT_VECTOR_COUNT == BULKHEAD_LINE_COUNT, lines);
RTEMS_STATIC_ASSERT(BULKHEAD_VECTOR_IRQ(0) == BULKHEAD_LINE_IRQ_BASE, hardware_lines);

static inline uint32_t bit(rtems_vector_number line) { return UINT32_C(1) << line; }

static bool is_hardware(rtems_vector_number line) { return line >= BULKHEAD_LINE_IRQ_BASE; }

static bool is_given(rtems_vector_number line) {
  return !is_hardware(line) || (bulkhead_info()->irqs & bit(line - BULKHEAD_LINE_IRQ_BASE)) != 0;
}

static bool is_enabled(rtems_vector_number line) { return (bulkhead_vcpu()->enabled & bit(line)) != 0; }

// From upcall.S, on the interrupt stack, masked. The bit first, then the handler: what is raised meanwhile comes again.
void bulkhead_interrupt(uint32_t line) {
  bulkhead_clear_pending(line);
  bsp_interrupt_handler_dispatch_unchecked(line);
  // A handler that disabled its line has it let through again by the one who enables it.
  if (is_hardware(line) && is_enabled(line)) (void) bulkhead_line_acknowledge(line);
}

void bsp_interrupt_facility_initialize(void) {
  if (bulkhead_irq_register(BULKHEAD_ALL_LINES, bulkhead_upcall) != BULKHEAD_STATUS_OK)
    bsp_fatal(BSP_FATAL_INTERRUPT_INITIALIZATION);
  bulkhead_exceptions_attach();
}

rtems_status_code bsp_interrupt_get_attributes(rtems_vector_number vector, rtems_interrupt_attributes *attributes) {
  bool given = is_given(vector);
  attributes->is_maskable = true;
  attributes->can_enable = given;
  attributes->maybe_enable = given;
  attributes->can_disable = given;
  attributes->maybe_disable = given;
  attributes->can_raise = given;
  attributes->can_clear = given;
  attributes->cleared_by_acknowledge = true;
  attributes->can_get_priority = true;
  attributes->maximum_priority = BULKHEAD_LINE_COUNT - 1;
  return RTEMS_SUCCESSFUL;
}

rtems_status_code bsp_interrupt_is_pending(rtems_vector_number vector, bool *pending) {
  bsp_interrupt_assert(bsp_interrupt_is_valid_vector(vector));
  bsp_interrupt_assert(pending != NULL);
  *pending = (bulkhead_vcpu()->pending & bit(vector)) != 0;
  return RTEMS_SUCCESSFUL;
}

rtems_status_code bsp_interrupt_raise(rtems_vector_number vector) {
  bsp_interrupt_assert(bsp_interrupt_is_valid_vector(vector));
  if (!is_given(vector)) return RTEMS_UNSATISFIED;
  // In one instruction: the kernel sets bits, too.
  uint32_t level = bulkhead_mask();
  __asm__ volatile("btsl %1, %0" : "+m"(bulkhead_vcpu()->pending) : "Ir"(vector) : "cc", "memory");
  bulkhead_restore(level);
  return RTEMS_SUCCESSFUL;
}

rtems_status_code bsp_interrupt_clear(rtems_vector_number vector) {
  bsp_interrupt_assert(bsp_interrupt_is_valid_vector(vector));
  if (!is_given(vector)) return RTEMS_UNSATISFIED;
  if (is_hardware(vector)) (void) bulkhead_line_acknowledge(vector);
  else bulkhead_clear_pending(vector);
  return RTEMS_SUCCESSFUL;
}

rtems_status_code bsp_interrupt_vector_is_enabled(rtems_vector_number vector, bool *enabled) {
  bsp_interrupt_assert(bsp_interrupt_is_valid_vector(vector));
  bsp_interrupt_assert(enabled != NULL);
  *enabled = is_enabled(vector);
  return RTEMS_SUCCESSFUL;
}

rtems_status_code bsp_interrupt_vector_enable(rtems_vector_number vector) {
  bsp_interrupt_assert(bsp_interrupt_is_valid_vector(vector));
  if (is_hardware(vector))
    return bulkhead_line_enable(vector) == BULKHEAD_STATUS_OK ? RTEMS_SUCCESSFUL : RTEMS_UNSATISFIED;
  uint32_t level = bulkhead_mask();
  bulkhead_enable(vector);
  bulkhead_restore(level);
  return RTEMS_SUCCESSFUL;
}

rtems_status_code bsp_interrupt_vector_disable(rtems_vector_number vector) {
  bsp_interrupt_assert(bsp_interrupt_is_valid_vector(vector));
  if (is_hardware(vector))
    return bulkhead_line_disable(vector) == BULKHEAD_STATUS_OK ? RTEMS_SUCCESSFUL : RTEMS_UNSATISFIED;
  uint32_t level = bulkhead_mask();
  bulkhead_disable(vector);
  bulkhead_restore(level);
  return RTEMS_SUCCESSFUL;
}

// The lower line is delivered first: that is how it is.
rtems_status_code bsp_interrupt_get_priority(rtems_vector_number vector, uint32_t *priority) {
  bsp_interrupt_assert(bsp_interrupt_is_valid_vector(vector));
  bsp_interrupt_assert(priority != NULL);
  *priority = vector;
  return RTEMS_SUCCESSFUL;
}

rtems_status_code bsp_interrupt_set_priority(rtems_vector_number vector, uint32_t priority) {
  bsp_interrupt_assert(bsp_interrupt_is_valid_vector(vector));
  (void) vector;
  (void) priority;
  return RTEMS_UNSATISFIED;
}
