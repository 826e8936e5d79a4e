// The timer fires while interrupts are being unmasked, delivered and returned from, each time a little earlier or later,
// so that it comes at every instruction of all three. Whatever it hits, each interrupt is handled, once, and at once.
#include <bulkhead/bulkhead.h>

// A timer fires up to LATE_NS after its deadline: at the hardware's next count, and where the machine looks next.
enum { AHEAD_NS = 20000, PERIOD_NS = 50000, LATE_NS = 4000, SETTLED_NS = 15000, SWEEP = 2600, SLED = 1000 };

void delay(uint32_t nops);

static volatile uint32_t handled;
static uint32_t highest;
static uint32_t lowest = UINT32_MAX;
static uint32_t late;
// What the next handler does before it returns: waits until this is raised, then some more.
static volatile uint64_t stay_until_ns;
static uint32_t stay_nops;

static const char *yes(bool condition) { return condition ? "yes" : "no"; }

static inline void spin_until(uint64_t time_ns) {
  while (bulkhead_now_ns() < time_ns) {
  }
}

static void linger(uint32_t nops) {
  for (; nops > SLED; nops -= SLED) delay(SLED);
  delay(nops);
}

void bulkhead_interrupt(uint32_t line) {
  uint32_t stack = (uint32_t)__builtin_frame_address(0);
  if (stack > highest) highest = stack;
  if (stack < lowest) lowest = stack;
  handled += bulkhead_take(line);
  if (stay_until_ns == 0) return;
  spin_until(stay_until_ns);
  stay_until_ns = 0;
  linger(stay_nops);
}

// On its own, so that a debugger and a trace can tell it from what is around it.
__attribute__((noinline)) static void unmask(void) { bulkhead_unmask(); }

// Arms the timer, and unmasks when it is about to fire for the time `nth`, 1 being the first: earlier ones are pending by
// then. `in_handler`: the handler of the first returns when it is about to fire for the third time.
static void race(uint32_t nth, bool in_handler, uint32_t nops) {
  bulkhead_mask();
  uint32_t raised_before = bulkhead_vcpu()->raised[BULKHEAD_LINE_TIMER];
  handled = 0;
  uint64_t first_ns = bulkhead_now_ns() + AHEAD_NS;
  bulkhead_timer_set(first_ns, nth == 1 ? 0 : PERIOD_NS);
  if (in_handler) {
    stay_nops = nops;
    stay_until_ns = first_ns + 2 * PERIOD_NS;
    spin_until(first_ns + LATE_NS);
  } else {
    spin_until(first_ns + (nth - 1) * PERIOD_NS);
    linger(nops);
  }
  unmask();
  // Nothing but the timer's own interrupt brings the kernel in now: one that was forgotten would stay so.
  spin_until(first_ns + (in_handler ? 2 : nth - 1) * PERIOD_NS + SETTLED_NS);
  uint32_t raised = bulkhead_vcpu()->raised[BULKHEAD_LINE_TIMER] - raised_before;
  if (handled != raised || bulkhead_vcpu()->pending & 1 << BULKHEAD_LINE_TIMER) late++;
  bulkhead_timer_cancel();
}

static void sweep(const char *what, uint32_t nth, bool in_handler) {
  late = 0;
  uint32_t raised_before = bulkhead_vcpu()->raised[BULKHEAD_LINE_TIMER];
  for (uint32_t nops = 0; nops < SWEEP; nops++) race(nth, in_handler, nops);
  uint32_t raised = bulkhead_vcpu()->raised[BULKHEAD_LINE_TIMER] - raised_before;
  printf("%s: %d times, all raised: %s, late or lost: %u\n", what, SWEEP,
         yes(raised >= SWEEP * (in_handler ? 3 : nth)), late);
}

int main(void) {
  bulkhead_interrupts_attach();
  bulkhead_enable(BULKHEAD_LINE_TIMER);
  bulkhead_unmask();
  sweep("around an unmask with nothing pending", 1, false);
  sweep("around an unmask with one pending", 2, false);
  sweep("around a return with one pending", 3, true);
  printf("as many taken as raised: %s\n",
         yes(bulkhead_vcpu()->taken[BULKHEAD_LINE_TIMER] == bulkhead_vcpu()->raised[BULKHEAD_LINE_TIMER]));
  printf("no handler on top of another: %s\n", yes(highest - lowest <= 128));
  return 0;
}
