// Exceptions go to the handler that RTEMS has installed, by default the fatal one.
#include "exception.h"

#include <rtems/score/cpu.h>

#include <bsp.h>
#include <bsp/fatal.h>

#include <bulkhead/calls.h>

// The address of the last page fault, as CR2 would have it; exception.S writes it.
uint32_t bulkhead_fault_address;

// All of the program's code (linkcmds).
extern const uint8_t _start_of_text[], _end_of_text[];

void bulkhead_exception(CPU_Exception_frame *frame);

// NMI, device not available, double fault and machine check are the hypervisor's.
enum { HYPERVISORS_OWN = 1 << 2 | 1 << 7 | 1 << 8 | 1 << 18, ALL = (1 << 20) - 1 };

void bulkhead_exceptions_attach(void) {
  if (bulkhead_exception_register(ALL & ~HYPERVISORS_OWN, bulkhead_exception_entry) != BULKHEAD_STATUS_OK)
    bsp_fatal(BSP_FATAL_INTERRUPT_INITIALIZATION);
}

// MOV from CR2 is the only privileged instruction in the part of RTEMS that a guest links: it prints a page fault. It
// is answered here.
//
//  0F 20 11.010.rrr    MOV r32, CR2    (Intel SDM vol. 2B)
static bool answer_cr2(CPU_Exception_frame *frame) {
  const uint8_t *code = (const uint8_t *) frame->eip;
  if (frame->idtIndex != I386_EXCEPTION_GENERAL_PROT_ERR) return false;
  if (code < _start_of_text || code + 3 > _end_of_text) return false;
  if (code[0] != 0x0f || code[1] != 0x20 || (code[2] & 0xf8) != 0xd0) return false;
  // PUSHAL's order: EAX, register 0, lies highest.
  (&frame->edi)[7 - (code[2] & 7)] = bulkhead_fault_address;
  frame->eip += 3;
  return true;
}

void bulkhead_exception(CPU_Exception_frame *frame) {
  if (!answer_cr2(frame)) _currentExcHandler(frame);
}
