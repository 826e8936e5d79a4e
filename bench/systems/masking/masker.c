// What masking and unmasking costs by the library's inline functions, with nothing pending.
#include "../samples.h"

enum { REPETITIONS = 500 };

SAMPLES(mask_unmask, REPETITIONS);
SAMPLES(nothing, REPETITIONS);

int main(void) {
  for (int i = 0; i < REPETITIONS; i++) {
    uint32_t before = tsc_low();
    nothing[i] = tsc_low() - before;

    before = tsc_low();
    bulkhead_mask();
    bulkhead_unmask();
    mask_unmask[i] = tsc_low() - before;
  }
  for (;;) {
  }
}
