/* The threads of process smoke. */

#include <apex.h>
#include "gtypes.h"
#include "partition.h"

/* The functions of the model's subprograms, in the user's sources. */
void smell(fan__minutes now, fan__minutes *alarm);

/* Waits until that time; not at all when it is over. */
static void wait_until(SYSTEM_TIME_TYPE time) {
  SYSTEM_TIME_TYPE now;
  RETURN_CODE_TYPE code;
  GET_TIME(&now, &code);
  if (now < time) TIMED_WAIT(time - now, &code);
}

/* Thread detector: periodic, every 15ms, by the clock: the partition's period does not divide that. */
void detector_thread(void) {
  static fan__minutes now;
  static fan__minutes alarm;
  MESSAGE_SIZE_TYPE length;
  VALIDITY_TYPE validity;
  static SYSTEM_TIME_TYPE release;
  RETURN_CODE_TYPE code;
  if (release == 0) GET_TIME(&release, &code);
  else wait_until(release += 15000000LL);
  for (;;) {
    REPLENISH(15000000LL, &code);
    READ_SAMPLING_MESSAGE(now_port, (MESSAGE_ADDR_TYPE)&now, &length, &validity, &code);
    smell(now, &alarm);
    SEND_QUEUING_MESSAGE(alarm_1_port, (MESSAGE_ADDR_TYPE)&alarm, sizeof alarm, 0, &code);
    SEND_QUEUING_MESSAGE(alarm_2_port, (MESSAGE_ADDR_TYPE)&alarm, sizeof alarm, 0, &code);
    REPLENISH(INFINITE_TIME_VALUE, &code);
    release += 15000000LL;
    wait_until(release);
  }
}
